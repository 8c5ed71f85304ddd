"""Who organizes, hosts, supports, sends a speaker, or is merely named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from registry.matching.answer import Candidate, NameMatch, Outcome
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.organizer import Kind, Organizer
from registry.reading.mention import Mention, Role
from registry.reading.mentions import find_mentions
from registry.reading.page import Page
from registry.reading.roles import assign_roles
from tests.registry.matching.conftest import siblings

with (Path(__file__).parent / "roles.csv").open(encoding="utf-8") as file:
    SENTENCES = [
        (row["text"].replace("\\n", "\n"), row["expected"].replace("\\n", "\n"))
        for row in csv.DictReader(line for line in file if not line.startswith("#"))
    ]
NONE = NameMatch(Outcome.NONE)


def known(organizer_id: str) -> NameMatch:
    return NameMatch(Outcome.MATCH, organizer_id, (Candidate(organizer_id, 1.0),), 1.0)


def roles(text: str, *names: str, unknown: tuple[str, ...] = ()) -> list[Role]:
    """The roles of names as they stand in the text, in order."""
    mentions, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        match = NONE if name in unknown else known(name.casefold())
        mentions.append(Mention("text", start, at, name, match))
    return [mention.role for mention in assign_roles(Page(text=text), mentions)]


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("roles")
    build_index(siblings(), folder)
    return Matcher.open(folder)


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:40] for text, _ in SENTENCES])
def test_who_does_what(matcher: Matcher, text: str, expected: str) -> None:
    """From the text alone: whom it names, with exact spans, and what each does."""
    told = assign_roles(Page(text=text), find_mentions(text, "text", matcher))
    assert " | ".join(f"{mention.quote} = {mention.role}" for mention in told) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Webinar diselenggarakan oleh MGMP Contoh", ["MGMP Contoh"], [Role.ORGANIZER]),
        ("Penyelenggara: KKG Contoh", ["KKG Contoh"], [Role.ORGANIZER]),
        ("Dinas Contoh mengadakan bimtek", ["Dinas Contoh"], [Role.ORGANIZER]),
        (
            "Dinas Contoh bekerja sama dengan BGP Contoh menyelenggarakan diseminasi",
            ["Dinas Contoh", "BGP Contoh"],
            [Role.ORGANIZER, Role.PARTNER],
        ),
        ("IGI Contoh menggelar kelas di SMPN 9", ["IGI Contoh", "SMPN 9"], [Role.ORGANIZER, Role.HOST]),
        (
            "PGRI Contoh mengundang guru. Narasumber: tim Dinas Contoh",
            ["PGRI Contoh", "Dinas Contoh"],
            [Role.ORGANIZER, Role.SPEAKER_AFFILIATION],
        ),
        ("Narasumber: tim Dinas Contoh\nDaftar s.id/x", ["Dinas Contoh"], [Role.SPEAKER_AFFILIATION]),
        (
            "MGMP Contoh menyelenggarakan lokakarya, didukung oleh LPMP Contoh",
            ["MGMP Contoh", "LPMP Contoh"],
            [Role.ORGANIZER, Role.PARTNER],
        ),
        (
            "Yth. Dinas Contoh\nKKG Contoh mengadakan pelatihan",
            ["Dinas Contoh", "KKG Contoh"],
            [Role.MENTIONED, Role.ORGANIZER],
        ),
        (
            "Terima kasih SMPN 2 Contoh sebagai tuan rumah workshop MGMP Contoh",
            ["SMPN 2 Contoh", "MGMP Contoh"],
            [Role.HOST, Role.ORGANIZER],
        ),
        (
            '"Hari ini giliran guru TK," kata Kabid Guru dan PK Dinas Contoh dalam pelatihan',
            ["Dinas Contoh"],
            [Role.SPEAKER_AFFILIATION],
        ),
        ("Webinar Sabtu. Bukan dari PGRI Contoh.", ["PGRI Contoh"], [Role.MENTIONED]),
        ("Webinar in collaboration with Dinas Contoh", ["Dinas Contoh"], [Role.PARTNER]),
        ("PGRI Contoh menyebut seminar itu milik panitia", ["PGRI Contoh"], [Role.MENTIONED]),
        ("Peserta seperti di ITB dan UGM", ["ITB", "UGM"], [Role.MENTIONED, Role.MENTIONED]),
        ("Kita kumpul lusa. — Ketua KKG Contoh", ["KKG Contoh"], [Role.ORGANIZER]),
        ("Zoom KKG Contoh Kamis ini", ["KKG Contoh"], [Role.ORGANIZER]),
        ("Webinar Sabtu\nDaftar s.id/x\nMGMP Contoh", ["MGMP Contoh"], [Role.ORGANIZER]),
    ],
)
def test_roles(text: str, names: list[str], expected: list[Role]) -> None:
    assert roles(text, *names) == expected


def test_a_name_inside_an_address_organizes_nothing() -> None:
    text = "KKG Contoh mengadakan zoom, info di guru.kemdikbud.go.id"
    assert roles(text, "KKG Contoh", "kemdikbud") == [Role.ORGANIZER, Role.MENTIONED]


def test_who_opened_the_event_did_not_organize_it() -> None:
    text = "KKG Contoh menggelar lokakarya yang dibuka oleh Dinas Contoh."
    assert roles(text, "KKG Contoh", "Dinas Contoh") == [Role.ORGANIZER, Role.MENTIONED]


def test_who_acts_comes_before_who_is_often_named() -> None:
    text = (
        "Forum Contoh mengadakan workshop di gedung serbaguna Dinas Contoh. Hadir Kasi Dinas Contoh dan staf "
        "lain Dinas Contoh."
    )
    found = roles(text, "Forum Contoh", *["Dinas Contoh"] * 3, unknown=("Forum Contoh",))
    assert found[0] is Role.ORGANIZER
    assert Role.ORGANIZER not in found[1:]


def test_whoever_is_only_named_in_a_long_text_does_not_lead() -> None:
    text = "Sore itu kami selesai mengikuti penutupan dekat Museum Rekaan. " + "Lalu semua pulang. " * 40
    assert roles(text, "Museum Rekaan", unknown=("Museum Rekaan",)) == [Role.MENTIONED]
    assert roles(text[:70], "Museum Rekaan", unknown=("Museum Rekaan",)) == [Role.ORGANIZER]
    under_its_letterhead = "\nLEMBAGA REKAAN\n" + text
    assert roles(under_its_letterhead, "LEMBAGA REKAAN", unknown=("LEMBAGA REKAAN",)) == [Role.ORGANIZER]


def test_a_hall_named_often_is_a_hall() -> None:
    text = "Bimtek di SMPN 9 besok. " * 3
    assert roles(text, *["SMPN 9"] * 3) == [Role.HOST] * 3


def test_every_mention_of_the_leader_leads() -> None:
    text = "MGMP Contoh menyelenggarakan lokakarya. Ikuti MGMP Contoh untuk info lain."
    assert roles(text, "MGMP Contoh", "MGMP Contoh") == [Role.ORGANIZER, Role.ORGANIZER]


def test_mentions_keep_their_order_and_spans() -> None:
    text = "Penyelenggara: KKG Contoh dan PT Rekaan"
    first = Mention("text", 15, 25, "KKG Contoh", known("kkg"))
    second = Mention("text", 30, 39, "PT Rekaan", NONE)
    answered = assign_roles(Page(text=text), [first, second])
    assert [(it.start, it.end, it.quote) for it in answered] == [
        (15, 25, "KKG Contoh"),
        (30, 39, "PT Rekaan"),
    ]
    assert [it.role for it in answered] == [Role.ORGANIZER, Role.PARTNER]


def test_no_mention_no_role() -> None:
    assert assign_roles(Page(text="Webinar Sabtu"), ()) == ()


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("Penyelenggara: Pusat Rekaan Guru\nDaftar s.id/x", "Pusat Rekaan Guru"),
        ("Webinar Sabtu, daftar s.id/x\n\nRuang Rekaan Belajar 🙏", "Ruang Rekaan Belajar"),
        ("Webinar gratis oleh RekaanEdu Institute, Sabtu", "RekaanEdu Institute"),
        ("Sabtu ceria 🎈 Ruang Rekaan Guru mengadakan bedah buku.", "Ruang Rekaan Guru"),
        ("Sahabat Rekaan Guru bekerja sama dengan lembaga resmi\nDaftar s.id/x", "Sahabat Rekaan Guru"),
        ("Webinar Sabtu\nOrg. : Rekaan Training\nGratis", "Rekaan Training"),
        ("Diklat 13 Desember, 65rb\nwa.me/628000 Ruang Diklat Rekaan", "Ruang Diklat Rekaan"),
        ("Masih ada sertifikat 32 JP. Toko Rekaan Guru 0812-0000-0000", "Toko Rekaan Guru"),
        ("Webinar Sabtu oleh Bu Ani, daftar s.id/x\nTerima Kasih", None),
        ("Webinar bersama Nama Orang, S.Pd. hari Sabtu", None),
        ("webinar sabtu daftar s.id/x", None),
    ],
)
def test_an_organizer_nobody_knows(text: str, stranger: str | None) -> None:
    answered = assign_roles(Page(text=text), ())
    assert [mention.quote for mention in answered] == ([stranger] if stranger else [])
    for mention in answered:
        assert text[mention.start : mention.end] == mention.quote
        assert (mention.role, mention.match.outcome) == (Role.ORGANIZER, Outcome.NONE)


def test_a_community_without_a_type_word_is_asked_for(matcher: Matcher) -> None:
    text = "Sahabat PembaTIK DIY mengadakan webinar Sabtu ini."
    (told,) = assign_roles(Page(text=text), find_mentions(text, "text", matcher), matcher)
    assert (told.quote, told.match.organizer_id) == ("Sahabat PembaTIK DIY", "sahabat-pembatik-diy")


def test_one_word_beside_a_word_of_no_name_recognizes_nobody(tmp_path: Path) -> None:
    university = Organizer("universitas-terbuka", Kind.UNIVERSITY, "Universitas Terbuka")
    build_index([university], tmp_path)
    text = "UNDANGAN TERBUKA\nWebinar Sabtu, daftar s.id/x"
    known = Matcher.open(tmp_path)
    told = assign_roles(Page(text=text), find_mentions(text, "text", known), known)
    assert [mention.match.organizer_id for mention in told if mention.match.organizer_id] == []


def test_where_somebody_known_leads_no_stranger_is_looked_for() -> None:
    text = "MGMP Contoh menggelar kelas.\n\nPusat Rekaan Guru"
    assert roles(text, "MGMP Contoh") == [Role.ORGANIZER]
