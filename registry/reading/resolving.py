"""Whom the words from a beginning on name: of all its possible ends, the one that names somebody."""

from __future__ import annotations

from registry.matching.answer import NameMatch, Outcome
from registry.matching.matcher import NOTHING, Matcher
from registry.naming.parse import parse
from registry.naming.repair import repair
from registry.naming.roles import SCHOOL
from registry.naming.slots import Name
from registry.reading.alone import says_something
from registry.reading.extent import Extent

MAX_ENDS = 8
MAX_EXACT, MAX_FULL = 600, 60
"""Look-ups in one text, by exact keys and in full. An announcement needs about ten; the time that a text made
to be slow can take stays bounded.
"""
SURE = 0.9
"""A name whose end had to be found by trial must be this well matched."""

Named = tuple[int, NameMatch]
"""The last word of a name, and whom it stands for."""


class Resolver:
    """Resolves the names of one text; the matcher is asked no name twice."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._left = {False: MAX_EXACT, True: MAX_FULL}
        self._names: dict[str, Name] = {}
        self._known: dict[tuple[str, bool], NameMatch] = {}

    def exactly(self, extent: Extent) -> Named | None:
        """The longest name from here that is registered just so; ``None`` when there is none."""
        for last in self.readable_ends(extent):
            match = self._ask(extent.quote(last), full=False)
            if match.outcome is Outcome.MATCH:
                return last, match
        return None

    def named(self, extent: Extent, since: int) -> Named | None:
        """The name that begins here; ``None`` when nobody is named.

        First all the words in question are looked up, exactly and then in full; only when they name nobody,
        shorter names are tried (exact look-ups are cheap), and of these in full only the one that ends with
        the last place. ``since``: the first word of places that may stand before the name.
        """
        ends = self.readable_ends(extent)
        if not ends:
            return self._placed(extent, extent.last, since)
        full = extent.certain or extent.told  # "komunitas inspirator": small letters, and nothing but words
        last = ends[0]
        best = longest = self._ask(extent.quote(last), full=full)
        if best.outcome is Outcome.MATCH:
            return last, best
        for end in ends[1:]:
            match = self._ask(extent.quote(end), full=full and extent.told and end is ends[-1])
            if match.outcome is Outcome.MATCH and match.score >= SURE and _agree(match, longest):
                return end, match
            if match.outcome is Outcome.AMBIGUOUS and best.outcome is Outcome.NONE:
                last, best = end, match
        if best.outcome is Outcome.AMBIGUOUS and (placed := self._placed(extent, last, since)):
            return placed
        return (last, best) if extent.certain or self._says_where(extent.quote(last)) else None

    def _says_where(self, quote: str) -> bool:
        """Whether small letters are clearly a body's: its type, its level or subject, a marked region
        and nothing else ("mgmp ipa smp kab jember").
        """
        name = self._read(quote)
        marked = any(place.marker for place in name.places)
        return marked and not name.own and bool(name.subjects or (name.levels and name.type != SCHOOL))

    def readable_ends(self, extent: Extent) -> list[int]:
        """The possible ends of a name that says something, the longest first."""
        return [last for last in extent.ends()[:MAX_ENDS] if says_something(self._read(extent.quote(last)))]

    def _placed(self, extent: Extent, last: int, since: int) -> Named | None:
        """The name with the places right before it ("Kab. Garut: MGMP IPA SMP"), when that names somebody."""
        if not (before := extent.places_before(since)):
            return None
        match = self._ask(f"{extent.quote(last)} {before}", full=True)
        return (last, match) if match.outcome is Outcome.MATCH else None

    def _ask(self, quote: str, *, full: bool) -> NameMatch:
        """Whom a name stands for, as far as exact keys go, or in full."""
        if (known := self._known.get((quote, full))) is not None:
            return known
        name, match = self._read(quote), NOTHING
        if self._afford(full=False):
            match = self._matcher.match_exactly(name)
        if full and match.outcome is not Outcome.MATCH and self._afford(full=True):
            match = self._matcher.match_parsed(name)
        self._known[quote, full] = match
        return match

    def _afford(self, *, full: bool) -> bool:
        self._left[full] -= 1
        return self._left[full] >= 0

    def _read(self, quote: str) -> Name:
        """The slots of a quote; its head may have a slip."""
        if (name := self._names.get(quote)) is None:
            name = parse(quote)
            name = self._names[quote] = name if name.type is not None else repair(name) or name
        return name


def _agree(shorter: NameMatch, longer: NameMatch) -> bool:
    """Whether a shorter name may stand for the longer one: "IGTKI Kab. Muna" must not for "… Muna Barta" when
    that comes close to Muna Barat.
    """
    meant = {candidate.organizer_id for candidate in longer.candidates}
    return longer.outcome is not Outcome.AMBIGUOUS or shorter.organizer_id in meant
