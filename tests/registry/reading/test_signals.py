"""Signals of whole pages: what a page asks for, what its facts add up to, what the registry adds."""

from __future__ import annotations

from datetime import date

import pytest

from registry.organizer import Kind
from registry.reading.event import read_event
from registry.reading.facts import Quote
from registry.reading.page import Page
from registry.reading.plain import fold
from registry.reading.signals import Severity, Signal, find_signals
from registry.reading.signals.context import Context, find_context_signals
from registry.reading.signals.find import signals_in

ON = date(2025, 3, 1)


def signals(text: str, on: date = ON, links: tuple[str, ...] = ()) -> dict[str, Signal]:
    page = Page(text=text, links=links)
    return {signal.code: signal for signal in find_signals(page, read_event(page, on), on)}


def in_context(text: str, context: Context, links: tuple[str, ...] = ()) -> set[str]:
    page = Page(text=text, links=links)
    return {signal.code for signal in find_context_signals(page, read_event(page, ON), context)}


def test_quotes_are_the_words_of_the_page() -> None:
    text = "📢 *Webinar* gratis Sabtu 8 Maret 2025. Syarat: 𝘀𝗵𝗮𝗿𝗲 ke 3 grup WA, isi form bit.ly/x"
    found = signals(text)["N01"]
    assert found.quote is not None
    assert text[found.start : found.end] == found.quote
    assert found.quote.startswith("Syarat")


def test_a_password_is_a_stop() -> None:
    found = signals("Diklat 8 Maret 2025, daftar: kirimkan kode OTP ke admin panitia")
    assert found["N08"].stop
    assert found["N08"].severity is Severity.STOP


@pytest.mark.parametrize(
    "text",
    [
        "Webinar 8 Maret 2025 daftar di bit.ly/x. Meeting ID 812 0000, passcode: guru25",
        "Webinar 8 Maret 2025. Jangan pernah memberikan kode OTP atau kata sandi kepada panitia.",
        "Kami tidak pernah meminta password peserta. Daftar webinar 8 Maret 2025 di s.id/x",
        "Lupa password? Hubungi operator sekolah. Pelatihan 8 Maret 2025.",
        "Pelatihan 8 Maret 2025. Kirim\nJangan pernah mengirimkan sandi melalui Google Formulir.",
    ],
)
def test_a_password_told_denied_or_warned_of_is_none(text: str) -> None:
    assert "N08" not in signals(text)


def test_a_field_of_a_form_that_wants_a_password_is_a_stop() -> None:
    assert "N08" in signals("Formulir Klaim\nNama *\nKata sandi surel *\nNomor HP *")
    assert "N08" not in signals(
        "Bimtek 5 Desember 2026\nMateri: kata sandi surel dan kunci layar\nDaftar s.id/x"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Diklat 5 Desember 2026. Isi kata sandi akun belajar.id. Daftar s.id/x. {}",
        "Diklat Nasional 5 Desember 2026, gratis. Kirim kata sandi akun SIMPKB ke admin. {}",
        "{} Pendaftaran resmi hanya lewat s.id/x. Diklat 5 Desember 2026. Isi kata sandi akun belajar.id.",
    ],
)
def test_a_slogan_against_fraud_hides_no_demand(text: str) -> None:
    assert "N08" in signals(text.format("Waspada penipuan!"))
    assert "N08" not in signals(text.format("Flyer ini bukan dari kami, jangan diteruskan."))


def test_points_are_outdated_from_2025_on_only() -> None:
    text = "Webinar {} gratis, dapatkan 4 poin PMM untuk Pengelolaan Kinerja. Daftar s.id/x"
    assert "N12" in signals(text.format("Sabtu 8 Maret 2025"))
    assert "N12" not in signals(text.format("Sabtu 9 Maret 2024"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Webinar 8 Maret 2025, 32 JP, daftar s.id/x", True),
        ("Pelatihan 3-7 Maret 2025, 32 JP, daftar s.id/x", False),
        ("Pelatihan 8 Maret 2025, 10 JP, daftar s.id/x", False),
        ("Pelatihan 32 JP, daftar s.id/x", False),  # no length, nothing computed
    ],
)
def test_jp_against_the_length_of_the_event(text: str, found: bool) -> None:
    assert ("N10" in signals(text)) == found


