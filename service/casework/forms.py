"""The public forms. They carry no session: nobody is logged in, and a secret in the address opens a talk."""

from __future__ import annotations

from typing import Any, cast

from flask import request
from flask_babel import lazy_gettext
from wtforms import (
    EmailField,
    Field,
    Form,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
    validators,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # its stubs are older than it

from registry.hosts.keys import read_key
from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link
from registry.hosts.suffixes import suffix_class
from registry.ledger.cases.proposals import Role
from registry.ledger.cases.reports import ReportKind
from registry.organizer import Kind
from registry.region import gazetteer


def _(text: str) -> str:
    """A text that is put into the reader's language when it is shown."""
    return cast(str, lazy_gettext(text))


_NEEDED = validators.InputRequired(_("Isian ini diperlukan."))


def _tidy(text: str | None) -> str | None:
    """Without surrounding blanks and without control characters, which no form field needs."""
    if text is None:
        return None
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n").strip()


def _at_most(length: int) -> Any:
    return validators.Length(max=length, message=_("Paling banyak %(max)d huruf."))


def sent() -> bool:
    """Whether a form was sent to be taken in; ``do=show`` only asks for the page with these entries."""
    return request.method == "POST" and request.form.get("do") != "show"


class ReportForm(Form):
    """A remark about an address."""

    kind = RadioField(
        _("Apa yang ingin Anda sampaikan?"),
        choices=[
            SelectChoice(
                ReportKind.MISSED.value, _("Halaman ini perlu diwaspadai, tetapi tidak diperingatkan")
            ),
            SelectChoice(ReportKind.WRONG_WARNING.value, _("Peringatannya keliru")),
            SelectChoice(ReportKind.OUR_EVENT.value, _("Ini kegiatan kami (keberatan penyelenggara)")),
        ],
        default=ReportKind.MISSED.value,
    )
    link = StringField(_("Tautan"), [_NEEDED, _at_most(4000)], filters=[_tidy])
    note = TextAreaField(
        _("Catatan (jangan tulis nama, nomor telepon, atau data pribadi)"), [_at_most(2000)], filters=[_tidy]
    )

    def validate_link(self, field: Field) -> None:
        """The link must be one that can be looked at.

        Raises:
            ValidationError: it is no address and no link key.
        """
        try:
            self.key = read_key(field.data or "")
        except UnreadableLinkError:
            raise ValidationError(_("Tautan ini tidak dapat dibaca. Salin lagi alamatnya.")) from None


class MessageForm(Form):
    """One message of an appeal."""

    text = TextAreaField(_("Pesan"), [_NEEDED, _at_most(4000)], filters=[_tidy])


class ProposalForm(Form):
    """An organizer for the registry."""

    role = RadioField(
        _("Anda mengusulkan sebagai"),
        choices=[
            SelectChoice(Role.ORGANIZER.value, _("pengurus penyelenggara ini")),
            SelectChoice(Role.TEACHER.value, _("guru atau orang lain")),
        ],
        default=Role.ORGANIZER.value,
    )
    kind = SelectField(
        _("Jenis"),
        choices=[
            SelectChoice(Kind.WORKING_GROUP.value, _("Kelompok kerja (KKG, MGMP, MKKS, KKKS)")),
            SelectChoice(Kind.COMMUNITY.value, _("Komunitas belajar")),
            SelectChoice(Kind.PROFESSION.value, _("Organisasi profesi guru")),
            SelectChoice(Kind.DINAS.value, _("Dinas pendidikan")),
            SelectChoice(Kind.MINISTRY.value, _("Kementerian dan unitnya")),
            SelectChoice(Kind.SCHOOL.value, _("Sekolah")),
            SelectChoice(Kind.UNIVERSITY.value, _("Perguruan tinggi")),
        ],
    )
    name = StringField(
        _("Nama lengkap"),
        [
            _NEEDED,
            _at_most(200),
            validators.Length(min=5, message=_("Tulis nama lengkapnya, tanpa singkatan.")),
        ],
        filters=[_tidy],
    )
    region = StringField(
        _("Wilayah: nama lengkap atau kode, misalnya Kabupaten Bandung (boleh kosong)"),
        [_at_most(80)],
        filters=[_tidy],
    )
    registration = StringField(
        _("Nomor pendaftaran (NPSN, AHU, SK; boleh kosong)"), [_at_most(60)], filters=[_tidy]
    )
    website = StringField(_("Situs atau halaman resmi (boleh kosong)"), [_at_most(300)], filters=[_tidy])
    office_page = StringField(
        _("Halaman dinas atau lembaga yang menyebutnya (boleh kosong)"), [_at_most(600)], filters=[_tidy]
    )
    platform_page = StringField(
        _("Alamatnya di PMM atau Ruang GTK (boleh kosong)"), [_at_most(600)], filters=[_tidy]
    )
    letter = TextAreaField(
        _("Surat keputusan: nomor, tanggal, siapa yang menerbitkan (boleh kosong)"),
        [_at_most(1000)],
        filters=[_tidy],
    )
    host = StringField(
        _("Alamat situs yang dapat Anda buktikan (boleh kosong)"), [_at_most(253)], filters=[_tidy]
    )
    mail = EmailField(
        _("Surel lembaga, bukan surel pribadi (boleh kosong)"), [_at_most(254)], filters=[_tidy]
    )

    def validate_region(self, field: Field) -> None:
        """A region by its official code or full name.

        Raises:
            ValidationError: no region, or more than one, is meant.
        """
        self.region_code = None
        if field.data:
            try:
                self.region_code = gazetteer().find(field.data).code
            except ValueError:
                raise ValidationError(
                    _("Wilayah ini tidak kami temukan. Tulis lengkap: Kabupaten … atau Kota …")
                ) from None

    def validate_website(self, field: Field) -> None:
        """An address that can be read. Raises: ValidationError."""
        if field.data:
            field.data = _address(field.data)

    validate_office_page = validate_platform_page = validate_website

    def validate_host(self, field: Field) -> None:
        """A host of one's own: not a platform's. Raises: ValidationError."""
        if field.data:
            try:
                link = read_link(field.data)
            except UnreadableLinkError:
                raise ValidationError(_("Ini bukan alamat situs.")) from None
            if link.platform is not None or not link.registrable:
                raise ValidationError(
                    _("Alamat ini milik bersama; hanya situs sendiri yang dapat dibuktikan.")
                )
            field.data = link.host

    def validate_mail(self, field: Field) -> None:
        """An address at an institution or at the host itself; a private mailbox proves nothing.

        Raises:
            ValidationError: it is none of them.
        """
        if field.data and not is_institutional(field.data, self.host.data):
            raise ValidationError(
                _("Gunakan surel di alamat situs itu, atau yang berakhiran go.id, sch.id, atau ac.id.")
            )

    def proven_by(self) -> dict[str, str]:
        """The evidence that was given, by what it is."""
        given = {
            "letter": self.letter.data,
            "office_page": self.office_page.data,
            "platform_page": self.platform_page.data,
        }
        return {name: text for name, text in given.items() if text}


def is_institutional(mail: str, host: str | None) -> bool:
    """Whether a mail address belongs to an institution: by its restricted suffix, or by the host proposed.

    >>> is_institutional("a@disdik.bandung.go.id", None), is_institutional("a@gmail.com", None)
    (True, False)
    >>> is_institutional("a@mgmp-rekaan.or.id", "www.mgmp-rekaan.or.id")
    True
    """
    name, at, domain = mail.rpartition("@")
    if not (name and at and name.isascii() and domain.isascii()) or any(sign.isspace() for sign in mail):
        return False
    try:
        link = read_link(f"https://{domain}/")
    except UnreadableLinkError:
        return False
    same = bool(host) and link.registrable == read_link(host or "").registrable
    return bool(link.registrable) and (same or suffix_class(link.host) is not None)


def _address(text: str) -> str:
    try:
        return read_link(text).url
    except UnreadableLinkError:
        raise ValidationError(_("Alamat ini tidak dapat dibaca.")) from None
