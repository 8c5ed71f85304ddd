"""The check: a page, a snapshot and a day in, a verdict out. Pure: no request, no clock, nothing kept."""

from __future__ import annotations

from datetime import date

from registry.reading.page import Page
from service.checking.advice import advise
from service.checking.decide import claimed_name, decide, holding_claimed
from service.checking.explaining.explain import explain
from service.checking.find import find
from service.checking.level import Level
from service.checking.published import Published
from service.checking.verdict import Verdict


def check(page: Page, snapshot: Published, on: date) -> Verdict:
    """What is known about a page on a day: same page, snapshot and day, same verdict.

    Of a long text only the beginning is read (``registry.reading.plain.READ_LIMIT``): the time is bounded.
    ``pending`` names the link key of a short link that nobody has opened yet: whoever calls may queue it.

    Raises:
        UnreadableLinkError: ``page.url`` is no http(s) address.
    """
    found = find(page, snapshot, on)
    level = decide(found)
    return Verdict(
        level=level,
        reasons=explain(found, level),
        on=on,
        snapshot=snapshot.version,
        event=found.event,
        claimed=claimed_name(found) if level is Level.CLAIMED else None,
        holding=holding_claimed(found) if level is Level.CLAIMED else None,
        organizers=found.ties,
        signals=found.signals,
        usefulness=found.usefulness,
        link=found.link,
        advice=advise(found, level),
        pending=found.link.given.key if found.link and found.link.unresolved else None,
    )
