"""Where a short link leads, hop by hop. Never inside a web request: a job asks, the ledger answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from crawler.links.interstitial import onward
from crawler.outbound.addresses import is_public, read_address
from crawler.outbound.answer import Hop, Outcome
from crawler.outbound.door import Door
from crawler.outbound.target import Refusal, RefusedError, read_target
from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.reader import read_link
from registry.ledger.resolutions import Resolution


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a link. ``final`` is the first target that says something by itself; ``outcome`` is
    ``resolved``, ``dead``, ``loop``, ``self`` (a page of the service itself) or a word of `Outcome`."""

    start: str
    outcome: str
    hops: tuple[Hop, ...]
    final: Link | None = None

    def resolution(self, link_key: str, at: datetime) -> Resolution:
        """For the ledger. The last hop is the target, also where it was not asked itself."""
        hops = [_row(hop) for hop in self.hops]
        key = self.final.key if self.final is not None else None
        if self.final is not None and (not hops or hops[-1]["url"] != self.final.url):
            hops.append({"url": self.final.url, "outcome": "target"})
        return Resolution(link_key, self.outcome, at, key, tuple(hops))


async def resolve(door: Door, url: str) -> Way:
    """Follow a link until a target that can be judged without asking it (a form's id, an ordinary host), or
    the end.

    Redirects, meta refreshes and the warning pages of known services count as hops; 8 hops and 15 seconds in
    all.
    """
    budget = door.budget()
    hops: list[Hop] = []
    seen: set[str] = set()
    start = url
    while True:
        try:
            link = read_link(url)
        except UnreadableLinkError as error:
            hops.append(Hop(url[:2048], Outcome.REFUSED, reason=error.code))
            return Way(start, Outcome.REFUSED, tuple(hops))
        if hops and not link.needs_resolving:
            if (refusal := _refusal(url)) is not None:
                return Way(start, Outcome.REFUSED, (*hops, Hop(url[:2048], Outcome.REFUSED, reason=refusal)))
            return Way(start, "resolved", tuple(hops), link)
        if url in seen:
            return Way(start, "loop", tuple(hops))
        if budget.hops <= 0:
            return Way(start, Outcome.TOO_MANY_HOPS, tuple(hops))
        seen.add(url)
        answer = await door.ask(url, budget)
        hops.extend(answer.hops)
        if answer.location is not None:
            url = answer.location
            continue
        if answer.outcome is Outcome.GONE:
            return Way(start, "dead", tuple(hops))
        if answer.outcome is not Outcome.OK:
            return Way(start, answer.outcome, tuple(hops))
        further = onward(answer.body, url, link.host)
        if further is None:
            if link.needs_resolving:
                return Way(start, "self", tuple(hops))
            return Way(start, "resolved", tuple(hops), link)
        hops[-1] = replace(hops[-1], via=further[1])
        url = further[0]


def _refusal(url: str) -> str | None:
    """Why a target may not be a target: it breaks a rule of the policy, or is an address inside somebody's
    network."""
    try:
        address = read_address(read_target(url).host)
    except RefusedError as error:
        return error.reason
    return None if address is None or is_public(address) else Refusal.PRIVATE_ADDRESS


def _row(hop: Hop) -> dict[str, Any]:
    """A hop without its query: what a short link's target asks for may be personal."""
    row = {name: value for name, value in asdict(hop).items() if value is not None}
    try:
        row["url"] = read_link(hop.url).url
    except UnreadableLinkError:
        row["url"] = hop.url.partition("?")[0].partition("#")[0][:500]
    return row
