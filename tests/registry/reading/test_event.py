"""What is read from whole pages: kind of page, dates, JP, fee; nothing guessed, nothing crashes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.reading.event import read_event
from registry.reading.facts import ContactKind, EventFacts, FeeBasis, FeePurpose, Mode, PageType
from registry.reading.page import Page
from registry.reading.plain import READ_LIMIT, fold
from registry.reading.signals import find_signals

ON = date(2024, 3, 2)


def read(text: str, on: date = ON, title: str = "") -> EventFacts:
    return read_event(Page(title=title, text=text), on)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Webinar Sabtu–Minggu, 17–18 Feb 2024, daftar s.id/x", [("2024-02-17", "2024-02-18")]),
        ("Diklat 24 Septembar s.d 1 Oktober 2020, daftar s.id/x", [("2020-09-24", "2020-10-01")]),
        ("Diklat 30 Maret – 2 April 2026 daftar", [("2026-03-30", "2026-04-02")]),
        ("Diklat 29 Desember 2025 s.d. 2 Januari 2026 daftar", [("2025-12-29", "2026-01-02")]),
        ("Diklat 30 Desember - 2 Januari 2026 daftar", [("2025-12-30", "2026-01-02")]),
        ("Webinar Selasa (11/10/22), pukul 08.00 daftar", [("2022-10-11", "2022-10-11")]),
        ("Zoom 18/05/2026 – 20/05/2026 daftar", [("2026-05-18", "2026-05-20")]),
        ("Workshop 22 & 23 September 2026 daftar", [("2026-09-22", "2026-09-23")]),
        ("Webinar Rabu malam 6 Maret, daftar s.id/x", [("2024-03-06", "2024-03-06")]),
        (
            "Kelas 5 Feb (refleksi), 12 Feb (umpan balik), 19 Feb (rubrik), 2026, daftar",
            [("2026-02-05", "2026-02-05"), ("2026-02-12", "2026-02-12"), ("2026-02-19", "2026-02-19")],
        ),
        (
            "Bimtek dua gelombang: I tgl 7-8 Mei, II tgl 21-22 Mei 2024, daftar s.id/x",
            [("2024-05-07", "2024-05-08"), ("2024-05-21", "2024-05-22")],
        ),
        (
            "Pelaksanaan: 17 Juni s.d. 1 Juli 2022\nDaring (17-26 Juni 2022)\nMagang (27 Juni-1Juli 22)",
            [("2022-06-17", "2022-07-01")],
        ),
        ("Webinar angkatan 3, 19-22 Agustus 2025, daftar", [("2025-08-19", "2025-08-22")]),
        ("Webinar 29 Februari 2023 daftar", []),  # no such day
        ("Surat nomor 421/118/2024 tentang webinar, daftar s.id/x", []),
        ("Webinar tanggal menyusul, daftar s.id/x", []),
        ("Zoom besok jam 15.00, daftar s.id/x", [("2024-03-03", "2024-03-03")]),
        ("Zoom Kamis depan jam 13.00, daftar s.id/x", [("2024-03-07", "2024-03-07")]),
    ],
)
def test_event_days(text: str, runs: list[tuple[str, str]]) -> None:
    assert [(run.first.isoformat(), run.last.isoformat()) for run in read(text).runs] == runs


@pytest.mark.parametrize(
    "text",
    [
        "Webinar Sabtu, 20 April 2024. Pendaftaran paling lambat 18 April 2024 di s.id/x",
        "Pendaftaran: 1-18 April 2024\nPelaksanaan: 20 April 2024\nWebinar, daftar s.id/x",
        "Diklat 20 April 2024. Registrasi ditutup 18 April 2024. Daftar s.id/x",
    ],
)
def test_deadlines_are_kept_apart(text: str) -> None:
    facts = read(text)
    assert [run.first for run in facts.runs] == [date(2024, 4, 20)]
    assert facts.registration[0].last == date(2024, 4, 18)


def test_the_date_of_a_letter_is_no_event() -> None:
    facts = read("Surat edaran tertanggal 19 Februari 2024. Workshop 5 April 2024, daftar s.id/x")
    assert [run.first for run in facts.runs] == [date(2024, 4, 5)]
    assert facts.other_dates[0].first == date(2024, 2, 19)


def test_the_date_below_a_letter_is_no_event_where_another_day_is_told() -> None:
    facts = read("Workshop 19-21 Maret 2024, daftar s.id/x\nManado, 6 Maret 2024\nKetua Panitia")
    assert [run.first for run in facts.runs] == [date(2024, 3, 19)]
    alone = read("Workshop gratis, daftar s.id/x\nManado, 6 Maret 2024")
    assert [run.first for run in alone.runs] == [date(2024, 3, 6)]


def test_a_day_gone_by_is_no_event() -> None:
    facts = read("Kelas menulis 1 November 2026, daftar s.id/x. Angkatan lalu lulus 15 Oktober 2026 lalu.")
    assert [run.first for run in facts.runs] == [date(2026, 11, 1)]


def test_a_title_takes_its_year_from_the_text() -> None:
    page = Page(title="Workshop 22 Oktober", text="Workshop GeoGebra: Kamis, 22 Oktober 2026, daftar s.id/x")
    assert read_event(page, date(2026, 1, 5)).dates == (date(2026, 10, 22),)


def test_the_date_of_a_post_is_no_event() -> None:
    facts = read(
        "Undangan bimtek\n20 Januari 2026\nadmin\nBimtek 3–4 Februari 2026, konfirmasi melalui s.id/x"
    )
    assert [run.first for run in facts.runs] == [date(2026, 2, 3)]


def test_a_year_that_is_not_written_is_marked() -> None:
    (run,) = read("Webinar 6 April, daftar s.id/x").runs
    assert (run.first, run.year_stated) == (date(2024, 4, 6), False)


def test_past_events_are_over_but_were_sign_ups() -> None:
    facts = read("Webinar 6 April 2020, daftar s.id/x")
    assert facts.is_training
    assert facts.over(ON)
    assert not facts.over(date(2020, 4, 6))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Webinar 32 JP daftar", 32),
        ("Diklat 40 jam pelajaran daftar", 40),
        ("Diklat 36JP daftar", 36),
        ("Pelatihan pola 52 JP (10 JP daring)", 52),
        ("10 JP sinkron, 22 JP mandiri, total 32 JP", 32),
        ("Webinar jam 13.00, 2 jam saja", None),
        ("8 JP per hari", None),
        ("sertifikat 32 jam daftar", 32),
        ("0 JP", None),
    ],
)
def test_jp(text: str, hours: int | None) -> None:
    jp = read(text).jp
    assert (jp.hours if jp else None) == hours


@pytest.mark.parametrize(
    ("text", "amount", "purpose", "basis"),
    [
        ("Webinar GRATISSS, daftar s.id/x", 0, FeePurpose.REGISTRATION, FeeBasis.FREE),
        ("Webinar HTM 35 ribu, daftar s.id/x", 35_000, FeePurpose.REGISTRATION, FeeBasis.PAID),
        ("Workshop, kontribusi Rp150.000 (ATK), daftar", 150_000, FeePurpose.REGISTRATION, FeeBasis.PAID),
        ("Daftar kelas! Anggota Rp 50.000, umum 100.000", 100_000, FeePurpose.REGISTRATION, FeeBasis.PAID),
        ("Webinar gratis, sertifikat ditebus Rp 35.000", 35_000, FeePurpose.CERTIFICATE, FeeBasis.PAID),
        ("Webinar, donasi 25k, daftar s.id/x", 25_000, FeePurpose.DONATION, FeeBasis.PAID),
        ("Kelas, infaq seikhlasnya, daftar s.id/x", None, FeePurpose.DONATION, FeeBasis.VOLUNTARY),
        ("Bimtek, pembiayaan: DIPA Balai, daftar s.id/x", 0, FeePurpose.REGISTRATION, FeeBasis.STATE_FUNDED),
        ("Webinar ~Rp150.000~ jadi GRATIS, daftar s.id/x", 0, FeePurpose.REGISTRATION, FeeBasis.FREE),
    ],
)  # fmt: skip
def test_fee(text: str, amount: int | None, purpose: FeePurpose, basis: FeeBasis) -> None:
    fee = read(text).fee
    assert fee is not None
    assert (fee.amount_idr, fee.purpose, fee.basis) == (amount, purpose, basis)


@pytest.mark.parametrize(
    "text",
    [
        "Webinar Sabtu, daftar s.id/x",
        "Lomba dengan hadiah Rp 5.000.000, daftar s.id/x",
        "Webinar 40 orang, daftar",
    ],
)
def test_no_fee_is_guessed(text: str) -> None:
    assert read(text).fee is None


@pytest.mark.parametrize(
    ("text", "page_type"),
    [
        ("Alhamdulillah workshop MGMP Sabtu kemarin berjalan lancar, dihadiri 112 guru.", PageType.REPORT),
        ("Daftar hadir peserta bimtek hari ke-2, diisi pukul 08.00.", PageType.ATTENDANCE),
        ("Sertifikat peserta bimtek sudah bisa diunduh di s.id/x", PageType.CERTIFICATE_PICKUP),
        ("Waspada pesan berantai webinar gratis yang minta data. Abaikan.", PageType.WARNING),
        ("Mau tanya, apakah benar webinar ini dari dinas?", PageType.QUESTION),
        ("Hasil seleksi peserta pelatihan, nama-nama yang terpilih dihubungi.", PageType.RESULT),
        ("Lomba menulis cerpen, kirim naskah sampai 5 Mei, call for papers.", PageType.CALL_OTHER),
        ("Yuk ikuti webinar Sabtu 9 Maret 2024! Link pendaftaran s.id/x", PageType.SIGNUP),
        ("Selamat pagi, rapat pleno besok.", PageType.OTHER),
        ("Anda meninggalkan situs ini ke https://x.pendaftaran-webinar.my.id/daftar", PageType.OTHER),
        ("", PageType.OTHER),
    ],
)
def test_page_types(text: str, page_type: PageType) -> None:
    assert read(text).page_type is page_type


def test_what_a_warning_quotes_is_nobodys_fact() -> None:
    facts = read('Waspada, abaikan pesan "webinar 8 Maret 2024, 32 JP, Rp 50.000".')
    assert (facts.runs, facts.jp, facts.fee) == ((), None, None)


def test_a_long_report_attributes_no_dates() -> None:
    text = (
        "Kegiatan dibuka secara resmi oleh kepala balai. " + "Peserta antusias, ujarnya. " * 60 + "5 Mei 2023"
    )
    facts = read(text)
    assert facts.page_type is PageType.NEWS
    assert facts.runs == ()


def test_contacts_place_and_duration() -> None:
    facts = read(
        "Workshop Sabtu 9 Maret 2024, 09.00 - 11.30 WIB di SMPN 1 Contoh (rekaan), daftar s.id/x\n"
        "CP 0812-0000-1122, info@bbgp.kemdikbud.go.id"
    )
    assert {contact.kind for contact in facts.contacts} == {
        ContactKind.PERSONAL_NUMBER,
        ContactKind.GOVERNMENT_MAIL,
    }
    assert facts.duration is not None
    assert facts.duration.minutes == 150
    assert facts.place is not None
    assert facts.place.mode is Mode.ON_SITE
    assert facts.place.name is not None
    assert facts.place.name.startswith("SMPN 1")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Webinar 32 JP Sabtu 9 Maret 2024, daftar s.id/x", "A09"),
        ("Bimtek 9-10 Maret 2024, daftar s.id/x", "A07"),
        ("Bimtek 9-19 Maret 2024, daftar s.id/x", None),  # longer than the catalogue knows
        ("Sharing session kombel Sabtu 9 Maret 2024, daftar s.id/x", "A05"),
    ],
)
def test_activity(text: str, code: str | None) -> None:
    activity = read(text).activity
    assert (activity.code if activity else None) == code


def test_a_long_page_is_cut_and_says_so() -> None:
    facts = read("Webinar 9 Maret 2024 daftar " + "x " * READ_LIMIT)
    assert facts.truncated
    assert facts.runs


PIECES = [
    *(
        "webinar ",
        "1 ",
        "jan ",
        "2024 ",
        "s.d. ",
        "rp ",
        "5.000",
        "k ",
        "share ",
        "ke ",
        "3 ",
        "grup ",
        "*",
        "/",
    ),
    *(
        "\u200b",
        "ﬁ",
        "\n",
        ".",
        "?",
        "tidak ",
        "wajib ",
        "😀",
        "１",
        "İ",
        "ß",
        "-",
        ",",
        "daftar ",
        "otp ",
        "kirim ",
    ),
]
TEXT = st.text(max_size=400) | st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@given(TEXT, TEXT, st.dates(date(2000, 1, 1), date(2090, 12, 31)))
@settings(max_examples=120, deadline=None)
def test_any_text_is_read_and_every_quote_is_its_own_words(title: str, text: str, on: date) -> None:
    page = Page(title=title, text=text)
    facts = read_event(page, on)
    fields = {"title": title, "text": text}
    quotes = [run.quote for run in (*facts.runs, *facts.registration, *facts.other_dates)]
    quotes += [fact.quote for fact in (facts.jp, facts.fee, facts.activity, facts.duration) if fact]
    quotes += [contact.quote for contact in facts.contacts] + list(facts.evidence)
    for quote in quotes:
        assert fields[quote.where][quote.start : quote.end] == quote.text
    for signal in find_signals(page, facts, on):
        if signal.quote is not None and signal.where in fields:
            assert fields[signal.where][signal.start : signal.end] == signal.quote


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_folding_is_ascii_and_spans_come_back(text: str) -> None:
    plain = fold(text)
    assert plain.folded.isascii()
    start, end = plain.span(0, len(plain.folded))
    assert 0 <= start <= end <= len(text)
    positions = [plain.origin(position) for position in range(len(plain.folded) + 1)]
    assert positions == sorted(positions)


@pytest.mark.parametrize(
    "piece",
    [
        "share ",
        "3 grup ",
        "1 jan 2024 s.d. ",
        "rp 1.000 ",
        "a\u200b",
        "😀",
        "tidak perlu share ke 3 grup ",
        "\n",
        "1",
    ],
)
def test_a_megabyte_of_anything_is_read_in_bounded_time(piece: str) -> None:
    page = Page(text=piece * (1_000_000 // len(piece)))
    facts = read_event(page, ON)
    find_signals(page, facts, ON)
    assert facts.truncated
