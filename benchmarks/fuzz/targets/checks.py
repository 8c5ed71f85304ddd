"""The whole check: a page is read as text, or put together from pieces of adverts.

A check must not raise, must quote the page's own words and must answer twice the same.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, timedelta

from benchmarks.embedded import embedded
from benchmarks.fuzz.pieces import pieces
from benchmarks.fuzz.source import Source
from benchmarks.fuzz.targets import Target, in_time
from registry.hosts.link import UnreadableLinkError
from registry.reading.page import Page
from registry.reading.styled import plain_letters
from registry.snapshot import Snapshot
from service.checking.check import check
from service.checking.present import present
from service.checking.texts import Language

FIRST = date(2023, 1, 1)
DAYS = 2_000


def target(stack: ExitStack) -> Target:
    """A check on the embedded registry."""
    snapshot, words = stack.enter_context(embedded()), pieces()

    def one(data: bytes) -> None:
        page, on = _page(Source(data), words)
        try:
            with in_time():
                verdict = check(page, snapshot, on)
        except UnreadableLinkError:
            return
        for language in Language:
            answer = present(verdict, language)
        _hold(page, on, snapshot, answer)
        fields = {"title": plain_letters(page.title), "text": plain_letters(page.text)}
        for signal in verdict.signals:
            if signal.quote is not None and signal.where in fields:
                assert fields[signal.where][signal.start : signal.end] == signal.quote, signal

    return one


def _hold(page: Page, on: date, snapshot: Snapshot, answer: object) -> None:
    assert present(check(page, snapshot, on), list(Language)[-1]) == answer, "two answers for one page"


def _page(source: Source, words: tuple[str, ...]) -> tuple[Page, date]:
    on = FIRST + timedelta(days=source.number(DAYS))
    url = "https://forms.gle/rekaan" if source.flag() else None
    cut = source.number(20)
    text = source.text(words)
    return Page(url=url, title=text[:cut], text=text[cut:]), on
