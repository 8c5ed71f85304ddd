"""robots.txt: asked once per origin and day, obeyed on every hop (RFC 9309)."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from crawler.outbound.answer import Answer, Outcome
from crawler.outbound.policy import ROBOTS_TOKEN, Policy
from crawler.outbound.target import Target

_KEEP_SECONDS = 24 * 3600.0  # RFC 9309 §2.4: not longer than a day
_RETRY_SECONDS = 600.0  # an unreachable robots.txt is asked again after this
_KEEP_ORIGINS = 5_000
_MAX_BYTES = 512_000  # RFC 9309 §2.5: at least 500 KiB are read


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin allows. ``missing`` is the answer that came instead, when its robots.txt could not be
    had."""

    parser: Protego | None
    until: float
    missing: Answer | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched."""
        if self.missing is not None:
            return False
        return self.parser is None or bool(self.parser.can_fetch(url, ROBOTS_TOKEN))

    def pause(self, policy: Policy) -> float:
        """Seconds between requests: ours, or what the server asks for, capped."""
        asked = self.parser.crawl_delay(ROBOTS_TOKEN) if self.parser is not None else None
        return max(policy.pace, min(float(asked or 0.0), policy.longest_pace))

    def sitemaps(self) -> tuple[str, ...]:
        """The site maps the file names."""
        return tuple(self.parser.sitemaps) if self.parser is not None else ()


class Robots:
    """The rules of every origin we meet, kept for a day."""

    def __init__(self, ask: Callable[[str], Awaitable[Answer]]) -> None:
        self._ask = ask
        self._rules: OrderedDict[str, Rules] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def rules(self, target: Target) -> Rules:
        """The rules of the target's origin; asks for them when they are not known."""
        origin = target.origin
        lock = self._asking.setdefault(origin, asyncio.Lock())
        async with lock:
            rules = self._rules.get(origin)
            if rules is None or rules.until < time.monotonic():
                rules = _read(await self._ask(f"{origin}/robots.txt"))
                self._rules[origin] = rules
                while len(self._rules) > _KEEP_ORIGINS:
                    self._rules.popitem(last=False)
        self._asking.pop(origin, None)
        return rules


def _read(answer: Answer) -> Rules:
    now = time.monotonic()
    if answer.outcome is Outcome.OK:
        text = answer.body[:_MAX_BYTES].decode("utf-8-sig", "replace")
        return Rules(Protego.parse(text), now + _KEEP_SECONDS)
    # §2.3.1.3: a file that is not there (any 4xx but 429) allows everything;
    # §2.3.1.4: one that cannot be had (5xx, 429, no connection) forbids everything, for now.
    if answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
        return Rules(None, now + _KEEP_SECONDS)
    return Rules(None, now + _RETRY_SECONDS, answer)
