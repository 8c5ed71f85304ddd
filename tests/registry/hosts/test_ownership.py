"""Whose host is it: exact or below, dated, authorized, on a shared platform; and what a zone proves."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from registry.hosts.index import HostIndex, IndexFormatError, build_index
from registry.hosts.known import Caveat
from registry.hosts.reader import read_link
from registry.organizer import Host, Kind, Organizer

ON = date(2026, 11, 22)


def organizer(name: str, *hosts: Host, kind: Kind = Kind.MINISTRY) -> Organizer:
    return Organizer(id=name, kind=kind, name=name.upper(), hosts=hosts)


# (rekaan) bodies of an invented ministry; the names below .example belong to nobody
ORGANIZERS = (
    organizer(
        "pusat",
        Host("pusat.example", subtree=True),
        Host("lama.example", until=date(2024, 10, 20), subtree=True),
    ),
    organizer("balai", Host("balai.pusat.example", subtree=True), Host("lain.example", "authorized")),
    organizer(
        "baru", Host("baru.example", since=date(2024, 10, 21)), Host("petunjuk.example", confidence="C")
    ),
    organizer(
        "kkg", Host("kkg-rekaan.blogspot.com"), Host("aplikasi.example", "app"), kind=Kind.WORKING_GROUP
    ),
    organizer("bersama", Host("docs.google.com"), Host("s.id"), Host("bukan alamat"), Host("kedua.example")),
    organizer("ketiga", Host("kedua.example")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ownership")


@pytest.fixture(scope="module")
def index(folder: Path) -> HostIndex:
    caveats = [Caveat("jual.sch.id", "not_a_school"), Caveat("pendek.pusat.example", "short_links")]
    counts = build_index(ORGANIZERS, folder, caveats=caveats)
    assert counts.hosts == 10
    assert {(who, host) for who, host, _ in counts.refused} == {
        ("bersama", "docs.google.com"),
        ("bersama", "s.id"),
        ("bersama", "bukan alamat"),
    }
    return HostIndex.open(folder)


@pytest.mark.parametrize(
    ("url", "owners"),
    [
        ("https://pusat.example/a", [("pusat", "own", True)]),
        ("https://www.pusat.example/", [("pusat", "own", True)]),
        ("https://apa.saja.pusat.example", [("pusat", "own", True)]),
        ("https://balai.pusat.example", [("balai", "own", True)]),
        ("https://dalam.balai.pusat.example", [("balai", "own", True)]),
        ("https://lain.example/daftar", [("balai", "authorized", True)]),
        ("https://dalam.lain.example/", []),
        ("https://baru.example", [("baru", "own", True)]),
        ("https://petunjuk.example", [("baru", "own", False)]),
        ("https://aplikasi.example", [("kkg", "app", False)]),
        ("https://kkg-rekaan.blogspot.com/2026", [("kkg", "own", True)]),
        ("https://kkg-rekaan.blogspot.co.id/2026", []),
        ("https://dalam.kkg-rekaan.blogspot.com/", []),
        ("https://kedua.example", [("bersama", "own", True), ("ketiga", "own", True)]),
        ("https://pendek.pusat.example/abc", [("pusat", "app", False)]),
        ("https://lama.example", []),
        ("https://xpusat.example", []),
        ("https://pusat.example.contoh.id", []),
        ("https://docs.google.com/forms/d/e/abc/viewform", []),
    ],
)
def test_owners(index: HostIndex, url: str, owners: list[tuple[str, str, bool]]) -> None:
    found = [(item.organizer_id, item.relation, item.proves) for item in index.owners(read_link(url), ON)]
    assert found == owners


@pytest.mark.parametrize(
    ("host", "within"),
    [
        ("pusat.example", ["balai.pusat.example", "pusat.example"]),
        ("apa.pusat.example", ["pusat.example"]),
        ("xpusat.example", []),
        ("lama.example", []),
        ("petunjuk.example", ["petunjuk.example"]),
        ("aplikasi.example", []),
        ("blogspot.com", ["kkg-rekaan.blogspot.com"]),
    ],
)
def test_whose_hosts_are_in_a_tree(index: HostIndex, host: str, within: list[str]) -> None:
    assert [it for it in index.owned_within(host, ON) if it != "pendek.pusat.example"] == within


def test_dates_are_inclusive_and_an_old_host_is_kept_for_explanations(index: HostIndex) -> None:
    old, new = read_link("lama.example"), read_link("baru.example")
    for day, old_owner, new_owner in (
        (date(2024, 10, 20), True, False),
        (date(2024, 10, 21), False, True),
    ):
        assert bool(index.owners(old, day)) is old_owner
        assert bool(index.owners(new, day)) is new_owner
    assert [item.until for item in index.former_owners(old, ON)] == [date(2024, 10, 20)]


@pytest.mark.parametrize(
    ("host", "zone"),
    [
        ("tidak-terdaftar.go.id", "government"),
        ("dalam.tidak-terdaftar.sch.id", "school"),
        ("x.ac.id", "higher_education"),
        ("x.mil.id", "military"),
        ("x.desa.id", "village"),
        ("x.kop.id", "cooperative"),
        ("x.or.id", None),
        ("go.id.x.com", None),
        ("xgo.id", None),
        ("jual.sch.id", None),
        ("siapa-saja.jual.sch.id", None),
    ],
)
def test_a_restricted_zone_proves_a_class_of_registrants_and_no_organizer(
    index: HostIndex, host: str, zone: str | None
) -> None:
    link = read_link(host)
    assert index.suffix_class(link) == zone
    assert index.owners(link, ON) == ()


def test_the_real_registry(seed_index: HostIndex) -> None:
    for url, owner, relation in (
        ("https://guru.kemendikdasmen.go.id/dokumen/x", "ruang-gtk", "own"),
        ("https://guru.kemendikdasmen.go.id/komunitas/x", "ruang-gtk", "app"),
        ("https://paspor-gtk.simpkb.id/", "simpkb", "own"),
        ("https://belajar.id/", "belajar-id", "own"),
    ):
        found = seed_index.owners(read_link(url), ON)
        assert [(item.organizer_id, item.relation) for item in found] == [(owner, relation)], url
    former = seed_index.owners(read_link("https://ringkas.kemdikbud.go.id/x"), ON)
    assert not any(item.proves for item in former)


@pytest.mark.parametrize(
    ("url", "owner", "relation"),
    [
        ("https://kostkoding.student.umm.ac.id/", "universitas-muhammadiyah-malang", "app"),
        ("https://blog.unnes.ac.id/rekaan", "universitas-negeri-semarang", "app"),
        ("https://1400707.blog.upi.edu/", "universitas-pendidikan-indonesia", "app"),
        ("https://it.student.pens.ac.id/", "politeknik-elektronika-negeri-surabaya", "app"),
        ("https://pmb.umm.ac.id/", "universitas-muhammadiyah-malang", "own"),
        ("https://ayoguruberbagi.kemdikbud.go.id/artikel/x", "kemendikdasmen", "app"),
        ("https://blog.kemdikbud.go.id/", "kemendikdasmen", "own"),
    ],
)
def test_where_others_write_the_page_is_not_the_owners(
    seed_index: HostIndex, url: str, owner: str, relation: str
) -> None:
    found = seed_index.owners(read_link(url), ON)
    assert [(item.organizer_id, item.relation) for item in found] == [(owner, relation)]


def test_a_registered_name_is_its_owners_whatever_it_is_called(tmp_path: Path) -> None:
    hosts = (Host("rekaan.ac.id", subtree=True), Host("blog.rekaan.ac.id", subtree=True))
    build_index([organizer("kampus", *hosts, kind=Kind.UNIVERSITY)], tmp_path, caveats=[])
    index = HostIndex.open(tmp_path)
    for url, relation in (
        ("blog.rekaan.ac.id", "own"),
        ("a.blog.rekaan.ac.id", "own"),
        ("a.mhs.rekaan.ac.id", "app"),
    ):
        assert [item.relation for item in index.owners(read_link(url), ON)] == [relation], url


def test_the_province_is_not_its_education_office(seed_index: HostIndex) -> None:
    office = {item.organizer_id for item in seed_index.owners(read_link("disdik.jabarprov.go.id"), ON)}
    province = {item.organizer_id for item in seed_index.owners(read_link("jabarprov.go.id"), ON)}
    assert office == {"dinas-32"}
    assert not province & office


def test_a_damaged_or_foreign_folder_says_what_to_do(folder: Path, index: HostIndex, tmp_path: Path) -> None:
    with pytest.raises(IndexFormatError, match="publish again"):
        HostIndex.open(tmp_path)
    meta = json.loads((folder / "hosts.json").read_text())
    for wrong in ({**meta, "format": 99}, {**meta, "hosts": 1}, {"format": meta["format"]}):
        broken = tmp_path / "broken"
        broken.mkdir(exist_ok=True)
        for file in folder.iterdir():
            (broken / file.name).write_bytes(file.read_bytes())
        (broken / "hosts.json").write_text(json.dumps(wrong))
        with pytest.raises(IndexFormatError, match="publish again"):
            HostIndex.open(broken)


def test_official_keys_are_those_that_prove(index: HostIndex) -> None:
    keys = set(index.official_keys(ON))
    assert {"host:*.pusat.example", "host:lain.example", "host:baru.example"} <= keys
    assert not keys & {
        "host:pusat.example",  # clients ask for the subtree, too
        "host:lama.example",
        "host:petunjuk.example",
        "host:aplikasi.example",
        "host:*.lain.example",
    }


def test_an_empty_registry_answers(tmp_path: Path) -> None:
    build_index([], tmp_path, caveats=[])
    index = HostIndex.open(tmp_path)
    assert index.owners(read_link("disdik.bandung.go.id"), ON) == ()
    assert index.lookalike(read_link("kemendikdasmen-go-id.com")) is not None
