"""What a row must look like, and in which words it is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from registry.ledger.intake.cells import RefusedRowError, read_sighting
from registry.organizer import Alias, Host, Kind, Status
from tests.registry.made import DAY

PLAIN: dict[str, Any] = {"kind": "school", "name": "SD Rekaan", "region": "32.04", "registration": "20000001"}


def test_a_whole_row() -> None:
    sighting = read_sighting(
        {
            "kind": "School",
            "name": "  SD  \n Rekaan ",
            "region": "Kabupaten Bandung",
            "aliases": "SDR; SD Rek ;",
            "hosts": "www.SDRekaan.sch.id;*.rekaan.sch.id",
            "registration": "'20000001",
            "website": "sdrekaan.sch.id/profil",
            "status": "inactive",
            "kolom lain": "7",
        },
        DAY,
    )
    assert (sighting.kind, sighting.name, sighting.region) == (Kind.SCHOOL, "SD Rekaan", "32.04")
    assert sighting.aliases == (Alias("SDR"), Alias("SD Rek"))
    assert sighting.hosts == (Host("sdrekaan.sch.id"), Host("rekaan.sch.id", subtree=True))
    assert (sighting.registration, sighting.website) == ("20000001", "https://sdrekaan.sch.id/profil")
    assert sighting.status is Status.INACTIVE
    assert sighting.original["kolom lain"] == "7"
    assert sighting.original["name"] == "  SD  \n Rekaan "


@pytest.mark.parametrize(
    "cells",
    [{"hosts": "a.sch.id|own|B|2026-01-01..2020-01-01"}, {"aliases": "SD|2026-01-01..2020-01-01"}],
)
def test_nothing_begins_after_it_ends(cells: dict[str, str]) -> None:
    with pytest.raises(RefusedRowError, match="begin after it ends"):
        read_sighting(PLAIN | cells, DAY)


def test_json_cells_may_be_lists_with_dates() -> None:
    sighting = read_sighting(
        {
            **PLAIN,
            "registration": 20000001,
            "aliases": ["SDR", {"name": "SD Lama", "until": "2020-01-31"}],
            "hosts": [{"name": "a.sch.id", "relation": "authorized", "since": "2024-01-01"}],
        },
        DAY,
    )
    assert sighting.aliases == (Alias("SDR"), Alias("SD Lama", until=date(2020, 1, 31)))
    assert sighting.hosts == (Host("a.sch.id", "authorized", since=date(2024, 1, 1)),)


def test_a_cell_may_say_more_about_a_host_or_an_alias() -> None:
    sighting = read_sighting(
        {
            **PLAIN,
            "hosts": "a.sch.id | App | c; b.sch.id|||..2015-01-01",
            "aliases": "SD Lama | 2001-02-03..",
        },
        DAY,
    )
    assert sighting.hosts == (
        Host("a.sch.id", "app", confidence="C"),
        Host("b.sch.id", until=date(2015, 1, 1)),
    )
    assert sighting.aliases == (Alias("SD Lama", since=date(2001, 2, 3)),)


@pytest.mark.parametrize("empty", ["", "-", "–", " — ", "\u00a0", None])
def test_a_dash_is_nothing(empty: str | None) -> None:
    sighting = read_sighting(
        {**PLAIN, "region": empty, "aliases": empty, "hosts": empty, "website": empty}, DAY
    )
    assert (sighting.region, sighting.aliases, sighting.hosts, sighting.website) == (None, (), (), None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "sekolah"}, "kind: 'sekolah' is none of ministry, dinas"),
        ({"kind": ""}, "kind: ''"),
        ({"name": ""}, "name: a name with letters is needed"),
        ({"name": "12 / 7"}, "name with letters"),
        ({"name": "x" * 301}, "longer than 300"),
        ({"name": "=HYPERLINK(1)"}, "begins with '=' and would run as a formula"),
        ({"name": "@sum"}, "formula"),
        ({"name": "-2+3 SD"}, "formula"),
        ({"aliases": "SDR;+62 SD"}, "aliases: begins with '\\+'"),
        ({"website": "=1"}, "website: begins with '='"),
        ({"name": "SD \x07"}, "control characters"),
        ({"name": "SD Rek\ufffdan"}, "characters were lost"),
        ({"name": "SD RÃ©kaan"}, "characters were lost"),
        ({"name": ["SD"]}, "a text is needed"),
        ({"hosts": "a.sch.id|sewa"}, "hosts: 'sewa' is none of own, authorized, app"),
        ({"hosts": "a.sch.id|app|D"}, "hosts: 'D' is none of a, b, c"),
        ({"hosts": "a.sch.id|app|C|2015-01-01"}, "2015-01-01..2020-12-31"),
        ({"hosts": "a.sch.id|app|C|..2015|x"}, "is not written like"),
        ({"region": "Kabupaten Entah"}, "region: no region named"),
        ({"region": "99.99"}, "region: unknown region code"),
        ({"registration": "2000001"}, "8 digits, not '2000001'"),
        ({"registration": "2.0000001E+07"}, "decimal number"),
        ({"registration": "20000001.0"}, "decimal number"),
        ({"hosts": "docs.google.com"}, "a platform that everybody can use"),
        ({"hosts": "bit.ly"}, "a platform that everybody can use"),
        ({"hosts": "gmail.com"}, "a platform that everybody can use"),
        ({"hosts": "shopee.co.id"}, "a platform that everybody can use"),
        ({"hosts": "*.jimdo.com"}, "no host name that one body can own"),
        ({"hosts": "*.business.site"}, "no host name that one body can own"),
        ({"hosts": "go.id"}, "no host name that one body can own"),
        ({"hosts": "10.0.0.1"}, "no host name that one body can own"),
        ({"hosts": "https://a.sch.id/profil"}, "the host name alone is needed, such as a.sch.id"),
        ({"hosts": "a b"}, "hosts"),
        ({"hosts": [{"name": "a.sch.id", "relation": "mine"}]}, "hosts: 'mine' is none of own"),
        ({"aliases": [{"name": "x", "since": "kemarin"}]}, "'kemarin' is no date"),
        ({"aliases": ";".join("abcdefgh" * 20)}, "aliases: more than 100"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://a.sch.id"}, "no http"),
        ({"status": "maybe"}, "status: 'maybe' is none of listed"),
        ({"id": "Bukan Id"}, "id: 'Bukan Id'"),
    ],
)
def test_a_refusal_names_the_column_and_the_reason(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusedRowError, match=reason) as caught:
        read_sighting({**PLAIN, **change}, DAY)
    assert len(str(caught.value)) < 300 or "name" not in change


def test_entries_of_one_list_are_told_apart_by_number_else_by_who_they_are() -> None:
    keys = {
        read_sighting({"kind": "community", "name": name, "region": region, "registration": number}, DAY).key
        for name, region, number in (
            ("Kombel Rekaan", "32.04", ""),
            ("kombel  rekaan", "32.04", ""),
            ("Kombel Rekaan", "32.73", ""),
            ("Kombel Rekaan", "32.04", "AHU-1"),
            ("Kombel Rekaan Dua", "32.04", "AHU-1"),
            ("Kombel Rekaan", "32.73", "AHU-1"),
        )
    }
    assert len(keys) == 5


def test_a_number_of_its_own_is_the_key_of_a_row_whatever_its_name() -> None:
    row = {"kind": "university", "region": "32.73", "registration": "001001"}
    assert {read_sighting({**row, "name": name}, DAY).key for name in ("Satu", "Dua")} == {
        "university:001001"
    }
