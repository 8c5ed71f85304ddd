"""Putting before a person what a program cannot settle: a case about a host or link, with what was seen."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.links.hijack import Found
from registry.ledger.cases.cases import Opening, Origin
from registry.ledger.ledger import Ledger
from registry.ledger.resolutions import Resolution

# How harmful, from 1 to 10: teachers trust an official host and type in what it asks for
TAKEN_OVER_HOST = 9
TAKEN_OVER_LINK = 8
LEADS_ELSEWHERE = 6  # a short link that is vouched for now leads to another form
CHANGED = 3  # two of title, language, foreign links changed at once


def open_takeover(ledger: Ledger, subject: str, found: Sequence[Found], url: str, *, proven: bool) -> None:
    """A page that shows signs of another owner; ``proven``: by a rule that needs no person's eye."""
    own = subject.startswith("host:")
    severity = (TAKEN_OVER_HOST if own else TAKEN_OVER_LINK) if proven else CHANGED
    evidence = {sign.sign.value: sign.quote[:300] for sign in found}
    ledger.cases.open(Opening(subject, Origin.HIJACK, severity, {"page": url[:300], **evidence}))


def remember(ledger: Ledger, resolution: Resolution, *, vouched: bool) -> str | None:
    """Record where a short link leads; one that is vouched for and leads elsewhere than it did is shown to a
    person. Returns where it led before, if so.

    Everything that follows short links writes through here, so that none moves a link unseen by the others.
    """
    with ledger.transaction():
        before = ledger.resolutions.record(resolution)
        if before is not None and vouched:
            evidence = {"led_to": before, "leads_to": resolution.final_key}
            ledger.cases.open(Opening(resolution.link_key, Origin.HIJACK, LEADS_ELSEWHERE, evidence))
    return before
