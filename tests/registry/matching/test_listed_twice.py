"""Overlapping lists: one body under two wordings is one, neighbours with one name are two."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from registry.matching.answer import Outcome
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.organizer import Alias, Kind, Organizer

SULSEL = "73"


def _matcher(folder: Path, *organizers: Organizer) -> Matcher:
    build_index(organizers, folder)
    return Matcher.open(folder)


def test_a_working_group_listed_in_two_wordings_is_one(tmp_path: Path) -> None:
    matcher = _matcher(
        tmp_path,
        Organizer("short", Kind.WORKING_GROUP, "MGMP PAI SMA Kabupaten Garut", "32.05"),
        Organizer(
            "long",
            Kind.WORKING_GROUP,
            "Musyawarah Guru Mata Pelajaran Pendidikan Agama Islam SMA Kabupaten Garut",
            "32.05",
        ),
        Organizer("other", Kind.WORKING_GROUP, "MGMP PAI SMP Kabupaten Garut", "32.05"),
    )
    found = matcher.match("MGMP PAI SMA Garut")
    assert found.organizer_id in ("short", "long")
    assert {candidate.organizer_id for candidate in found.candidates[:2]} == {"short", "long"}


def test_schools_of_one_name_in_one_district_stay_several(tmp_path: Path) -> None:
    matcher = _matcher(
        tmp_path,
        Organizer("one", Kind.SCHOOL, "TK Pertiwi", "32.05.01", registration="20200001"),
        Organizer("two", Kind.SCHOOL, "TK Pertiwi", "32.05.01", registration="20200002"),
    )
    assert matcher.match("TK Pertiwi Garut").outcome is Outcome.AMBIGUOUS
    assert matcher.match("TK Pertiwi 20200002").organizer_id == "two"


def test_who_bears_a_name_comes_before_who_once_bore_it(tmp_path: Path) -> None:
    renamed = Organizer(
        "bbgtk",
        Kind.MINISTRY,
        "Balai Besar Guru dan Tenaga Kependidikan Provinsi Sulawesi Selatan",
        SULSEL,
        aliases=(Alias("Balai Besar Guru Penggerak Provinsi Sulawesi Selatan", until=date(2025, 1, 1)),),
    )
    kept = Organizer("bbgp", Kind.MINISTRY, "Balai Besar Guru Penggerak Provinsi Sulawesi Selatan", SULSEL)
    assert _matcher(tmp_path / "both", renamed, kept).match("BBGP Sulsel").organizer_id == "bbgp"
    alone = _matcher(tmp_path / "one", renamed).match("BBGP Sulsel")
    assert alone.organizer_id == "bbgtk"
    assert alone.old_name


def test_a_body_is_found_by_its_initials_where_the_region_agrees(tmp_path: Path) -> None:
    matcher = _matcher(
        tmp_path,
        Organizer("g", Kind.PROFESSION, "Ikatan Guru Penulis dan Penggiat Literasi Kabupaten Garut", "32.05"),
        Organizer("n", Kind.PROFESSION, "Asosiasi Pendidik Seni Indonesia"),
    )
    assert matcher.match("IGPPL Garut").organizer_id == "g"
    assert matcher.match("IGPPL Kab. Bandung").outcome is Outcome.NONE
    assert matcher.match("APSI Kab. Garut").outcome is Outcome.NONE


def test_a_community_is_found_when_people_call_it_one(tmp_path: Path) -> None:
    matcher = _matcher(tmp_path, Organizer("k", Kind.COMMUNITY, "Kobar Semangat", "34"))
    assert matcher.match("Komunitas Kobar Semangat DIY").organizer_id == "k"
    assert matcher.match("Kobar Semangat").organizer_id == "k"
    assert matcher.match("SD Kobar Semangat").outcome is Outcome.NONE
