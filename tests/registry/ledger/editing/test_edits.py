"""Editing: a person's word settles a fact, the rest follows the sources; all of it can be undone."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest

from registry.ledger import Ledger
from registry.ledger.desk.audit import AuditFilter
from registry.ledger.editing.facts import Facts
from registry.ledger.editing.history import Action
from registry.ledger.editing.order import EditConflictError, EditRefusedError, Order
from registry.ledger.folding import fold
from registry.ledger.statement import Statement, statements
from registry.organizer import Alias, Host, Kind, Status
from tests.registry.made import group, record, school

ID = "npsn-20000001"


@pytest.fixture
def listed(ledger: Ledger) -> Ledger:
    """One school, told by a list."""
    record(ledger, [school(1, aliases=(Alias("SDN Rekaan Satu"),), website="https://sdrekaan1.sch.id")])
    return ledger


def facts(ledger: Ledger, organizer_id: str = ID) -> Facts:
    found = ledger.edits.standing(organizer_id)
    assert found is not None
    assert found.facts is not None
    return found.facts


def order(ledger: Ledger, organizer_id: str = ID, by: str = "siti@desk.example") -> Order:
    found = ledger.edits.standing(organizer_id)
    assert found is not None
    return Order(organizer_id, found.version, by, "menurut surat keputusan")


def test_an_edit_settles_what_it_changes_and_leaves_the_rest_to_the_sources(listed: Ledger) -> None:
    wanted = replace(
        facts(listed),
        name="SD Negeri Rekaan 1",
        website=None,
        hosts=(Host("baru.sch.id", since=date(2026, 1, 1)),),
        aliases=(Alias("SDN Rekaan Satu", until=date(2025, 12, 31)),),
    )
    assert listed.edits.edit(order(listed), wanted)
    assert facts(listed) == wanted
    record(listed, [school(1, name="SD REKAAN SATU", region="32.73", hosts=(Host("sdrekaan1.sch.id"),))])
    now = facts(listed)
    assert (now.name, now.website, now.region) == ("SD Negeri Rekaan 1", None, "32.73")
    assert [host.name for host in now.hosts] == ["baru.sch.id"]


def test_an_edit_back_to_the_sources_follows_them_again(listed: Ledger) -> None:
    told = facts(listed)
    listed.edits.edit(order(listed), replace(told, name="SD Lain"))
    listed.edits.edit(order(listed), told)
    assert facts(listed) == told
    record(listed, [school(1, name="SD Rekaan Berubah")])
    assert facts(listed).name == "SD Rekaan Berubah"


def test_nothing_changed_is_no_edit(listed: Ledger) -> None:
    assert not listed.edits.edit(order(listed), facts(listed))
    assert listed.edits.history(ID) == []


def test_the_second_of_two_editors_is_shown_the_first_ones_work(listed: Ledger) -> None:
    seen = order(listed)
    told = facts(listed)
    listed.edits.edit(seen, replace(told, name="SD Siti"))
    with pytest.raises(EditConflictError) as conflict:
        listed.edits.edit(replace(seen, by="budi@desk.example"), replace(told, region="32.73"))
    assert conflict.value.now.facts == replace(told, name="SD Siti")
    assert facts(listed).region == "32.04"
    assert [edit.by for edit in listed.edits.history(ID)] == ["siti@desk.example"]


def test_what_a_source_says_while_the_form_is_open_is_not_taken_away(listed: Ledger) -> None:
    seen, then = facts(listed), order(listed)
    more = (Host("sdrekaan1.sch.id"), Host("ppdb-rekaan.sch.id"))
    record(listed, [school(1, hosts=more, website="https://baru.sch.id")])
    assert listed.edits.edit(then, replace(seen, region="32.73"), seen)
    now = facts(listed)
    assert (now.region, now.website, now.hosts) == ("32.73", "https://baru.sch.id", more)
    record(listed, [school(1, website="https://baru2.sch.id")])
    assert facts(listed).website == "https://baru2.sch.id"


def test_what_a_source_says_about_the_very_fact_that_is_changed_is_shown_first(listed: Ledger) -> None:
    seen, then = facts(listed), order(listed)
    record(listed, [school(1, name="SD Rekaan Berubah", hosts=(Host("sdrekaan1.sch.id", subtree=True),))])
    for wanted in (replace(seen, name="SD Siti"), replace(seen, hosts=())):
        with pytest.raises(EditConflictError):
            listed.edits.edit(then, wanted, seen)
    assert listed.edits.history(ID) == []


def test_of_many_editors_at_once_exactly_one_wins(listed: Ledger) -> None:
    seen, told = order(listed), facts(listed)
    outcomes: list[str] = []

    def edit(number: int) -> None:
        try:
            listed.edits.edit(seen, replace(told, name=f"SD Rekaan ke-{number}"))
            outcomes.append("done")
        except EditConflictError:
            outcomes.append("conflict")

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict"] * 5 + ["done"]
    assert len(listed.edits.history(ID)) == 1


def test_edits_are_undone_one_after_the_other(listed: Ledger) -> None:
    told = facts(listed)
    for name in ("SD Satu", "SD Dua", "SD Satu"):
        listed.edits.edit(order(listed), replace(told, name=name))
    names = []
    for _ in range(3):
        listed.edits.undo(order(listed))
        names.append(facts(listed).name)
    assert names == ["SD Dua", "SD Satu", told.name]
    with pytest.raises(EditRefusedError, match="nothing was changed"):
        listed.edits.undo(order(listed))
    listed.edits.edit(order(listed), replace(told, name="SD Satu"))
    assert facts(listed).name == "SD Satu"


def test_a_reason_is_needed(listed: Ledger) -> None:
    with pytest.raises(EditRefusedError, match="reason"):
        listed.edits.edit(replace(order(listed), reason=" ok "), replace(facts(listed), name="SD Lain"))


def test_a_new_organizer_needs_no_source(ledger: Ledger) -> None:
    wanted = Facts(Kind.COMMUNITY, "Komunitas Belajar Rekaan", "32.04", hosts=(Host("kombel.sch.id"),))
    made = ledger.edits.create(wanted, "siti@desk.example", "usulan dengan surat")
    assert facts(ledger, made) == wanted
    with pytest.raises(EditRefusedError, match="already"):
        ledger.edits.create(wanted, "budi@desk.example", "usulan dengan surat")
    ledger.edits.undo(order(ledger, made))
    gone = ledger.edits.standing(made)
    assert gone is not None
    assert gone.facts is None
    assert ledger.edits.create(wanted, "budi@desk.example", "usulan dengan surat") == made
    assert facts(ledger, made) == wanted


def test_a_merge_leads_the_old_id_to_the_new_one_and_can_be_undone(ledger: Ledger) -> None:
    record(ledger, [school(1), school(2, aliases=(Alias("SD Lama"),))])
    ledger.edits.merge(order(ledger), "npsn-20000002")
    merged = facts(ledger, "npsn-20000002")
    assert {host.name for host in merged.hosts} == {"sdrekaan1.sch.id", "sdrekaan2.sch.id"}
    with pytest.raises(EditRefusedError, match="merged into"):
        ledger.edits.edit(order(ledger), facts(ledger))
    with pytest.raises(EditRefusedError, match="not an organizer of its own"):
        ledger.edits.merge(order(ledger, "npsn-20000002"), ID)
    ledger.edits.undo(order(ledger))
    assert {host.name for host in facts(ledger, "npsn-20000002").hosts} == {"sdrekaan2.sch.id"}


def test_of_two_who_merge_two_organizers_into_each_other_one_wins(ledger: Ledger) -> None:
    record(ledger, [school(1), school(2)])
    orders = [order(ledger), order(ledger, "npsn-20000002")]
    ready, outcomes = threading.Barrier(2), list[str]()

    def merge(mine: Order, into: str) -> None:
        ready.wait()
        try:
            ledger.edits.merge(mine, into)
            outcomes.append("done")
        except (EditRefusedError, EditConflictError):
            outcomes.append("refused")

    pairs = [(orders[0], "npsn-20000002"), (orders[1], ID)]
    threads = [threading.Thread(target=merge, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]


def test_who_edits_an_organizer_is_told_of_what_was_merged_into_it(ledger: Ledger) -> None:
    record(ledger, [school(1), school(2)])
    seen, wanted = order(ledger, "npsn-20000002"), replace(facts(ledger, "npsn-20000002"), region="32.73")
    ledger.edits.merge(order(ledger), "npsn-20000002")
    with pytest.raises(EditConflictError):
        ledger.edits.edit(seen, wanted)
    seen = order(ledger, "npsn-20000002")
    ledger.edits.undo(order(ledger))
    with pytest.raises(EditConflictError):
        ledger.edits.edit(seen, wanted)


def test_what_was_edited_of_the_merged_one_decides_nothing_about_the_other(ledger: Ledger) -> None:
    record(ledger, [school(2, parent="dinas-32-04", website="https://sdrekaan2.sch.id")])
    before = facts(ledger, "npsn-20000002")
    double = Facts(Kind.COMMUNITY, "SD Rekaan Dua (ganda)", "32.73", hosts=(Host("dua.sch.id"),))
    made = ledger.edits.create(double, "siti@desk.example", "usulan dengan surat")
    ledger.edits.merge(order(ledger, made), "npsn-20000002")
    now = facts(ledger, "npsn-20000002")
    assert replace(now, aliases=(), hosts=()) == replace(before, hosts=())
    assert [alias.name for alias in now.aliases] == ["SD Rekaan Dua (ganda)"]
    assert {host.name for host in now.hosts} == {"sdrekaan2.sch.id", "dua.sch.id"}
    ledger.edits.edit(order(ledger, "npsn-20000002"), before)
    assert facts(ledger, "npsn-20000002") == before  # what came along can be taken away, too


def test_a_host_taken_from_the_merged_one_stays_with_its_owner(ledger: Ledger) -> None:
    mine = (Host("sdrekaan2.sch.id"),)
    record(ledger, [school(1, hosts=mine), school(2, hosts=mine)])
    ledger.edits.edit(order(ledger), replace(facts(ledger), hosts=()))
    ledger.edits.merge(order(ledger), "npsn-20000002")
    assert facts(ledger, "npsn-20000002").hosts == mine
    with ledger.reading() as session:
        folded = {id_: fold(id_, found) for id_, found in statements(session)}
    assert folded["npsn-20000002"].organizer.hosts == mine  # as it is published


def test_a_wrong_host_stays_away_when_its_organizer_is_merged_and_merged_again(ledger: Ledger) -> None:
    record(ledger, [school(1, hosts=(Host("keliru.sch.id"),)), school(2), school(3)])
    ledger.edits.edit(order(ledger), replace(facts(ledger), hosts=()))
    ledger.edits.merge(order(ledger), "npsn-20000002")
    ledger.edits.edit(order(ledger, "npsn-20000002"), replace(facts(ledger, "npsn-20000002"), aliases=()))
    ledger.edits.merge(order(ledger, "npsn-20000002"), "npsn-20000003")
    now = facts(ledger, "npsn-20000003")
    assert {host.name for host in now.hosts} == {"sdrekaan2.sch.id", "sdrekaan3.sch.id"}
    assert [alias.name for alias in now.aliases] == ["SD Rekaan 2"]


def test_a_merged_one_keeps_nobody_active_whom_all_sources_dropped(ledger: Ledger) -> None:
    record(ledger, [school(1), school(2)], complete=True)
    made = ledger.edits.create(Facts(Kind.SCHOOL, "SD Ganda"), "siti@desk.example", "usulan dengan surat")
    ledger.edits.merge(order(ledger, made), ID)
    for _ in range(2):
        record(ledger, [school(2)], complete=True)
    assert (facts(ledger).name, facts(ledger).status) == ("SD Rekaan 1", Status.INACTIVE)


def test_a_split_gives_statements_away_and_can_be_undone(ledger: Ledger) -> None:
    record(ledger, [group("MGMP Rekaan", key="a", hosts=(Host("a.sch.id"),))], "daftar")
    record(ledger, [group("MGMP Rekaan", key="b", hosts=(Host("b.sch.id"),))], "situs")
    [id_] = {s.organizer_id for s in _statements(ledger)}
    both = facts(ledger, id_)
    [number] = [s.number for s in _statements(ledger) if s.source == "situs"]
    wanted = Facts(Kind.WORKING_GROUP, "MGMP Rekaan Timur", "32.04")
    new = ledger.edits.split(order(ledger, id_), frozenset({number}), wanted)
    assert [host.name for host in facts(ledger, id_).hosts] == ["a.sch.id"]
    assert [host.name for host in facts(ledger, new).hosts] == ["b.sch.id"]
    record(ledger, [group("MGMP Rekaan", key="b", hosts=(Host("b2.sch.id"),))], "situs")
    assert [host.name for host in facts(ledger, new).hosts] == ["b2.sch.id"]
    ledger.edits.undo(order(ledger, id_))
    assert {host.name for host in facts(ledger, id_).hosts} == {"a.sch.id", "b2.sch.id"}
    assert both.name == facts(ledger, id_).name


@pytest.mark.parametrize("worked_on", [False, True])
def test_whom_a_split_made_goes_with_it(ledger: Ledger, worked_on: bool) -> None:
    record(ledger, [group("MGMP Rekaan", key="a")], "daftar")
    record(ledger, [group("MGMP Rekaan", key="b")], "situs")
    [id_] = {s.organizer_id for s in _statements(ledger)}
    [number] = [s.number for s in _statements(ledger) if s.source == "situs"]
    wanted = Facts(Kind.WORKING_GROUP, "MGMP Rekaan Timur", "32.04")
    new = ledger.edits.split(order(ledger, id_), frozenset({number}), wanted)
    if worked_on:
        ledger.edits.edit(order(ledger, new), replace(facts(ledger, new), region="32.73"))
    ledger.edits.undo(order(ledger, id_))
    left = ledger.edits.standing(new)
    assert left is not None
    assert (left.facts is not None) is worked_on
    assert any(not edit.undone for edit in ledger.edits.history(new)) is worked_on


def test_what_came_by_a_merge_goes_by_undoing_it(ledger: Ledger) -> None:
    record(ledger, [school(1), school(2)])
    ledger.edits.merge(order(ledger), "npsn-20000002")
    [number] = [s.number for s in _statements(ledger) if s.key == "20000001"]
    with pytest.raises(EditRefusedError, match="came with npsn-20000001"):
        ledger.edits.split(order(ledger, "npsn-20000002"), frozenset({number}), Facts(Kind.SCHOOL, "SD Lain"))
    assert ledger.edits.history("npsn-20000002") == []


def test_a_split_needs_some_and_not_all(listed: Ledger) -> None:
    [statement] = _statements(listed)
    for numbers in (frozenset[int](), frozenset({statement.number})):
        with pytest.raises(EditRefusedError, match="choose some"):
            listed.edits.split(order(listed), numbers, Facts(Kind.SCHOOL, "SD Lain"))


def test_when_all_sources_drop_an_edited_organizer_it_is_inactive(ledger: Ledger) -> None:
    record(ledger, [school(1), school(2)], complete=True)
    ledger.edits.edit(order(ledger), replace(facts(ledger), name="SD Diedit"))
    for _ in range(2):
        record(ledger, [school(2)], complete=True)
    assert (facts(ledger).name, facts(ledger).status) == ("SD Diedit", Status.INACTIVE)


def test_every_change_is_in_the_log_with_its_reason(listed: Ledger) -> None:
    listed.edits.edit(order(listed), replace(facts(listed), name="SD Negeri Rekaan 1"))
    listed.edits.undo(order(listed))
    logged = listed.audit.page(AuditFilter(subject=ID))
    assert [(it.action, it.actor) for it in logged] == [
        ("organizer.undo", "siti@desk.example"),
        ("organizer.edit", "siti@desk.example"),
    ]
    change = {"fact": "name", "before": "SD Rekaan 1", "after": "SD Negeri Rekaan 1"}
    assert logged[1].detail["reason"] == "menurut surat keputusan"
    assert logged[1].detail["changes"] == [change]
    assert [edit.action for edit in listed.edits.history(ID)] == [Action.UNDO, Action.EDIT]


def _statements(ledger: Ledger) -> list[Statement]:
    with ledger.reading() as session:
        return [s for _, found in statements(session) for s in found]
