"""Who organizes, hosts, supports, sends a speaker, or is merely named."""

from __future__ import annotations

import pytest

from registry.matching.answer import Candidate, NameMatch, Outcome
from registry.reading.mention import Mention, Role
from registry.reading.page import Page
from registry.reading.roles import assign_roles

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


def test_where_somebody_known_leads_no_stranger_is_looked_for() -> None:
    text = "MGMP Contoh menggelar kelas.\n\nPusat Rekaan Guru"
    assert roles(text, "MGMP Contoh") == [Role.ORGANIZER]
