"""What holds of every page: one answer, from memory alone, in bounded time."""

from __future__ import annotations

import builtins
import dataclasses
import os
import socket
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.api.answers import VerdictAnswer
from service.checking.check import check
from service.checking.present import present
from service.checking.texts import Language
from tests.service.checking.made import DAY, FORM_URL, INVITATION


def test_the_same_page_snapshot_and_day_give_the_same_verdict(snapshot: Snapshot) -> None:
    page = Page(url=FORM_URL, text=INVITATION + " Wajib share ke 3 grup.")
    first, second = (present(check(page, snapshot, DAY), Language.INDONESIAN) for _ in range(2))
    assert first == second


def test_a_check_opens_nothing_and_asks_no_clock(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first check everything is in memory: no file, no socket, no clock is touched any more."""
    pages = [
        Page(url=FORM_URL, text=INVITATION),
        Page(text=INVITATION + " Wajib share ke 3 grup. 32 JP poin PMM"),
    ]
    expected = [check(page, snapshot, DAY) for page in pages]

    def forbidden(*_: Any, **__: Any) -> Any:
        raise AssertionError("a check touched the outside")

    class NoClock(date):
        today = classmethod(forbidden)

    with monkeypatch.context() as patched:
        for module, name in ((builtins, "open"), (os, "open"), (socket, "socket"), (time, "time")):
            patched.setattr(module, name, forbidden)
        for name in ("service.checking.check", "service.checking.find", "registry.reading.event"):
            patched.setattr(f"{name}.date", NoClock)
        found = [check(page, snapshot, DAY) for page in pages]
    assert [dataclasses.replace(it) for it in found] == expected


TEXT = st.text(st.characters(codec="utf-8"), max_size=400)
WORDS = st.lists(
    st.sampled_from(
        (
            *("Dinas Pendidikan", "Kota", "Bandung", "PGRI", "disdik.bandung.go.id", "https://s.id/x"),
            *("share ke 3 grup", "tidak perlu", "kata sandi", "32 JP", "5 Desember 2026", "Rp", "50.000"),
            *("\n", "*", "\u202e", "😀"),
        )
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXT, text=st.one_of(TEXT, WORDS), links=st.lists(TEXT, max_size=5))
def test_any_page_gets_a_verdict(snapshot: Snapshot, title: str, text: str, links: list[str]) -> None:
    verdict = check(Page(title=title, text=text, links=tuple(links)), snapshot, DAY)
    for language in Language:
        VerdictAnswer.model_validate(present(verdict, language))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "share ke ",
        "https://s.id/a ",
        "Dinas Pendidikan Kota ",
        "1.",
        "((",
        "\u0301",
        "😀",
        "@a.b.go.id ",
    ],
)
def test_a_megabyte_of_anything_takes_bounded_time(snapshot: Snapshot, piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    check(Page(text="hangat"), snapshot, DAY)
    began = time.process_time()
    check(Page(text=text, title=text[:2000]), snapshot, DAY)
    assert time.process_time() - began < 3, (
        "about 0.2 s on a quiet machine; anything worse than linear takes minutes"
    )
