"""Pages like those of Google Forms: ``docs.google.com/forms/d/e/<id>/viewform``. Contents are fictional."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from tests.internet.http import Asked, Reply, html, not_found
from tests.internet.sites import office


@dataclass(frozen=True, slots=True)
class Form:
    """A form's visible words."""

    title: str
    description: str
    questions: tuple[str, ...] = ("Nama lengkap", "Asal sekolah", "Nomor WhatsApp")


def fictional_forms() -> dict[str, Form]:
    """The forms the office's posts, its sidebar and its comments lead to; and one that names the office
    unasked."""
    return {
        office.VOUCHED_FORM: Form(
            "Pendaftaran Bimtek Modul Ajar (rekaan)",
            "Dinas Pendidikan Kabupaten Bandung. 8–9 Desember 2026. 16 JP, gratis.",
        ),
        office.EMBEDDED_FORM: Form(
            "Pendaftaran Lokakarya Asesmen (rekaan)", "Dinas Pendidikan Kabupaten Bandung"
        ),
        office.ADVERT_FORM: Form("Daftar PPG 100 JP (rekaan)", "Bimbel rekaan, Rp 350.000"),
        office.COMMENT_FORM: Form("Pelatihan Gratis 32 JP (rekaan)", "Dinas Pendidikan Kabupaten Bandung"),
        office.REPORT_FORM: Form("Unggah dokumentasi (rekaan)", ""),
    }


@dataclass(slots=True)
class Forms:
    """The host."""

    host: str = "docs.google.com"
    certificate: str = "good"
    forms: dict[str, Form] = field(default_factory=fictional_forms)

    def reply(self, asked: Asked) -> Reply:
        """One form, or the page of one that is gone."""
        parts = asked.path.strip("/").split("/")
        if parts[:3] != ["forms", "d", "e"] or len(parts) != 5:
            return not_found()
        form = self.forms.get(parts[3])
        return not_found() if form is None else html(page(parts[3], form))


def page(key: str, form: Form) -> str:
    """The HTML of a form."""
    title, text = escape(form.title), escape(form.description)
    items = "".join(
        f'<div class="Qr7Oae" role="listitem"><div role="heading" aria-level="3">'
        f'<span class="M7eMe">{escape(q)}</span>'
        f"</div><input type=text></div>"
        for q in form.questions
    )
    return (
        f'<!DOCTYPE html><html lang="id"><head><title>{title}</title>'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{text}">'
        f'<meta property="og:site_name" content="Google Docs">'
        f'<meta property="og:url" content="https://docs.google.com/forms/d/e/{key}/viewform"></head><body>'
        f'<div class="F9yp7e" role="heading" aria-level="1">{title}</div>'
        f'<div class="cBGGJ OIC90c">{text}</div>'
        f'<form action="https://docs.google.com/forms/d/e/{key}/formResponse" method="POST">'
        f'<div role="list">{items}</div><div role="button"><span>Kirim</span></div></form></body></html>'
    )
