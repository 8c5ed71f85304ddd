"""Organizers' names in running text, with exact spans.

A name begins with a word that says what sort of body it is (dinas, MGMP, SMPN, komunitas, PT ...). Where it
ends is decided by what stands there and by the registry: of the possible ends, the one that names somebody.
"""

from __future__ import annotations

from registry.matching.answer import NameMatch, Outcome
from registry.matching.matcher import Matcher
from registry.naming.lexicon import lexicon
from registry.naming.parse import parse
from registry.naming.repair import repair
from registry.naming.roles import SCHOOL
from registry.naming.slots import Name
from registry.reading.extent import Extent
from registry.reading.heads import beginnings, head
from registry.reading.mention import Mention
from registry.reading.words import Words, rules

MAX_ENDS = 8
SURE = 0.9
"""A name whose end had to be found by trial must be this well matched."""
MAX_MENTIONS = 40
"""A page that names more bodies than this is a list, not an announcement."""
MAX_TRIED = 250
"""Beginnings looked at in one text; only a text made to be slow has more of them."""


def find_mentions(text: str, where: str, matcher: Matcher) -> tuple[Mention, ...]:
    """All bodies named in ``text`` (of the field ``where``: ``title`` or ``text``), in order, never
    overlapping.

    A body that the registry does not know is kept with outcome ``none`` when it is named clearly: by a type
    and something of its own. Only the first 20,000 characters and 250 beginnings are read, and at most 40
    mentions are given.
    """
    words = Words(text)
    mixed = words.mixed()
    found: list[Mention] = []
    past = tried = 0
    for at in beginnings(words):
        if at < past or not (size := head(words, at)):
            continue
        if (tried := tried + 1) > MAX_TRIED:
            break
        if (named := _named(Extent(words, at, size, mixed=mixed), matcher)) is None:
            continue
        last, match = named
        start, end = words.start(at), words.end(last)
        end += "(" in text[start:end] and text[end : end + 1] == ")"
        found.append(Mention(where, start, end, text[start:end], match))
        past = last + 1
        if len(found) == MAX_MENTIONS:
            break
    return tuple(found)


def _named(extent: Extent, matcher: Matcher) -> tuple[int, NameMatch] | None:
    """The last word of the name that begins here, and who it stands for; ``None`` when nobody is named.

    First all the words in question are looked up, exactly and then in full; only when they name nobody,
    shorter names are tried (exact look-ups are cheap), and of these in full only the one that ends with the
    last place.
    """
    ends = _readable_ends(extent)
    if not ends:
        return _placed(extent, extent.last, matcher)
    full = extent.certain or extent.told  # "komunitas inspirator": small letters, and nothing but words
    best = _ask(matcher, ends[0], full=full)
    if best.outcome is Outcome.MATCH:
        return ends[0][0], best
    last = ends[0][0]
    for end in ends[1:]:
        match = _ask(matcher, end, full=full and extent.told and end is ends[-1])
        if match.outcome is Outcome.MATCH and match.score >= SURE:
            return end[0], match
        if match.outcome is Outcome.AMBIGUOUS and best.outcome is Outcome.NONE:
            last, best = end[0], match
    if best.outcome is Outcome.AMBIGUOUS and (placed := _placed(extent, last, matcher)):
        return placed
    return (last, best) if extent.certain else None


def _placed(extent: Extent, last: int, matcher: Matcher) -> tuple[int, NameMatch] | None:
    """The name with the places right before it ("Kab. Garut: MGMP IPA SMP"), when that names somebody."""
    if not (before := extent.places_before()):
        return None
    match = matcher.match(f"{extent.quote(last)} {before}")
    return (last, match) if match.outcome is Outcome.MATCH else None


def _readable_ends(extent: Extent) -> list[tuple[int, Name]]:
    """The possible ends of a name that say something, with the name up to there, the longest first."""
    read = ((last, _read(extent.quote(last))) for last in extent.ends()[:MAX_ENDS])
    return [(last, name) for last, name in read if _says_something(name)]


def _ask(matcher: Matcher, end: tuple[int, Name], *, full: bool) -> NameMatch:
    """Who a name stands for, as far as exact keys go, or in full."""
    match = matcher.match_exactly(end[1])
    return matcher.match_parsed(end[1]) if full and match.outcome is not Outcome.MATCH else match


def _read(quote: str) -> Name:
    """The slots of a quote; its head may have a slip."""
    name = parse(quote)
    return name if name.type is not None else repair(name) or name


def _says_something(name: Name) -> bool:
    """Whether the words can name one body: "MGMP" alone is a type, "guru SD" a group, "PGRI" a body."""
    family = lexicon().families.get(name.type or "")
    if family is None:
        return False
    if (family.type == SCHOOL or family.type in rules()["weak"]) and _is_generic(name):
        return False
    if family.type == SCHOOL:
        return bool(name.numbers or name.npsn) or (bool(name.items) and len(name.levels) == 1)
    if name.items or name.numbers:
        return True
    return "n" in family.scope and family.closed


def _is_generic(name: Name) -> bool:
    """Whether the first word makes no name: "SMK Bidang Seni", "SD kelas 4", "media pembelajaran"."""
    first = name.items[0] if name.items else ""
    if not isinstance(first, str):
        first = first.marker or first.words
    return first.partition(" ")[0] in rules()["generic"]
