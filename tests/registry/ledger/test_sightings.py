"""Recording what sources say, on both engines: nothing doubled, nothing lost, the same ids again."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from registry.ledger import Ledger
from registry.ledger.errors import LedgerError
from registry.ledger.identity import bare_number
from registry.ledger.models import OrganizerEntry, SightingEntry
from registry.ledger.runs import RunOutcome, RunRecord
from registry.ledger.sighting import Sighting
from registry.ledger.sightings import Fate
from registry.ledger.sources import SourceInfo
from registry.ledger.statement import Statement, statements
from registry.organizer import Alias, Host, Kind, Status
from tests.registry.made import DAY, group, record, school


def said(ledger: Ledger) -> dict[str, list[Statement]]:
    with ledger.reading() as session:
        return dict(statements(session))


def rows(ledger: Ledger, model: type) -> int:
    with ledger.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_facts_come_back_as_they_were_said(ledger: Ledger) -> None:
    whole = school(
        1,
        aliases=(Alias("SDR 1", since=date(2020, 1, 1)), Alias("SD Lama 1", until=date(2019, 12, 31))),
        hosts=(Host("sdr1.sch.id", "own", subtree=True, confidence="A"), Host("x.y.id", "authorized")),
        website="https://sdr1.sch.id",
        status=Status.INACTIVE,
        parent="dinas-rekaan",
        url="https://daftar.example/1",
        citation="halaman 3",
    )
    record(ledger, [whole])
    (statement,) = said(ledger)["npsn-20000001"]
    for name in ("kind", "name", "region", "registration", "website", "status", "parent", "aliases", "hosts"):
        assert getattr(statement, name) == getattr(whole, name), name
    assert (statement.url, statement.citation, statement.seen_on) == (whole.url, whole.citation, DAY)
    with ledger.reading() as session:
        assert session.scalar(select(SightingEntry.original)) == dict(whole.original)


def test_saying_it_again_adds_no_row_and_only_moves_the_day(ledger: Ledger) -> None:
    many = [school(n) for n in range(120)]
    record(ledger, many)
    before = rows(ledger, SightingEntry)
    later = [replace(s, seen_on=DAY + timedelta(days=9), url="https://daftar.example/?hal=2") for s in many]
    run = ledger.runs.start(SourceInfo("daftar"))
    recorded = ledger.sightings.record(run, later)
    ledger.runs.finish(run)
    assert recorded.fates == Counter({Fate.SAME: 120})
    assert rows(ledger, SightingEntry) == before == 120
    assert {s.seen_on for group_ in said(ledger).values() for s in group_} == {DAY + timedelta(days=9)}


def test_a_changed_claim_is_a_new_row_beside_the_old_one(ledger: Ledger) -> None:
    record(ledger, [school(1)])
    run = ledger.runs.start(SourceInfo("daftar"))
    recorded = ledger.sightings.record(run, [school(1, name="SD Rekaan Satu")])
    ledger.runs.finish(run)
    assert recorded.fates == Counter({Fate.CHANGED: 1})
    assert rows(ledger, SightingEntry) == 2
    assert [s.name for s in said(ledger)["npsn-20000001"]] == ["SD Rekaan Satu"]


def test_going_back_to_an_old_claim_counts_as_the_newest(ledger: Ledger) -> None:
    for name in ("SD Rekaan A", "SD Rekaan B", "SD Rekaan A"):
        record(ledger, [school(1, name=name)])
    assert [s.name for s in said(ledger)["npsn-20000001"]] == ["SD Rekaan A"]
    assert rows(ledger, SightingEntry) == 2


def test_a_run_that_contradicts_itself_is_told_so(ledger: Ledger) -> None:
    run = ledger.runs.start(SourceInfo("daftar"))
    first, other = school(1), school(1, name="SD Lain (rekaan)")
    recorded = ledger.sightings.record(run, [first, other, first])
    assert recorded.fates == Counter({Fate.NEW: 1, Fate.CONFLICT: 1, Fate.SAME: 1})
    assert recorded.conflicts == [other]
    again = ledger.sightings.record(run, [other])
    assert again.fates == Counter({Fate.CONFLICT: 1})


def test_preview_says_the_fates_and_writes_nothing(ledger: Ledger) -> None:
    run = record(ledger, [school(1), school(2)])
    changed = school(2, name="SD Rekaan Dua")
    fates = ledger.sightings.preview(run.source_id, [school(1), changed, school(3)])
    assert [fate for _, fate in fates] == [Fate.SAME, Fate.CHANGED, Fate.NEW]
    assert rows(ledger, SightingEntry) == 2


@pytest.mark.parametrize("outcome", [o for o in RunOutcome if o is not RunOutcome.GOOD])
def test_only_good_runs_count(ledger: Ledger, outcome: RunOutcome) -> None:
    record(ledger, [school(1), school(2)])
    record(ledger, [school(1, name="S� Rek�an 1"), school(2), school(3)], outcome=outcome)
    told = said(ledger)
    assert sorted(told) == ["npsn-20000001", "npsn-20000002"]
    assert told["npsn-20000001"][0].name == "SD Rekaan 1"


def test_a_good_run_after_bad_ones_counts_again(ledger: Ledger) -> None:
    future = DAY + timedelta(days=4000)
    record(ledger, [school(1), school(2)])
    record(ledger, [school(1, seen_on=future), school(3)], outcome=RunOutcome.REFUSED)
    record(ledger, [school(1), school(3)], outcome=RunOutcome.CRASHED)
    assert said(ledger)["npsn-20000001"][0].seen_on == DAY
    assert "npsn-20000003" not in said(ledger)
    record(ledger, [school(1, seen_on=DAY + timedelta(days=3)), school(3)])
    told = said(ledger)
    assert told["npsn-20000001"][0].seen_on == DAY + timedelta(days=3)  # the wrong clock's day did not stay
    assert sorted(told) == ["npsn-20000001", "npsn-20000002", "npsn-20000003"]


def test_an_interrupted_run_is_closed_by_the_next_one(ledger: Ledger) -> None:
    run = ledger.runs.start(SourceInfo("daftar"))
    ledger.sightings.record(run, [school(1)])
    assert ledger.runs.open_run("daftar") is not None
    record(ledger, [school(2)])
    assert [r.outcome for r in ledger.runs.history()] == [RunOutcome.GOOD, RunOutcome.CRASHED]
    assert sorted(said(ledger)) == ["npsn-20000002"]


def test_set_aside_takes_a_run_out_and_keeps_the_one_before(ledger: Ledger) -> None:
    record(ledger, [school(1)])
    bad = record(ledger, [school(1, name="SD Salah (rekaan)")])
    ledger.runs.set_aside(bad.id, "penguji", "wrong column")
    assert said(ledger)["npsn-20000001"][0].name == "SD Rekaan 1"


def test_what_only_readings_that_were_set_aside_remember_is_counted(ledger: Ledger) -> None:
    def set_aside(run: RunRecord) -> int:
        ledger.runs.set_aside(run.id, "penguji", "wrong list")
        return ledger.runs.forgotten(run.id)

    record(ledger, [school(1), school(2), school(3)])
    wrong = [school(1, name="SD Salah (rekaan)"), school(2), school(9)]
    second, third = record(ledger, wrong[:2]), record(ledger, wrong)
    assert set_aside(third) == 0
    assert set_aside(second) == 1, "of school 2 both readings that it remembers are gone, of school 1 not"
    assert sorted(said(ledger)) == ["npsn-20000001", "npsn-20000003"]


def test_what_no_reading_before_can_have_named_is_not_counted(ledger: Ledger) -> None:
    for run in [record(ledger, [school(1)]), record(ledger, [school(1)])]:
        ledger.runs.set_aside(run.id, "penguji", "wrong list")
        assert ledger.runs.forgotten(run.id) == 0
    assert said(ledger) == {}


def test_missing_from_complete_runs_is_counted_and_ends_an_entry(ledger: Ledger) -> None:
    info = SourceInfo("daftar", ends_after=2)
    record(ledger, [school(1), school(2)], info, complete=True)
    record(ledger, [school(1)], info)  # a part of the list says nothing about the rest
    assert said(ledger)["npsn-20000002"][0].missed == 0
    record(ledger, [school(1)], info, complete=True)
    assert (said(ledger)["npsn-20000002"][0].missed, said(ledger)["npsn-20000002"][0].ended) == (1, False)
    record(ledger, [school(1)], info, complete=True)
    assert said(ledger)["npsn-20000002"][0].ended
    record(ledger, [school(1), school(2)], info, complete=True)
    assert said(ledger)["npsn-20000002"][0].missed == 0


def test_of_two_readings_at_once_the_later_counts(ledger: Ledger) -> None:
    info = SourceInfo("daftar", ends_after=1)
    everybody = [school(number) for number in range(4)]
    first = ledger.runs.start(info, complete=True)
    ledger.sightings.record(first, everybody[:2])
    second = ledger.runs.start(info, complete=True)
    ledger.sightings.record(second, everybody)
    ledger.runs.finish(second)
    with pytest.raises(LedgerError, match="another reading"):
        ledger.sightings.record(first, everybody[2:])
    with pytest.raises(LedgerError, match="another reading"):
        ledger.runs.finish(first)
    assert not any(statement.ended for about in said(ledger).values() for statement in about)
    last = ledger.runs.last_good("daftar")
    assert last is not None
    assert last.id == second.id


def test_a_reading_that_begins_waits_for_what_is_being_recorded(ledger: Ledger) -> None:
    first = ledger.runs.start(SourceInfo("daftar"))
    with ThreadPoolExecutor(1) as other:
        with ledger.transaction():
            ledger.sightings.record(first, [school(1)])
            later = other.submit(ledger.runs.start, SourceInfo("daftar"))
            with pytest.raises(TimeoutError):
                later.result(timeout=0.2)
            ledger.sightings.record(first, [school(2)])
        assert later.result(timeout=30).id > first.id
    assert rows(ledger, SightingEntry) == 2


def test_a_run_that_was_set_aside_stays_so(ledger: Ledger) -> None:
    run = ledger.runs.start(SourceInfo("daftar"))
    ledger.sightings.record(run, [school(1)])
    ledger.runs.set_aside(run.id, "penguji", "salah")
    with pytest.raises(LedgerError, match="set it aside"):
        ledger.runs.finish(run)
    assert said(ledger) == {}


def test_two_sources_meet_by_number_and_by_name(ledger: Ledger) -> None:
    record(ledger, [school(1), group("MGMP Rekaan Kabupaten Bandung", key="a")], "satu")
    record(
        ledger,
        [
            school(1, key="lain", name="SDN Rekaan 1"),
            group("mgmp rekaan, Kabupaten Bandung", key="b"),
            group("MGMP Rekaan Kabupaten Bandung", key="c", region="32.73"),
        ],
        "dua",
    )
    told = said(ledger)
    assert len(told) == 3
    assert [s.source for s in told["npsn-20000001"]] == ["satu", "dua"]
    assert sorted(len(group_) for group_ in told.values()) == [1, 2, 2]


def test_an_explicit_id_is_found_again_by_name_and_number(ledger: Ledger) -> None:
    office = Sighting("x", Kind.DINAS, "Dinas Rekaan", DAY, organizer_id="dinas-rekaan", region="32.04")
    record(ledger, [office, school(5, organizer_id="sd-lima")], "seed")
    record(
        ledger,
        [replace(office, key="9", organizer_id=None, name="DINAS  REKAAN"), school(5, key="k")],
        "daftar",
    )
    assert {id_: len(found) for id_, found in said(ledger).items()} == {"dinas-rekaan": 2, "sd-lima": 2}


def test_two_organizers_of_one_name_are_never_thrown_together(ledger: Ledger) -> None:
    record(ledger, [school(1, name="MI Rekaan"), school(2, name="MI Rekaan")], "satu")
    record(ledger, [school(3, name="MI Rekaan", registration=None)], "dua")
    told = said(ledger)
    assert len(told) == 3
    assert all(len(found) == 1 for found in told.values())


def test_a_different_number_keeps_equal_names_apart(ledger: Ledger) -> None:
    record(ledger, [group("Forum Rekaan", key="1", registration="AHU-1")], "satu")
    record(ledger, [group("Forum Rekaan", key="2", registration="AHU-2")], "dua")
    assert len(said(ledger)) == 2


def test_an_offices_own_number_joins_no_two_bodies(ledger: Ledger) -> None:
    bandung = group("MGMP Matematika Rekaan", key="1", registration="421/015/2024")
    record(ledger, [bandung], "disdik")
    others = [
        group("MGMP Bahasa Rekaan", key="1", registration="4210.15/2024", region="35.78"),
        replace(bandung, region="35.78"),
        replace(bandung, key="2", name="MGMP Biologi Rekaan"),  # one decree for several bodies
    ]
    for number, other in enumerate(others):
        record(ledger, [other], f"lain-{number}")
    assert len(said(ledger)) == 4


def test_an_offices_number_tells_bodies_of_one_name_apart(ledger: Ledger) -> None:
    one = group("Forum Rekaan", key="1", registration="421/1/2024")
    record(ledger, [one, replace(one, key="2", registration="421/2/2024")], "satu")
    record(ledger, [replace(one, registration="421/2/2024")], "dua")
    told = said(ledger)
    assert sorted(sorted(s.registration or "" for s in about) for about in told.values()) == [
        ["421/1/2024"],
        ["421/2/2024", "421/2/2024"],
    ]


def test_a_number_written_with_other_signs_is_no_other_number(ledger: Ledger) -> None:
    record(ledger, [group("Forum Rekaan", key="1", registration="421/1/2024")], "satu")
    record(ledger, [group("FORUM REKAAN", key="1", registration="421-1-2024")], "dua")
    assert len(said(ledger)) == 1


def test_a_branch_that_prints_its_associations_number_is_not_the_association(ledger: Ledger) -> None:
    whole = group(
        "Ikatan Rekaan", key="1", kind=Kind.PROFESSION, region=None, registration="AHU-0000332.AH.01.08"
    )
    record(ledger, [replace(whole, organizer_id="ikatan-rekaan")], "seed")
    branches = [
        replace(whole, key="1", name="Ikatan Rekaan Kota Surabaya", region="35.78"),
        replace(whole, key="2", region="12.71"),
        replace(whole, key="3", name="Ikatan Rekaan Kota Medan"),
    ]
    record(ledger, branches, "cabang")
    record(ledger, [replace(whole, registration="AHU-0000332.AH.01.08.")], "daftar")
    told = said(ledger)
    assert sorted(len(about) for about in told.values()) == [1, 1, 1, 2]
    assert [s.source for s in told["ikatan-rekaan"]] == ["seed", "daftar"]


def test_homonyms_are_known_by_the_bare_numbers_that_older_ledgers_keep(ledger: Ledger) -> None:
    numbers = ("421/1/2024", "421/2/2024")
    record(ledger, [group("Forum Rekaan", key=number, registration=number) for number in numbers], "satu")
    with ledger.transaction() as session:
        for entry in session.scalars(select(OrganizerEntry)):
            entry.registration = bare_number(entry.registration or "")
    record(ledger, [group("Forum Rekaan", key=number, registration=number) for number in numbers], "dua")
    assert sorted([s.key for s in about] for about in said(ledger).values()) == [[n, n] for n in numbers]


def test_an_entry_keeps_its_organizer_when_its_name_changes(ledger: Ledger) -> None:
    record(ledger, [group("Kombel Rekaan", key="17")])
    (before,) = said(ledger)
    record(ledger, [group("Komunitas Belajar Rekaan Baru", key="17")])
    assert list(said(ledger)) == [before]


def test_ids_are_the_same_in_another_ledger_whatever_the_order(
    ledger: Ledger, tmp_path_factory: pytest.TempPathFactory
) -> None:
    many = [school(1), group("KKG Rekaan 1"), group("KKG Rekaan 2"), school(2, registration=None)]
    record(ledger, many)
    with Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('other')}/ledger.db") as other:
        record(other, list(reversed(many)))
        assert sorted(said(other)) == sorted(said(ledger))


def test_merged_organizers_speak_under_their_new_id(ledger: Ledger) -> None:
    record(ledger, [school(1), school(2), school(3)])
    with ledger.transaction() as session:
        session.get_one(OrganizerEntry, "npsn-20000001").redirect_to = "npsn-20000002"
        session.get_one(OrganizerEntry, "npsn-20000002").redirect_to = "npsn-20000003"
    told = said(ledger)
    assert list(told) == ["npsn-20000003"]
    assert sorted(s.key for s in told["npsn-20000003"]) == ["20000001", "20000002", "20000003"]


def test_what_no_database_takes_is_replaced_not_lost(ledger: Ledger) -> None:
    record(ledger, [group("KKG\0 Rekaan \ud800", original={"na\0ma": "x\0y", "panjang": "z" * 9000})])
    ((statement,),) = said(ledger).values()
    assert statement.name == "KKG� Rekaan �"
    with ledger.reading() as session:
        original = session.scalar(select(SightingEntry.original)) or {}
    assert original["na�ma"] == "x�y"
    assert original["panjang"].endswith("z…")
    assert len(original["panjang"]) == 4000


@pytest.mark.parametrize(
    "broken",
    [group(" "), group("KKG", key=" "), group("KKG", region="tiga"), group("KKG", organizer_id="Bukan Id")],
)
def test_a_statement_that_says_nothing_is_refused_and_its_batch_with_it(
    ledger: Ledger, broken: Sighting
) -> None:
    run = ledger.runs.start(SourceInfo("daftar"))
    with pytest.raises(ValueError, match=r"key and a name|region code|organizer's id"):
        ledger.sightings.record(run, [school(1), broken])
    assert rows(ledger, SightingEntry) == 0


def test_a_preview_does_not_count_what_only_a_refused_reading_said(ledger: Ledger) -> None:
    good = ledger.runs.start(SourceInfo("daftar"))
    ledger.sightings.record(good, [school(1)])
    ledger.runs.finish(good)
    refused = ledger.runs.start(SourceInfo("daftar"))
    ledger.sightings.record(refused, [school(1), school(2)])
    ledger.runs.finish(refused, RunOutcome.REFUSED)

    fates = [fate for _, fate in ledger.sightings.preview(good.source_id, [school(1), school(2)])]

    assert fates == [Fate.SAME, Fate.NEW]
