"""Who must never be accused: official hosts, platforms, big sites, siblings, everybody in a restricted
zone."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.hosts.index import HostIndex, build_index
from registry.hosts.known import never_flagged, protected_hosts
from registry.hosts.lookalike import Severity
from registry.hosts.lookalike.finding import EXACT
from registry.hosts.lookalike.vocabulary import place_name, vocabulary
from registry.hosts.platforms import as_dict
from registry.hosts.reader import read_link
from registry.organizer import Host, Kind, Organizer
from registry.region import gazetteer
from tests.registry.hosts.conftest import seed_organizers

OFFICES = [region for region in gazetteer() if region.level == "regency"]


def shaped(pattern: str) -> list[str]:
    """One host per regency and city: ``{name}`` its glued name, ``{kind}`` kab or kota."""
    return [
        pattern.format(name=place_name(region), kind="kota" if region.name.startswith("Kota") else "kab")
        for region in OFFICES
    ]


def accused(index: HostIndex, hosts: list[str]) -> list[str]:
    return [host for host in hosts if index.lookalike(read_link(host)) is not None]


def test_no_platform_is_accused(seed_index: HostIndex) -> None:
    hosts = [host.removeprefix("*.") for entry in as_dict()["platform"] for host in entry["hosts"]]
    hosts += [host.removeprefix("*.") for entry in as_dict()["wrapper"] for host in entry["hosts"]]
    assert accused(seed_index, hosts + [f"www.{host}" for host in hosts]) == []


def test_no_listed_site_is_accused(seed_index: HostIndex) -> None:
    hosts = [
        name
        for host, subtree in never_flagged().items()
        for name in (host, f"www.{host}", f"a.{host}")[: 3 if subtree else 2]
    ]
    assert accused(seed_index, hosts) == []


def test_a_word_that_is_also_a_college_is_no_look_alike(seed_index: HostIndex) -> None:
    assert accused(seed_index, ["inovasi.or.id", "www.inovasi.or.id"]) == []
    assert accused(seed_index, ["inovasi.my.id"]) == ["inovasi.my.id"]


def test_no_official_host_is_accused(seed_index: HostIndex) -> None:
    hosts = [host.name for organizer in seed_organizers() for host in organizer.hosts]
    hosts += [fact.host for fact in protected_hosts()]
    hosts += [f"apa.saja.{host}" for host in hosts if "blogspot" not in host and "wordpress" not in host]
    assert len(hosts) > 10_000
    assert accused(seed_index, hosts) == []


def test_no_host_with_a_caveat_on_an_official_zone_is_accused(seed_index: HostIndex) -> None:
    text = files("registry.data.seed").joinpath("host_caveats.csv").read_text(encoding="utf-8")
    hosts = [
        row["host"] for row in csv.DictReader(text.splitlines()) if row["caveat"] == "listed_in_blocklist"
    ]
    assert len(hosts) > 200
    assert accused(seed_index, [host for host in hosts if host.endswith(("go.id", "sch.id", "ac.id"))]) == []


@pytest.mark.parametrize(
    "pattern", ["disdik.{name}{kind}.go.id", "disdik.{kind}{name}.go.id", "{name}.go.id"]
)
def test_offices_are_no_impostors_of_each_other(seed_index: HostIndex, pattern: str) -> None:
    assert len(OFFICES) == 514
    assert accused(seed_index, shaped(pattern)) == []


@pytest.mark.parametrize("pattern", ["disdik{name}{kind}.id", "dispendik-{name}.or.id", "{kind}{name}.com"])
def test_registered_offices_outside_the_zone_are_no_impostors_of_each_other(
    tmp_path: Path, pattern: str
) -> None:
    hosts = shaped(pattern)
    offices = (
        Organizer(f"dinas-{region.code}", Kind.DINAS, region.name, region.code, hosts=(Host(host),))
        for region, host in zip(OFFICES, hosts, strict=True)
    )
    build_index(offices, tmp_path)
    assert accused(HostIndex.open(tmp_path), hosts) == []


def test_no_place_is_a_slip_or_a_letter_swap_of_another(tmp_path: Path) -> None:
    """Every one of the 514 asked about the other 513 while nobody owns it, in the zone where slips count
    most."""
    names = sorted({place_name(region) for region in OFFICES})
    for number in (0, 1):
        registered = names[number::2]
        build_index(
            (Organizer(f"o-{name}", Kind.DINAS, name, hosts=(Host(f"{name}kab.id"),)) for name in registered),
            tmp_path / str(number),
        )
        index = HostIndex.open(tmp_path / str(number))
        for name in names[1 - number :: 2]:
            link = read_link(f"{name}kab.id")
            wrong = [
                found
                for found in index.inspect(link)
                if found.organizer_id in {f"o-{other}" for other in registered}
                and found.severity is not Severity.SHADOW
            ]
            assert not wrong, (name, wrong)


@given(
    st.from_regex(r"[a-z0-9-]{1,20}(\.[a-z0-9-]{1,20})?", fullmatch=True),
    st.sampled_from(["go.id", "sch.id", "ac.id"]),
)
def test_nobody_in_a_restricted_zone_is_accused(seed_index: HostIndex, name: str, zone: str) -> None:
    link = read_link(f"https://{name}.{zone}/")
    assert seed_index.inspect(link) == ()


PIECES = (
    sorted(vocabulary().authorities)
    + sorted(vocabulary().keywords)[:30]
    + ["go", "id", "sch", "bandung", "kab", "1", "х"]
)
HOSTS = st.builds(
    lambda pieces, glue, suffix: glue.join(pieces) + suffix,
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6),
    st.sampled_from(["", "-", "."]),
    st.sampled_from([".my.id", ".com", ".vercel.app", ".id", ".or.id", ".blogspot.com"]),
).filter(lambda host: all(len(label) <= 40 for label in host.split(".")))


@given(HOSTS)
def test_a_finding_is_explained_and_sure_only_when_exact(seed_index: HostIndex, host: str) -> None:
    link = read_link(f"https://{host}/")
    found = seed_index.inspect(link)
    shown = seed_index.lookalike(link)
    assert shown == next((item for item in found if item.severity is not Severity.SHADOW), None)
    for item in found:
        assert item.spans
        assert all(0 <= start < end <= len(item.shown) for start, end in item.spans)
        assert item.severity is not Severity.DANGER or (item.technique in EXACT and item.target)
