"""Requests are counted per address without a thread and without end to what strangers make us keep."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import time_machine
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from service import counting
from service.counting import BoundedStorage

START = datetime(2026, 11, 28, 19, 30, tzinfo=UTC)
THREE = parse("3/minute")


def test_the_window_ends_and_begins_anew() -> None:
    with time_machine.travel(START, tick=False) as clock:
        limiter = FixedWindowRateLimiter(storage_from_string("bounded://"))
        assert [limiter.hit(THREE, "10.0.0.1") for _ in range(4)] == [True, True, True, False]
        assert limiter.hit(THREE, "10.0.0.2"), "another address has a count of its own"
        stats = limiter.get_window_stats(THREE, "10.0.0.1")
        assert (stats.remaining, stats.reset_time) == (0, START.timestamp() + 60)
        clock.shift(60)
        assert limiter.test(THREE, "10.0.0.1")
        assert limiter.hit(THREE, "10.0.0.1")


def test_no_thread_is_started() -> None:
    before = threading.active_count()
    limiter = FixedWindowRateLimiter(storage_from_string("bounded://"))
    for number in range(100):
        limiter.hit(THREE, f"10.0.0.{number}")
    assert threading.active_count() == before


def test_who_has_not_asked_for_longest_is_forgotten() -> None:
    storage = BoundedStorage()
    for number in range(counting.MOST_ADDRESSES):
        storage.incr(f"address {number}", 60)
    storage.incr("address 0", 60)
    storage.incr("one more", 60)
    assert storage.get("address 0") == 2
    assert storage.get("address 1") == 0
    assert storage.reset() == counting.MOST_ADDRESSES


def test_what_is_not_counted_is_zero_and_may_be_forgotten() -> None:
    with time_machine.travel(START, tick=False):
        storage = BoundedStorage()
        assert (storage.get("nobody"), storage.get_expiry("nobody")) == (0, START.timestamp())
        storage.clear("nobody")
        storage.incr("somebody", 60, amount=2)
        storage.clear("somebody")
        assert storage.get("somebody") == 0
