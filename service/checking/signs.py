"""All signals of a page: its own, and those that need to know who is named and whose the link is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from registry.organizer import Kind
from registry.reading.facts import EventFacts
from registry.reading.page import Page
from registry.reading.plain import PlainText
from registry.reading.signals import Severity, Signal
from registry.reading.signals.context import Context, context_signals_in
from registry.reading.signals.find import signals_in
from registry.values import dataclass
from service.checking.findings import Imitation, Tie
from service.checking.names import Names

_GOVERNMENT = frozenset({Kind.MINISTRY, Kind.DINAS})


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a page: who is tied to its link, who is named, its zone, whom it imitates, and
    the ids of those named that belong together with a proven owner (``kin``).
    """

    tied: tuple[Tie, ...]
    names: Names
    zone: str | None
    imitations: tuple[Imitation, ...]
    kin: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read on a day: title and text folded once, and what they say of the event."""

    fields: tuple[PlainText, ...]
    page: Page
    event: EventFacts
    on: date


def find_all_signals(read: Reading, around: Around) -> tuple[Signal, ...]:
    """In the order of their codes. N07 is a STOP only where the imitation leaves no innocent reading."""
    context = context_signals_in(read.fields, read.page, read.event, _context(around))
    own = signals_in(read.fields, read.page, read.event, read.on, imitating=bool(around.imitations))
    exact = any(it.exact for it in around.imitations)
    heard = [
        replace(signal, severity=Severity.STRONG) if signal.code == "N07" and not exact else signal
        for signal in context
    ]
    return tuple(sorted((*own, *heard), key=lambda signal: signal.code))


def _context(around: Around) -> Context:
    names = around.names
    leading = [tie.organizer for tie in names.ties if tie.leads]
    owners = [tie.organizer for tie in around.tied if tie.proven]
    owner_ids = {owner.id for owner in owners}
    possible = [it for name in names.ambiguous for it in name.candidates]
    imitation = max(around.imitations, key=lambda it: it.exact, default=None)
    return Context(
        named=bool(leading or possible or names.strangers),
        leading=tuple({it.kind for it in (*leading, *owners, *possible)}),
        claimed=tuple({*(tie.organizer.kind for tie in names.ties), *names.claimed_kinds}),
        own_host=any(it.id in owner_ids | around.kin for it in leading) or (bool(owners) and not leading),
        government_host=around.zone == "government" or any(it.kind in _GOVERNMENT for it in owners),
        stranger=names.stranger,
        imitation=(imitation.host, imitation.official or "?") if imitation else None,
        registered=any(it.kind is Kind.PROFESSION and it.registration for it in leading),
    )
