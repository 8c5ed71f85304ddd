"""The data files of this room hold what their heads promise."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest

from registry.hosts.draft import embedded_names
from registry.hosts.known import never_flagged, protected_hosts
from registry.hosts.lookalike.shared import shared_among, shared_table, short_among, short_table
from registry.hosts.lookalike.strength import (
    COMMON,
    DISTINCTIVE,
    FAIR,
    SHORT,
    is_rare,
    shared_names,
    strength,
)
from registry.hosts.lookalike.taken import is_taken
from registry.hosts.lookalike.vocabulary import vocabulary
from registry.hosts.platforms import as_dict, platforms
from registry.hosts.reader import read_link
from registry.hosts.suffixes import restricted_zones, split_host, suffix_class


def rows(name: str) -> list[dict[str, str]]:
    text = files("registry.data.hosts").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


FILES = {
    "authorities.csv": "word",
    "keywords.csv": "word",
    "protected.csv": "host",
    "never_flag.csv": "host",
    "others_pages.csv": "name",
    "fake_zones.csv": "label",
    "zones.csv": "label",
    "suffix_kinds.csv": "suffix",
    "restricted_suffixes.csv": "suffix",
    "shared_names.csv": "name",
    "short_names.csv": "name",
    "abbreviations.csv": "name",
    "confusables.csv": "character",
    "confusables_extra.csv": "character",
}


@pytest.mark.parametrize(("name", "key"), FILES.items())
def test_every_row_is_whole_and_stands_once(name: str, key: str) -> None:
    table = rows(name)
    assert table
    assert all(None not in row and None not in row.values() and row[key] for row in table)
    keys = [row[key] for row in table]
    assert len(keys) == len(set(keys)), sorted({one for one in keys if keys.count(one) > 1})


def test_every_data_file_is_tested() -> None:
    present = {file.name for file in files("registry.data.hosts").iterdir() if file.name.endswith(".csv")}
    assert present == set(FILES)


def test_protected_hosts_are_official_hosts_with_a_source() -> None:
    for row in rows("protected.csv"):
        registrable, suffix = split_host(row["host"])
        assert registrable
        assert suffix in restricted_zones() or suffix in ("or.id", "ponpes.id"), row
        if (zone := suffix_class(row["host"])) is not None:
            assert zone == row["class"], row
        assert row["source"], row
        assert row["as_of"], row
        assert read_link(row["host"]).key.endswith(row["host"].removeprefix("www."))
    assert len(protected_hosts()) > 4_000


def test_authorities_point_to_readable_official_hosts() -> None:
    for row in rows("authorities.csv"):
        assert row["use"] in ("alone", "beside", "cheap", "short", "place")
        assert row["scope"] in ("national", "local", "government", "other", "brand")
        assert row["source"]
        assert date.fromisoformat(row["as_of"])
        if row["host"]:
            assert read_link(row["host"]).platform is None or row["scope"] == "brand"  # a marketplace
        else:
            assert row["use"] == "place"


def test_every_zone_of_the_vocabulary_is_a_public_suffix() -> None:
    for zone in vocabulary().zones.values():
        assert split_host(f"a.{zone}") == (f"a.{zone}", zone)
    assert set(vocabulary().fake_zones.values()) <= set(vocabulary().zones.values())
    assert not set(vocabulary().fake_zones) & set(vocabulary().zones)


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("my.id", "cheap"),
        ("co.id", "business"),
        ("com", "open"),
        ("gov.sg", "abroad_checked"),
        ("de", "abroad"),
    ],
)
def test_the_kind_of_a_suffix(suffix: str, kind: str) -> None:
    assert vocabulary().suffix_kind(suffix) == kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("uma", COMMON),
        ("um", COMMON),
        ("surabaya", COMMON),
        ("info", COMMON),
        ("unsa", SHORT),
        ("uinsa", FAIR),
        ("jabarprov", DISTINCTIVE),
        ("kemenag", DISTINCTIVE),
        ("sman1cibinong", DISTINCTIVE),
    ],
)
def test_strength(name: str, expected: int) -> None:
    assert strength(name, shared={}, national=False) == expected


def test_three_letters_stand_for_a_national_body_when_nobody_else_is_known_by_them() -> None:
    assert strength("bkn", shared={}, national=True) == SHORT
    assert strength("its", shared={"its": 14}, national=True) == COMMON
    assert is_rare("bkn")
    assert not is_rare("its")


def test_a_shared_name_is_common_and_an_authoritys_word_is_not() -> None:
    assert strength("prisma", shared={"prisma": 2}, national=True) == COMMON
    assert strength("kemenag", shared={"kemenag": 1}, national=False) == DISTINCTIVE


def test_shared_names_are_generated_from_popular_domains() -> None:
    names = frozenset({"prisma", "tarunanusantara", "umsu", "unla"})
    domains = ["prisma.io", "pris-ma.de", "prisma.id", "tarunanusantara.com", "a.prisma.io", "unla.net"]
    counts = shared_among(names, [*domains, "umsu.ac.ir"])
    assert counts == {"prisma": 2, "unla": 1}
    assert shared_table(counts, "a list").splitlines()[-1] == "unla,1"
    assert shared_names().keys() <= embedded_names()


def test_short_names_in_use_are_generated_from_popular_domains() -> None:
    short = short_among(["ibi.com", "ibi.org", "i-bi.net", "iki.com", "iwapi.id", "longer.id", "igu.com"])
    assert short == ["ibi", "iwapi"]
    assert short_table(short, "a list").splitlines()[1:] == ["name", "ibi", "iwapi"]


@pytest.mark.parametrize("name", ["idi", "pgsi", "riau", "ibi", "ppg", "pgmi"])
def test_a_name_in_use_is_taken(name: str) -> None:
    assert is_taken(name)


def test_a_slip_is_not_taken_for_a_name() -> None:
    assert not is_taken("igu")


def test_platforms_have_a_title_and_no_host_twice_with_the_same_rules() -> None:
    seen: set[tuple[str, str]] = set()
    for entry in as_dict()["platform"]:
        assert entry["title"]
        for host in entry["hosts"]:
            assert host == host.lower()
            assert not host.startswith("www.")
            assert (entry["name"], host) not in seen, host
            seen.add((entry["name"], host))
    assert platforms().tenant_suffixes >= {"blogspot.com", "vercel.app", "my.canva.site"}


def test_the_never_flag_list_gives_a_reason_for_each() -> None:
    assert all(
        row["reason"] and row["as_of"] and row["subtree"] in ("yes", "no") for row in rows("never_flag.csv")
    )
    assert all(read_link(host).host == host for host in never_flagged())
