"""The digest of a real snapshot, and what changed since an earlier one."""

from __future__ import annotations

from datetime import date

from registry.hosts.digest import Mark, apply, decode, host_keys, others_keys
from registry.snapshot.snapshot import Snapshot
from service.digests import Digests

THEN, NOW = date(2024, 6, 1), date(2026, 11, 22)


def official(data: bytes, host: str) -> bool:
    digest = decode(data)
    return any(Mark.OFFICIAL in digest.maybe(key) for key in host_keys(host))


def test_a_digest_is_made_once_for_a_day(snapshot: Snapshot) -> None:
    digests = Digests()
    made = digests.of(snapshot, NOW)
    assert digests.of(snapshot, NOW) is made
    assert decode(made.data).version == snapshot.version
    assert made.etag == decode(made.data).checksum.hex()


def test_the_change_since_an_earlier_digest_leads_to_the_current_one(snapshot: Snapshot) -> None:
    digests = Digests()
    old, new = digests.of(snapshot, THEN), digests.of(snapshot, NOW)
    change = digests.change(old.etag, new)
    assert change is not None
    assert apply(old.data, change) == new.data
    assert len(change) < len(new.data)
    assert not official(old.data, "www.kemdiktisaintek.go.id"), "the ministry is of 2024-10-21"
    assert official(new.data, "www.kemdiktisaintek.go.id")
    assert digests.change(new.etag, new) is not None, "nothing changed: an empty difference"


def test_a_digest_that_is_not_at_hand_has_no_change(snapshot: Snapshot) -> None:
    digests = Digests(most_kept_bytes=1)  # room for the current one alone
    old, new = digests.of(snapshot, THEN), digests.of(snapshot, NOW)
    assert digests.change(old.etag, new) is None
    assert digests.change("0" * 64, new) is None
    assert digests.change(new.etag, old) is None, "the current one has changed meanwhile"


def test_a_digest_says_where_others_write(snapshot: Snapshot) -> None:
    digest = decode(Digests().of(snapshot, NOW).data)
    keys = others_keys("rekaan.student.umm.ac.id", "umm.ac.id")
    assert [key for key in keys if digest.maybe(key)] == ["others:student.ac.id"]