def test_jp_alone_is_weak() -> None:
    assert signals("Webinar 8 Maret 2025, 32 JP, daftar s.id/x")["N10"].severity is Severity.WEAK


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Webinar gratis 8 Maret 2025. Sertifikat ditebus Rp 30.000. Daftar s.id/x", True),
        ("Webinar 8 Maret 2025, gratis. Untuk e-sertifikat berdonasi min. 20rb. Daftar s.id/x", True),
        ("Pelatihan 8 Maret 2025, kontribusi Rp50.000 (snack, sertifikat). Daftar s.id/x", False),
        ("Pelatihan 8 Maret 2025, HTM 35 ribu. Daftar s.id/x", False),
        ("Webinar gratis 8 Maret 2025. Sertifikat fisik opsional Rp25.000. Daftar s.id/x", False),
        ("Kelas puisi 8 Maret 2025 di zoom, infaq seikhlasnya untuk buku. Daftar s.id/x", False),
    ],
)
def test_a_certificate_that_costs(text: str, found: bool) -> None:
    assert ("N13" in signals(text)) == found


def test_honest_adverts_carry_weak_signals_only() -> None:
    advert = (
        "Workshop daring asosiasi guru, 17-19 Februari 2025 pukul 19.00\nDaftar: https://bit.ly/contoh\n"
        "Biaya pendaftaran anggota Rp. 50.000, umum Rp. 100.000\n✔E-Sertifikat 32 JP ✔Materi"
    )
    found = signals(advert)
    assert {"N10", "N14"} <= set(found)
    assert {signal.severity for signal in found.values()} <= {Severity.WEAK, Severity.TRUST}


def test_a_warning_or_question_about_a_demand_has_no_signal() -> None:
    assert signals('Waspada, beredar pesan "wajib share ke 3 grup dan kirim OTP". Abaikan.') == {}
    assert signals("Mau tanya, apakah benar harus share ke 5 grup dulu? Mohon pencerahan") == {}


def test_short_links_speak_only_alone() -> None:
    assert "N14" in signals("Webinar 8 Maret 2025 daftar bit.ly/x")
    text = "Webinar 8 Maret 2025 daftar bit.ly/x, info https://disdik.jabarprov.go.id"
    assert "N14" not in signals(text)


def test_nobody_named_and_only_strangers_exclude_each_other() -> None:
    text = "Webinar gratis Sabtu 8 Maret 2025 pukul 09.00, daftar s.id/x"
    stranger = Quote("Pusat Contoh (rekaan)", "text", 0, 5)
    assert in_context(text, Context()) == {"N04"}
    assert in_context(text, Context(named=True, stranger=stranger)) == {"N06"}
    assert in_context(text, Context(named=True, leading=(Kind.DINAS,))) == set()


def test_a_ministry_claimed_away_from_its_host_with_a_personal_number() -> None:
    text = "Panitia Nasional PPG. Webinar 8 Maret 2025, hubungi 0812-0000-9933"
    claim = Context(named=True, leading=(Kind.MINISTRY,), claimed=(Kind.MINISTRY,))
    assert "N15" in in_context(text, claim)
    on_host = Context(named=True, leading=(Kind.MINISTRY,), claimed=(Kind.MINISTRY,), own_host=True)
    assert "N15" not in in_context(text, on_host)
    assert "N15" not in in_context(text, Context(named=True, leading=(Kind.PROFESSION,)))


def test_official_words_mean_something_off_government_hosts_only() -> None:
    text = "Diklat 8 Maret 2025, sertifikat DIAKUI PMM, daftar s.id/x"
    leading = (Kind.PROFESSION,)
    assert "N18" in in_context(text, Context(named=True, leading=leading))
    assert "N18" not in in_context(text, Context(named=True, leading=leading, government_host=True))


def test_an_imitated_address_is_a_stop_that_names_the_real_one() -> None:
    page = Page(text="Diklat 8 Maret 2025")
    context = Context(named=True, imitation=("gtk-dikdasmen.example", "gtk.dikdasmen.go.id"))
    found = {s.code: s for s in find_context_signals(page, read_event(page, ON), context)}
    assert found["N07"].stop
    assert found["N07"].params == {"host": "gtk-dikdasmen.example", "target": "gtk.dikdasmen.go.id"}


def test_trust_by_kind() -> None:
    group = "Workshop KKG 8 Maret 2025, ketua Pak Contoh (rekaan), daftar s.id/x"
    assert "P05" in in_context(group, Context(named=True, leading=(Kind.WORKING_GROUP,)))
    assert "P05" not in in_context(group, Context(named=True, leading=(Kind.SCHOOL,)))
    community = ("https://guru.kemdikbud.go.id/komunitas/Ab12",)
    assert "P01" in in_context("Webinar 8 Maret 2025", Context(named=True), community)
    assert "P04" in in_context(
        "Webinar 8 Maret 2025", Context(named=True, leading=(Kind.PROFESSION,), registered=True)
    )


