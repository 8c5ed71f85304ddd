"""Looking after one host or link: its health, and whether somebody else moved in; with the consequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.links.cases import open_takeover
from crawler.links.health import observe
from crawler.links.hijack import TAKEN_OVER, Found, find_drift, find_takeover
from crawler.links.profile import kept_of, read_profile
from crawler.outbound.door import Door
from registry.ledger.health import CONFIRMATION, HealthState, Observation
from registry.ledger.ledger import Ledger
from registry.ledger.resolutions import Resolution

WITHDRAWN = "the host was taken over"  # begins the reason of such withdrawals
TAKEN = "taken_over"  # marks the evidence of a visit that proved it
CLEAN_VISITS = 2  # so many clean visits, a day apart, before a host that was taken over may vouch again


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked after: a link key, the address to visit, and whether it is an organizer's own host."""

    key: str
    url: str
    own_host: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What one visit found. ``signs`` prove a takeover; ``drift`` only wants a look; ``resolution`` is where
    a short link leads."""

    subject: Subject
    state: HealthState
    evidence: Mapping[str, Any]
    signs: tuple[Found, ...] = ()
    drift: tuple[Found, ...] = ()
    resolution: Resolution | None = None


async def look_at(door: Door, ledger: Ledger, subject: Subject) -> Look:
    """Visit a subject once and compare it with its own history. Writes nothing.

    The evidence has a ``profile`` when the page was read; without one nothing was seen of it.
    """
    state, evidence, answer = await observe(door, subject.url)
    if state is not HealthState.ALIVE or not answer.body:
        return Look(subject, state, evidence)
    profile = read_profile(answer.body, answer.final_url)
    if profile is None:
        return Look(subject, state, evidence)
    signs = tuple(found for found in find_takeover(profile) if found.sign in TAKEN_OVER)
    before = _last_sound(ledger.health.history(subject.key))
    drift = find_drift(profile, before) if before is not None and not signs else ()
    told = {**evidence, "profile": profile.kept()}
    if signs or drift:
        told["signs"] = [{"sign": found.sign.value, "quote": found.quote} for found in (*signs, *drift)]
        told[TAKEN] = bool(signs)
    return Look(subject, state, told, signs, drift)


def keep(ledger: Ledger, look: Look, at: datetime | None = None) -> int:
    """Record a visit and what follows from it, in one transaction. Returns how many announcements were
    withdrawn.

    A host that was taken over vouches for nothing: its announcements are withdrawn with the reason, and a
    person is asked to look (a case). A page that merely changed is only shown to a person.
    """
    withdrawn = 0
    with ledger.transaction():
        ledger.health.record([Observation(look.subject.key, look.state, at or ledger.now(), look.evidence)])
        if look.signs and look.subject.own_host is not None:
            first = look.signs[0]
            reason = f"{WITHDRAWN} ({first.sign.value}: {first.quote[:120]})"
            withdrawn = ledger.announcements.withdraw(reason, host=look.subject.own_host)
        if look.signs or look.drift:
            found, url = look.signs or look.drift, str(look.evidence.get("url") or look.subject.url)
            open_takeover(ledger, look.subject.key, found, url, proven=bool(look.signs))
    return withdrawn


def may_vouch(ledger: Ledger, host: str) -> bool:
    """Whether a host may vouch again after a takeover: two clean visits, confirmed a day apart; at once if
    there was none. Clean is only a visit that read the page: an answer without one may hide anything."""
    since = ledger.health.since_marked(f"host:{host}", TAKEN)
    if since is None:
        return True
    clean = [seen for seen in since if seen.state is HealthState.ALIVE and kept_of(seen.evidence) is not None]
    return len(clean) >= CLEAN_VISITS and clean[0].at - clean[-1].at >= CONFIRMATION


def _last_sound(history: list[Observation]) -> Mapping[str, Any] | None:
    """The newest profile of a visit that found nothing wrong."""
    for observation in history:
        profile = kept_of(observation.evidence)
        if profile is not None and not observation.evidence.get("signs"):
            return profile
    return None
