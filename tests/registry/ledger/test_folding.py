"""Folding: the same whatever the order, facts by rank, aliases and hosts united."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.folding import fold
from registry.ledger.statement import Statement
from registry.organizer import Alias, Host, Kind, Status
from tests.registry.made import DAY

PLAIN = Statement(
    organizer_id="o",
    source="daftar",
    trust=60,
    key="1",
    number=1,
    seen_on=DAY,
    run=1,
    missed=0,
    ended=False,
    kind=Kind.DINAS,
    name="Dinas Rekaan",
    region="32.04",
    registration=None,
    website=None,
    status=Status.LISTED,
    parent=None,
    aliases=(),
    hosts=(),
    url=None,
    citation=None,
)

names = st.sampled_from(["Dinas Rekaan", "Disdik Rekaan", "DINAS REKAAN", "Kantor Rekaan"])
hosts = st.builds(
    Host, st.sampled_from(["a.go.id", "b.go.id"]), st.sampled_from(["own", "authorized"]), st.booleans()
)
statements = st.builds(
    Statement,
    organizer_id=st.just("o"),
    source=st.sampled_from(["seed", "daftar", "situs"]),
    trust=st.sampled_from([10, 40, 60, 90]),
    key=st.sampled_from(["1", "2"]),
    number=st.integers(1, 5),
    seen_on=st.sampled_from([date(2026, 1, day) for day in (1, 2, 3)]),
    run=st.integers(1, 3),
    missed=st.integers(0, 2),
    ended=st.booleans(),
    kind=st.sampled_from([Kind.DINAS, Kind.SCHOOL]),
    name=names,
    region=st.sampled_from([None, "32", "32.04"]),
    registration=st.sampled_from([None, "1", "2"]),
    website=st.sampled_from([None, "https://a.go.id"]),
    status=st.sampled_from(Status),
    parent=st.none(),
    aliases=st.lists(st.builds(Alias, names), max_size=2).map(tuple),
    hosts=st.lists(hosts, max_size=2).map(tuple),
    url=st.none(),
    citation=st.none(),
)
many = st.lists(statements, min_size=1, max_size=6, unique_by=lambda s: (s.source, s.key, s.number))


@given(many.flatmap(lambda s: st.tuples(st.just(s), st.permutations(s))))
def test_the_order_of_statements_does_not_matter(two: tuple[list[Statement], list[Statement]]) -> None:
    assert fold("o", two[0]) == fold("o", two[1])


@given(many)
def test_nothing_is_invented_and_no_live_name_or_host_is_lost(said: list[Statement]) -> None:
    folded = fold("o", said)
    live = [s for s in said if not s.ended] or said
    organizer = folded.organizer
    written = {organizer.name.casefold()} | {alias.name.casefold() for alias in organizer.aliases}
    assert written == {n.casefold() for s in live for n in (s.name, *(a.name for a in s.aliases))}
    assert {h.name for h in organizer.hosts} == {h.name for s in live for h in s.hosts}
    assert (organizer.status is Status.INACTIVE) >= all(s.ended for s in said)
    assert len(folded.alias_sources) == len(organizer.aliases)
    assert set(folded.host_sources) <= {s.source for s in live}


@given(many, statements)
def test_a_statement_of_the_lowest_rank_takes_no_fact_away(said: list[Statement], late: Statement) -> None:
    before = fold("o", said).organizer
    proposal = replace(
        late, source="usulan", trust=0, seen_on=date(2020, 1, 1), ended=False, status=Status.SCHEMATIC
    )
    if any(not s.ended for s in said):
        after = fold("o", [*said, proposal]).organizer
        assert (after.name, after.kind, after.status) == (before.name, before.kind, before.status)
        for fact in ("region", "registration", "website"):
            assert getattr(before, fact) in (None, getattr(after, fact))


def test_trust_decides_then_the_day() -> None:
    old = replace(PLAIN, website="https://lama.go.id")
    new = replace(PLAIN, key="2", website="https://baru.go.id", seen_on=DAY + timedelta(days=1))
    assert fold("o", [old, new]).organizer.website == "https://baru.go.id"
    assert fold("o", [replace(old, trust=90), new]).organizer.website == "https://lama.go.id"


def test_a_printed_name_beats_a_schematic_one_and_both_find_the_organizer() -> None:
    schematic = replace(PLAIN, status=Status.SCHEMATIC, trust=90)
    printed = replace(PLAIN, source="situs", trust=30, name="Dinas Pendidikan dan Kebudayaan Rekaan")
    organizer = fold("o", [schematic, printed]).organizer
    assert (organizer.name, organizer.status) == ("Dinas Pendidikan dan Kebudayaan Rekaan", Status.LISTED)
    assert organizer.aliases == (Alias("Dinas Rekaan"),)


def test_each_alias_and_host_names_its_source() -> None:
    one = replace(PLAIN, aliases=(Alias("Disdik"),), hosts=(Host("a.go.id"),))
    two = replace(PLAIN, source="situs", trust=30, hosts=(Host("a.go.id", "authorized"), Host("b.go.id")))
    folded = fold("o", [two, one])
    assert folded.organizer.hosts == (Host("a.go.id"), Host("b.go.id"))
    assert (folded.alias_sources, folded.host_sources) == (("daftar",), ("daftar", "situs"))
    assert [p.source for p in folded.organizer.provenance] == ["daftar", "situs"]


def test_what_every_source_dropped_is_kept_as_inactive() -> None:
    ended = replace(PLAIN, ended=True, missed=2, hosts=(Host("a.go.id"),))
    folded = fold("o", [ended])
    assert (folded.organizer.status, folded.organizer.hosts, folded.missed) == (
        Status.INACTIVE,
        ended.hosts,
        2,
    )
    other = replace(PLAIN, source="situs", trust=30, name="Rekaan")
    assert fold("o", [ended, other]).organizer.name == "Rekaan"


def test_region_names_are_the_official_ones() -> None:
    assert fold("o", [PLAIN]).organizer.region_name == "Kabupaten Bandung"
    assert fold("o", [replace(PLAIN, region="99")]).organizer.region_name is None


def test_nothing_said_is_no_organizer() -> None:
    with pytest.raises(ValueError, match="nothing is said"):
        fold("o", [])