def test_a_demand_is_known_by_its_parts_in_any_order() -> None:
    text = "Pelatihan 8 Maret 2025. Di grup sekolah, poster kegiatan ditaruh dulu oleh peserta. Daftar s.id/x"
    found = signals(text)["N01"]
    assert found.quote is not None
    assert text[found.start : found.end] == found.quote
    assert {"grup", "poster", "ditaruh"} <= set(found.quote.split())


@pytest.mark.parametrize(
    "text",
    [
        "Pelatihan 8 Maret 2025. Poster kegiatan tidak perlu ditaruh di grup mana pun dulu. Daftar s.id/x",
        "Pelatihan 8 Maret 2025. Setelah mendaftar, tautan zoom dibagikan di grup peserta. Daftar s.id/x",
        "Pelatihan 8 Maret 2025. Mohon bantuan Bapak/Ibu meneruskan info ini ke rekan di grup. Daftar s.id/x",
    ],
)
def test_parts_that_are_denied_or_told_or_asked_as_a_favour_are_no_demand(text: str) -> None:
    assert "N01" not in signals(text)


def test_words_held_up_in_quotation_marks_are_no_demand() -> None:
    webinar = "Webinar 8 Maret 2025, daftar s.id/x. "
    assert "N01" in signals(webinar + 'Catatan "share ke 3 grup dulu baru dapat link"')
    assert "N01" not in signals(webinar + 'Tiap hari isinya "share ke 3 grup dulu baru dapat link"')
    assert "N01" not in signals(
        webinar + '"Share ke 3 grup dulu baru dapat link" tidak usah ditanggapi, hati-hati'
    )
    in_a_row = webinar + 'Mengenali pesan "kirim kode OTP", "isi PIN", dan "share ke 10 grup agar dapat link"'
    assert not {"N01", "N08"} & set(signals(in_a_row))


def test_what_imitates_an_official_address_is_searched_for_a_stop_whatever_it_tells() -> None:
    text = (
        "Waspada, data belum valid. Masuk dengan akun belajar (email + password). Ini bukan pesan berantai."
    )
    page = Page(text=text)
    event = read_event(page, ON)
    assert event.page_type.tells_of_others
    fields = (fold(text),)
    assert signals_in(fields, page, event, ON) == ()
    assert [it.code for it in signals_in(fields, page, event, ON, imitating=True)] == ["N08"]


@pytest.mark.parametrize(
    ("heading", "item", "demanded"),
    [
        ("Syarat:", "- Membagikan poster ke grup WA sekolah masing-masing", True),
        ("📌 Ketentuan bagi calon peserta", "• bagikan ke grup KKG", True),
        ("Cara daftar:", "- share info ini ke grup guru", True),
        ("Syarat:", "- tidak perlu share ke grup", False),
        ("Fasilitas:", "- Membagikan poster ke grup WA sekolah masing-masing", False),
        ("Materi:", "• bagikan ke grup KKG", False),
    ],
)
def test_an_item_of_a_list_of_conditions_is_demanded(heading: str, item: str, demanded: bool) -> None:
    found = signals(
        f"Webinar gratis, Sabtu 7 Maret 2026.\n{heading}\n- isi https://s.id/rekaan\n{item}\nSalam"
    )
    assert ("N01" in found) is demanded


def test_a_polite_beginning_leaves_no_choice_when_it_must_be_done() -> None:
    must = "Kalau mau masuk zoom, pesan ini harus dioper dulu ke lima belas kontak guru."
    may = "Kalau berkenan, pesan ini boleh dioper ke lima kontak guru."
    assert "N01" in signals(f"Pelatihan gratis 7 Maret 2026. {must}")
    assert "N01" not in signals(f"Pelatihan gratis 7 Maret 2026. {may}")


@pytest.mark.parametrize(
    ("whose", "stop"),
    [
        ("(nama sendiri) dan password ujian", False),
        ("dan password yang ada di kartu peserta", False),
        ("dan password SIMPKB Anda", True),
        ("belajar.id dan kata sandi", True),
    ],
)
def test_a_password_of_the_sites_own_is_no_stop(whose: str, stop: bool) -> None:
    assert ("N08" in signals(f"Webinar 7 Maret 2026. Masukkan username {whose}.")) is stop


def test_a_code_one_gets_is_no_secret_one_gives() -> None:
    assert "N08" not in signals('Webinar 7 Maret 2026. Ketik "LUNAS" di kolom chat admin, dapat kode masuk.')
    assert "N08" in signals("Webinar 7 Maret 2026. Kirim kode masuk dari SMS ke admin.")
