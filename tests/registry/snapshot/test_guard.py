"""The guard refuses what a bad run would do, says why in words, and lets honest change through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from registry.ledger import Ledger
from registry.ledger.models import OrganizerEntry
from registry.ledger.runs import RunOutcome
from registry.ledger.sighting import Sighting
from registry.ledger.sources import SourceInfo
from registry.organizer import Alias, Host, Kind
from registry.snapshot import PublishRefusedError
from registry.snapshot.publish import PublishOrder, looking_ahead
from tests.registry.made import group, put_out, record, school, snapshots

ENDED = date(2015, 1, 1)
LIST = SourceInfo("daftar", ends_after=2)


def listed() -> list[Sighting]:
    """A healthy list: 200 schools in two provinces, 20 groups."""
    schools = [
        school(
            n,
            region="32.04" if n % 2 else "33.01",
            website=f"https://sdrekaan{n}.sch.id",
            aliases=(Alias(f"SDN Rekaan {n}"),),
            hosts=(Host(f"sdrekaan{n}.sch.id", confidence="C", until=None if n % 2 else ENDED),),
        )
        for n in range(200)
    ]
    return schools + [group(f"KKG Rekaan {n}") for n in range(20)]


def next_day(sightings: Iterable[Sighting]) -> list[Sighting]:
    return [replace(s, seen_on=s.seen_on + timedelta(days=1)) for s in sightings]


def findings(ledger: Ledger, home: Path) -> list[str]:
    with looking_ahead(ledger, snapshots(home), PublishOrder(indexes=())) as (_, found):
        return found


def schools(change: Callable[[int, Sighting], Sighting | None]) -> list[Sighting]:
    changed = [change(n, s) if s.kind is Kind.SCHOOL else s for n, s in enumerate(listed())]
    return next_day(s for s in changed if s is not None)


BAD: dict[str, tuple[list[Sighting], str]] = {
    "a third is missing": (schools(lambda n, s: s if n % 3 else None), "organizers vanished"),
    "all but a few are missing": (schools(lambda n, s: s if n < 10 else None), r"190 of 220 \(86\.4%\)"),
    "one province is missing": (
        schools(lambda n, s: s if s.region == "32.04" else None),
        r"school, province 33: 100 of 100 \(100\.0%\)",
    ),
    "a kind is missing": (next_day(listed()[:200]), r"working_group: 20 of 20"),
    "the number column is lost": (
        schools(lambda _, s: replace(s, registration=None, organizer_id=f"npsn-{s.key}")),
        "school: registration known for 0% instead of 100%",
    ),
    "the website column is lost": (
        schools(lambda _, s: replace(s, website=None)),
        "school: website known for 0%",
    ),
    "the host column is lost": (schools(lambda _, s: replace(s, hosts=())), r"200 of 200 \(100\.0%\) hosts"),
    "the aliases are lost": (schools(lambda _, s: replace(s, aliases=())), "school: alias known for 0%"),
    "hosts are shifted by one row": (
        schools(lambda n, s: replace(s, hosts=(Host(f"sdrekaan{(n + 1) % 200}.sch.id"),))),
        "hosts changed their owner",
    ),
    "the ends of hosts are lost": (
        schools(lambda _, s: replace(s, hosts=tuple(replace(h, until=None) for h in s.hosts))),
        r"100 of 200 \(50\.0%\) hosts changed their owner, what they prove",
    ),
    "hints are taken for proof": (
        schools(lambda _, s: replace(s, hosts=tuple(replace(h, confidence="A") for h in s.hosts))),
        r"200 of 200 \(100\.0%\) hosts changed their owner, what they prove",
    ),
    "wrong encoding": (schools(lambda n, s: replace(s, name=f"SD RÃ©kaan {n}")), "have another name"),
    "names and regions of other rows": (
        schools(lambda _, s: replace(s, region="34.01")),
        "have another region",
    ),
    "nothing at all": ([], "found nothing"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", BAD)
def test_a_bad_run_is_refused_with_its_reason(ledger: Ledger, tmp_path: Path, fault: str) -> None:
    sightings, reason = BAD[fault]
    record(ledger, listed(), LIST, complete=True)
    first = put_out(ledger, tmp_path)
    record(ledger, sightings, LIST, complete=True, outcome=RunOutcome.GOOD if sightings else RunOutcome.EMPTY)
    with pytest.raises(PublishRefusedError, match=reason):
        put_out(ledger, tmp_path)
    assert snapshots(tmp_path).current() == first.version


def test_a_good_run_after_a_bad_one_is_published_without_a_word(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, listed(), LIST, complete=True)
    put_out(ledger, tmp_path)
    record(ledger, BAD["a third is missing"][0], LIST, complete=True)
    assert findings(ledger, tmp_path)
    record(ledger, next_day(next_day(listed())), LIST, complete=True)
    assert findings(ledger, tmp_path) == []


def test_a_bad_run_that_was_set_aside_blocks_nobody(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, listed(), LIST, complete=True)
    put_out(ledger, tmp_path)
    bad = record(ledger, BAD["wrong encoding"][0], LIST, complete=True)
    assert findings(ledger, tmp_path)
    ledger.runs.set_aside(bad.id, "penguji", "wrong encoding")
    record(ledger, [school(900)], "lain")
    assert put_out(ledger, tmp_path).counts["organizer"] == 221


@pytest.mark.parametrize("outcome", [RunOutcome.REFUSED, RunOutcome.BLOCKED, RunOutcome.EMPTY])
def test_old_data_of_a_failing_source_are_never_published_silently(
    ledger: Ledger, tmp_path: Path, outcome: RunOutcome
) -> None:
    record(ledger, listed(), LIST, complete=True)
    put_out(ledger, tmp_path)
    record(ledger, [], LIST, complete=True, outcome=outcome)
    (finding,) = findings(ledger, tmp_path)
    assert finding.startswith("source daftar: its newest run ")
    put_out(ledger, tmp_path, accept="the site is being rebuilt")
    assert findings(ledger, tmp_path) == []  # said once; other sources go on being published


def test_a_host_that_two_kinds_of_bodies_claim_is_named_once(ledger: Ledger, tmp_path: Path) -> None:
    office = replace(school(900), kind=Kind.DINAS, registration=None, hosts=(Host("disdik.rekaan.go.id"),))
    record(ledger, [*listed(), office], LIST, complete=True)
    put_out(ledger, tmp_path)
    claims = school(901, hosts=(Host("www.disdik.rekaan.go.id"), Host("sdrekaan901.sch.id")))
    record(ledger, [claims, school(902, hosts=(Host("sdrekaan1.sch.id"),))], "sekolah")

    (finding,) = findings(ledger, tmp_path)

    assert finding.endswith("speaks for neither: disdik.rekaan.go.id")
    put_out(ledger, tmp_path, accept="they share it")
    assert findings(ledger, tmp_path) == []


def test_honest_change_passes(ledger: Ledger, tmp_path: Path) -> None:
    """2 of 200 schools closed, 4 renamed, 10 new, one group of 20 gone, two organizers merged."""
    record(ledger, listed(), LIST, complete=True)
    put_out(ledger, tmp_path)
    changed = schools(lambda n, s: None if n < 2 else replace(s, name=f"{s.name} Baru") if n < 6 else s)
    record(ledger, [*changed[:-1], *(school(n) for n in range(300, 310))], LIST, complete=True)
    with ledger.transaction() as session:
        session.get_one(OrganizerEntry, "npsn-20000010").redirect_to = "npsn-20000011"
    assert findings(ledger, tmp_path) == []
    assert put_out(ledger, tmp_path).counts["organizer"] == 229


def test_the_first_publication_has_nothing_to_be_compared_with(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    assert findings(ledger, tmp_path) == []


def test_when_no_snapshot_can_be_read_a_person_has_to_say_so(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    version = put_out(ledger, tmp_path).version
    (tmp_path / "snapshots" / version / "registry.db").write_bytes(b"")
    with pytest.raises(PublishRefusedError, match="nothing can be compared"):
        put_out(ledger, tmp_path)
    assert put_out(ledger, tmp_path, accept="the disk was exchanged").findings
