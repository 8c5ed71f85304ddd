"""What publishing would change: every difference once, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from registry.ledger import Ledger
from registry.ledger.announcements import Announcement
from registry.organizer import Alias, Host
from registry.snapshot.compare import Change, Totals
from registry.snapshot.publish import PublishOrder, looking_ahead
from tests.registry.made import DAY, put_out, record, school, snapshots


def changes(ledger: Ledger, home: Path) -> tuple[Totals, list[Change]]:
    with looking_ahead(ledger, snapshots(home), PublishOrder(indexes=())) as (compare, _):
        return compare.totals(), list(compare.changes())


def test_before_anything_is_published_all_is_new(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    totals, listed = changes(ledger, tmp_path)
    assert totals == Totals(1, 0, 0, 0, 0)
    assert listed == [Change("npsn-20000001", "SD Rekaan 1", "", None, "SD Rekaan 1")]


def test_nothing_changed(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    put_out(ledger, tmp_path)
    totals, listed = changes(ledger, tmp_path)
    assert not totals
    assert listed == []


def test_every_difference_is_listed_once(ledger: Ledger, tmp_path: Path) -> None:
    old = school(1, aliases=(Alias("SDR Satu"), Alias("SDR I")), hosts=(Host("a.sch.id"), Host("b.sch.id")))
    record(ledger, [old])
    put_out(ledger, tmp_path)
    new = replace(
        old,
        name="SD Rekaan Satu",
        website="https://a.sch.id",
        aliases=(Alias("SDR Satu", until=date(2026, 1, 1)), Alias("SDR I")),
        hosts=(Host("a.sch.id", subtree=True), Host("c.sch.id", "authorized")),
    )
    record(ledger, [new, school(2)])
    ledger.announcements.record(
        Announcement("npsn-20000001", "https://a.sch.id/x", "a.sch.id", DAY, ("gform:a",))
    )
    totals, listed = changes(ledger, tmp_path)
    assert totals == Totals(added=1, removed=0, changed=1, vouches_added=1, vouches_removed=0)
    assert listed[0] == Change("npsn-20000002", "SD Rekaan 2", "", None, "SD Rekaan 2")
    assert {(c.field, c.before, c.after) for c in listed[1:]} == {
        ("name", "SD Rekaan 1", "SD Rekaan Satu"),
        ("website", None, "https://a.sch.id"),
        ("alias", "SDR Satu", None),
        ("alias", None, "SDR Satu […2026-01-01]"),
        ("host", "a.sch.id (own)", None),
        ("host", None, "a.sch.id (own, with all below it)"),
        ("host", "b.sch.id (own)", None),
        ("host", None, "c.sch.id (authorized)"),
    }
    assert {(c.organizer_id, c.name) for c in listed[1:]} == {("npsn-20000001", "SD Rekaan Satu")}


def test_what_a_host_proves_is_compared_too(ledger: Ledger, tmp_path: Path) -> None:
    ended = Host("lama.sch.id", until=date(2015, 1, 1))
    record(ledger, [school(1, hosts=(ended, Host("a.sch.id", confidence="C")))])
    put_out(ledger, tmp_path)
    record(ledger, [school(1, hosts=(replace(ended, until=None), Host("a.sch.id", since=DAY)))])
    totals, listed = changes(ledger, tmp_path)
    assert totals == Totals(added=0, removed=0, changed=1, vouches_added=0, vouches_removed=0)
    assert {(c.before, c.after) for c in listed} == {
        ("lama.sch.id (own) […2015-01-01]", None),
        (None, "lama.sch.id (own)"),
        ("a.sch.id (own, C)", None),
        (None, "a.sch.id (own) [2026-03-01…]"),
    }


def test_looking_ahead_leaves_nothing_behind(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    put_out(ledger, tmp_path)
    before = sorted(path.name for path in (tmp_path / "snapshots").iterdir())
    changes(ledger, tmp_path)
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == before
