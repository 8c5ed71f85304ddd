"""How a level is decided: one pure function over what was found. Nothing is summed.

The rows, in order; the first that fits decides (``docs/verdicts.md`` shows the same table):

1. ``danger``      an address that admins flagged, a STOP signal, or one that imitates an official address by
                   an exact technique
2. ``recognized``  the link is on an organizer's host or announced there, and the text was read at that link
3. ``caution``     a strong sign of spam, two different medium ones, or an address that resembles an official
4. ``recognized``  the link is proven, in a message that names nobody else as organizer and whose addresses
                   were all looked at
5. ``claimed``     a recognized organizer leads by the text, or the address only lies below its domain
6. ``unknown``     everything else
"""

from __future__ import annotations

from collections.abc import Iterable

from registry.naming.text import normalize
from registry.organizer import Kind, Organizer
from registry.reading.signals.signal import Severity, Signal
from service.checking.coverage import kind_of
from service.checking.findings import Findings, Holding, Relation, Tie
from service.checking.level import Level


def decide(found: Findings) -> Level:
    """The level of what was found."""
    stopped = any(signal.stop for signal in found.signals) or any(it.exact for it in found.imitations)
    if stopped or found.flags:
        return Level.DANGER
    proven = any(tie.proven for tie in found.ties)
    if proven and found.text_is_the_pages:
        return Level.RECOGNIZED
    if found.imitations or suspicious(found.signals):
        return Level.CAUTION
    if proven and not found.unread and not names_another(found):
        return Level.RECOGNIZED
    if claimed_name(found) is not None:
        return Level.CLAIMED
    return Level.UNKNOWN


def names_another(found: Findings) -> bool:
    """Whether the text says that somebody else organizes than those who are proven to stand behind the link.

    A stranger's message does not become the ministry's by carrying a link to the ministry.
    """
    proven = [tie.organizer for tie in found.ties if tie.proven]
    strangers = [name for name in found.strangers if not any(is_unit_of(name, owner) for owner in proven)]
    known = {owner.id for owner in proven} | found.kin
    led = [tie.organizer.id for tie in found.ties if tie.relation is Relation.MENTION and tie.leads]
    return bool(strangers or found.ambiguous) or any(named not in known for named in led)


def is_unit_of(name: str, owner: Organizer) -> bool:
    """Whether an unknown name is that of a part of an organizer: it carries the organizer's own name ("Pusat
    Studi Pendidikan Universitas Negeri Malang"), or both are the ministry's ("BPMP Provinsi Papua Barat").
    """
    if owner.kind is Kind.MINISTRY and kind_of(name) is Kind.MINISTRY:
        return True
    said = f" {normalize(name)} "
    return any(
        f" {normalize(own)} " in said for own in (owner.name, *(alias.name for alias in owner.aliases))
    )


def suspicious(signals: Iterable[Signal]) -> bool:
    """One strong sign, or two medium ones of different codes. Weak signs never suffice.

    An honest advert of a teachers' organization carries three weak ones (short link, free form, "32 JP").
    """
    by_severity: dict[Severity, set[str]] = {}
    for signal in signals:
        by_severity.setdefault(signal.severity, set()).add(signal.code)
    return Severity.STRONG in by_severity or len(by_severity.get(Severity.MEDIUM, ())) > 1


def claimed_name(found: Findings) -> str | None:
    """Whom the page claims to come from: the leading organizer it names, else the owner of its domain."""
    for tie in found.ties:
        if tie.relation is Relation.MENTION and tie.leads:
            return tie.organizer.name
    if found.ambiguous:
        return found.ambiguous[0].quote
    if below := _below(found):
        return below.organizer.name
    if found.unread and not names_another(found):  # an official link beside one that nobody could check
        return next((tie.organizer.name for tie in found.ties if tie.proven), None)
    return None


def holding_claimed(found: Findings) -> Holding | None:
    """How the organizer of ``claimed_name`` holds the address, where only the address leads to it; ``None``
    where the text names somebody else.
    """
    named = found.ambiguous or any(tie.relation is Relation.MENTION and tie.leads for tie in found.ties)
    below = _below(found)
    return below.holding if below and not named else None


def _below(found: Findings) -> Tie | None:
    return next((tie for tie in found.ties if tie.relation is Relation.APP), None)
