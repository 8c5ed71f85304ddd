"""The embedded seed registry itself: complete where completeness is promised, and never inventing."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files

import idna
import pytest

from registry.data.host_facts import government_hosts, host_caveats
from registry.data.seed import SOURCE, load_seed
from registry.ledger.sighting import Sighting
from registry.organizer import Kind, Status
from registry.region import gazetteer

SEED = files("registry.data.seed")
TABLES = sorted(file.name for file in SEED.iterdir() if file.name.endswith(".csv"))
SHARED_PLATFORMS = ("blogspot.com", "wordpress.com", "google.com", "weebly.com", "wixsite.com")


def rows(name: str) -> list[dict[str, str]]:
    folder = SEED if name in TABLES else files("registry.data")
    return list(csv.DictReader(folder.joinpath(name).read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def seed() -> tuple[Sighting, ...]:
    return load_seed()


def by_id(seed: tuple[Sighting, ...]) -> dict[str, Sighting]:
    return {sighting.key: sighting for sighting in seed}


def test_all_regions_are_there() -> None:
    assert Counter(region.level for region in gazetteer()) == {
        "province": 38,
        "regency": 514,
        "district": 7285,
    }


def test_a_region_lies_in_a_region_and_kabupaten_and_kota_are_said() -> None:
    for region in gazetteer():
        assert region.parent is None or gazetteer().get(region.parent) is not None
        assert region.name == region.name.strip()
        if region.level == "regency":
            assert region.name.startswith(("Kabupaten ", "Kota "))
        if region.level == "province":
            assert not region.name.startswith("Provinsi")


@pytest.mark.parametrize("name", ["regions.csv", *TABLES])
def test_every_row_has_a_source_and_a_date(name: str) -> None:
    table = rows(name)
    assert table
    for row in table:
        assert row["source"].strip(), row
        assert re.fullmatch(r"(19|20)\d\d(-\d\d(-\d\d)?)?", row["as_of"]), row
        assert row["as_of"] <= "2026-11-22", row


def test_no_source_is_a_bare_evidence_number() -> None:
    for name in TABLES:
        for row in rows(name):
            assert not re.search(r"\bF:|\bG:|\bP:|\d{9,}", re.sub(r"https?://\S+", "", row["source"])), row


def test_every_province_regency_and_city_has_exactly_one_education_office(
    seed: tuple[Sighting, ...],
) -> None:
    offices = [s for s in seed if s.kind is Kind.DINAS and re.fullmatch(r"dinas-\d+", s.key)]
    places = [region for region in gazetteer() if region.level != "district"]
    assert Counter(office.region for office in offices) == {region.code: 1 for region in places}
    for office in offices:
        assert office.region is not None
        assert office.key == "dinas-" + office.region.replace(".", "")


def test_other_offices_are_branches_of_one(seed: tuple[Sighting, ...]) -> None:
    branches = [s for s in seed if s.kind is Kind.DINAS and not re.fullmatch(r"dinas-\d+", s.key)]
    assert branches
    for branch in branches:
        assert branch.region is not None
        assert branch.parent == f"dinas-{branch.region[:2]}"


def test_a_name_that_no_source_prints_says_so(seed: tuple[Sighting, ...]) -> None:
    for sighting in seed:
        if sighting.citation and sighting.citation.startswith("UU 23/2014"):
            assert sighting.status is Status.SCHEMATIC


@pytest.mark.parametrize(
    ("identity", "alias", "until"),
    [
        ("kemendikdasmen", "Kemendikbudristek", "2024-10-20"),
        ("ruang-gtk", "PMM", "2025-01-20"),
        ("bbpmp-jateng", "LPMP Jawa Tengah", "2022-12-31"),
        ("bbppmpv-boe", "PPPPTK BOE", "2020-12-31"),
        ("bbgtk-jateng", "BBGP Jawa Tengah", "2025-03-25"),
    ],
)
def test_old_names_are_dated(seed: tuple[Sighting, ...], identity: str, alias: str, until: str) -> None:
    (found,) = [a for a in by_id(seed)[identity].aliases if a.name == alias]
    assert str(found.until) == until


@pytest.mark.parametrize("host", ["simpkb.id", "belajar.id", "rumah.pendidikan.go.id", "kemdikbud.go.id"])
def test_official_hosts_outside_the_usual_suffix_are_known(seed: tuple[Sighting, ...], host: str) -> None:
    assert [s.key for s in seed for h in s.hosts if h.name == host and h.relation == "own"]


def test_nobody_owns_an_abbreviation_that_several_share(seed: tuple[Sighting, ...]) -> None:
    shared = {row["name"].casefold() for row in rows("ambiguous_names.csv")}
    assert {"pgsi", "agsi", "mgmp"} <= shared
    for sighting in seed:
        for name in (sighting.name, *(alias.name for alias in sighting.aliases)):
            assert name.casefold() not in shared, sighting.key


def test_a_name_in_one_region_stands_for_one_organizer(seed: tuple[Sighting, ...]) -> None:
    owners: dict[tuple[str, str | None], set[str]] = {}
    for sighting in seed:
        for name in (sighting.name, *(alias.name for alias in sighting.aliases)):
            owners.setdefault((name.casefold(), sighting.region), set()).add(sighting.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_hosts_are_bare_and_belong_to_one(seed: tuple[Sighting, ...]) -> None:
    hosts = [host for sighting in seed for host in sighting.hosts]
    assert max(Counter(host.name for host in hosts).values()) == 1
    for host in hosts:
        assert host.name == idna.encode(host.name).decode() == host.name.lower()
        assert not host.name.startswith("www.")


def test_a_weak_hint_is_never_more_than_that(seed: tuple[Sighting, ...]) -> None:
    for sighting in seed:
        for host in sighting.hosts:
            if host.confidence == "C":
                assert not host.subtree, host.name
            if sighting.original["confidence"] == "C" and not host.name.endswith(".go.id"):
                assert host.confidence == "C", host.name
            if host.relation == "app":
                assert not host.subtree, host.name


def test_a_shared_platform_is_never_owned_whole(seed: tuple[Sighting, ...]) -> None:
    for sighting in seed:
        for host in sighting.hosts:
            assert host.name not in SHARED_PLATFORMS
            if host.name.endswith(SHARED_PLATFORMS):
                assert not host.subtree


def test_a_government_domain_is_no_offices_host(seed: tuple[Sighting, ...]) -> None:
    owned = {host.name for sighting in seed for host in sighting.hosts}
    governments = government_hosts()
    assert len(governments) > 500
    for government in governments:
        assert government.host not in owned
        assert government.host.endswith(".go.id")


def test_an_unproven_look_of_office_is_no_ones_host(seed: tuple[Sighting, ...]) -> None:
    owned = {host.name for sighting in seed for host in sighting.hosts}
    unproven = {c.host for c in host_caveats() if c.caveat in {"official_looking", "unconfirmed"}}
    assert "bbgpjabar.net" in unproven
    assert owned.isdisjoint(unproven)


def test_a_short_link_service_on_an_official_domain_is_marked() -> None:
    assert "ringkas.kemdikbud.go.id" in {c.host for c in host_caveats() if c.caveat == "short_links"}


def test_the_data_stays_small() -> None:
    assert sum(len(SEED.joinpath(name).read_bytes()) for name in TABLES) < 1_000_000


def test_the_readme_counts_what_is_there() -> None:
    readme = files("registry.data").joinpath("README.md").read_text(encoding="utf-8")
    for name in TABLES:
        (line,) = [line for line in readme.splitlines() if line.startswith(f"| `seed/{name}` |")]
        assert line.rsplit("|", 2)[1].strip().replace(",", "") == str(len(rows(name))), name


def test_the_source_is_named_seed() -> None:
    assert SOURCE == "seed"
