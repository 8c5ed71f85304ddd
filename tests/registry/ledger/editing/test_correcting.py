"""Whatever sources tell and a person wants: folded together it is what was wanted, and no more is settled."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.ledger.editing.facts import SINGLE, Facts, correcting, differences
from registry.ledger.editing.three_way import three_way
from registry.ledger.folding import fold
from registry.ledger.sighting import Correction, Sighting
from registry.ledger.statement import Statement
from registry.organizer import Alias, Host, Kind, Status

DAY = date(2026, 3, 1)
days = st.sampled_from([None, date(2020, 1, 1), date(2025, 12, 31)])
aliases = st.lists(
    st.builds(Alias, st.sampled_from(["Disdik A", "Dikbud A", "Kantor A"]), days, days),
    max_size=3,
    unique_by=lambda alias: alias.name,
)
hosts = st.lists(
    st.builds(
        Host,
        st.sampled_from(["a.go.id", "b.go.id", "c.go.id"]),
        st.sampled_from(["own", "authorized", "app"]),
        st.booleans(),
        days,
        days,
        st.sampled_from(["A", "B"]),
    ),
    max_size=3,
    unique_by=lambda host: host.name,
)
facts = st.builds(
    Facts,
    kind=st.sampled_from([Kind.DINAS, Kind.SCHOOL]),
    name=st.sampled_from(["Dinas Satu", "Dinas Dua"]),
    region=st.sampled_from([None, "32", "32.04"]),
    registration=st.sampled_from([None, "1", "2"]),
    website=st.sampled_from([None, "https://a.go.id", "https://b.go.id"]),
    status=st.sampled_from(Status),
    parent=st.sampled_from([None, "dinas-32"]),
    aliases=aliases.map(tuple),
    hosts=hosts.map(tuple),
)


def stated(said: Facts | Sighting, source: str, trust: int) -> Statement:
    return Statement(
        organizer_id="o",
        source=source,
        trust=trust,
        key="1",
        number=trust,
        seen_on=DAY,
        run=trust,
        missed=0,
        ended=False,
        url=None,
        citation=None,
        correction=getattr(said, "correction", None),
        **{fact: getattr(said, fact) for fact in (*SINGLE, "aliases", "hosts")},
    )


def as_it_stands(*statements: Statement) -> Facts:
    return Facts.of(fold("o", statements).organizer)


def without_order(it: Facts) -> tuple[object, ...]:
    single = tuple(getattr(it, fact) for fact in SINGLE)
    return (*single, frozenset(it.aliases), frozenset(it.hosts))


@settings(deadline=None)  # regions are read from their file in the first example
@given(facts, facts)
def test_a_correction_makes_the_organizer_what_is_wanted(told: Facts, wanted: Facts) -> None:
    source = stated(told, "daftar", 60)
    correction = correcting("o", wanted, as_it_stands(source), DAY)
    assert without_order(as_it_stands(source, stated(correction, "desk", 90))) == without_order(wanted)


@settings(deadline=None)
@given(facts, facts, facts)
def test_what_was_not_changed_follows_the_sources(told: Facts, wanted: Facts, later: Facts) -> None:
    told = as_it_stands(stated(told, "daftar", 60))
    correction = stated(correcting("o", wanted, told, DAY), "desk", 90)
    now = as_it_stands(stated(later, "daftar", 60), correction)
    for fact in SINGLE:
        same = getattr(told, fact) == getattr(wanted, fact)
        assert getattr(now, fact) == getattr(later if same else wanted, fact), fact
    taken = {host.name for host in told.hosts} - {host.name for host in wanted.hosts}
    assert not taken & {host.name for host in now.hosts}


@settings(deadline=None)
@given(facts)
def test_wanting_what_is_told_settles_nothing(told: Facts) -> None:
    told = as_it_stands(stated(told, "daftar", 60))
    correction = correcting("o", told, told, DAY).correction
    assert correction == Correction()


@settings(deadline=None)
@given(facts)
def test_facts_survive_being_kept(said: Facts) -> None:
    assert Facts.from_json(said.as_json()) == said
    assert differences(said, said) == []


@settings(deadline=None)
@given(facts, facts, facts)
def test_bringing_edits_together_loses_neither(base: Facts, mine: Facts, now: Facts) -> None:
    merged = three_way(base, mine, now)
    for fact in SINGLE:
        was, wanted, there = (getattr(it, fact) for it in (base, mine, now))
        if wanted != was:
            assert getattr(merged.facts, fact) == wanted
            assert (fact in merged.clashes) == (there not in (was, wanted))
        else:
            assert getattr(merged.facts, fact) == there
    for parts in ("aliases", "hosts"):
        was, wanted, there = (set(getattr(it, parts)) for it in (base, mine, now))
        assert set(getattr(merged.facts, parts)) == (there - (was - wanted)) | (wanted - was)
