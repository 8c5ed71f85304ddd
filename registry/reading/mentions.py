"""Organizers' names in running text, with exact spans.

A name begins with a word that says what sort of body it is (dinas, MGMP, SMPN, komunitas, PT ...). Where it
ends is decided by what stands there and by the registry: of the possible ends, the one that names somebody.
"""

from __future__ import annotations

from registry.matching.answer import NameMatch, Outcome
from registry.matching.matcher import Matcher
from registry.naming.lexicon import lexicon
from registry.naming.parse import parse
from registry.naming.roles import SCHOOL
from registry.naming.slots import Name
from registry.reading.extent import Extent, head, may_begin
from registry.reading.mention import Mention
from registry.reading.words import split

MAX_TRIES = 5
SURE = 0.9
"""A name whose end had to be found by trial must be this well matched."""
MAX_MENTIONS = 40
"""A page that names more bodies than this is a list, not an announcement."""


def find_mentions(text: str, where: str, matcher: Matcher) -> tuple[Mention, ...]:
    """All bodies named in ``text`` (of the field ``where``: ``title`` or ``text``), in order, never
    overlapping.

    A body that the registry does not know is kept with outcome ``none`` when it is named clearly: by a type
    and something of its own. Only the first 20,000 characters are read, and at most 40 mentions are given.
    """
    words = split(text)
    lower = [word.lower for word in words]
    mixed = any(word.text.islower() for word in words) and any(word.text[0].isupper() for word in words)
    found: list[Mention] = []
    at = 0
    while at < len(words) and len(found) < MAX_MENTIONS:
        named = None
        if may_begin(lower[at]) and (size := head(lower, words, at)):
            named = _named(Extent(words, lower, at, size, mixed), matcher)
        if named:
            last, match = named
            start, end = words[at].start, words[last].end
            end += "(" in text[start:end] and text[end : end + 1] == ")"
            found.append(Mention(where, start, end, text[start:end], match))
            at = last + 1
        else:
            at += 1
    return tuple(found)


def _named(extent: Extent, matcher: Matcher) -> tuple[int, NameMatch] | None:
    """The last word of the name that begins here, and who it stands for; ``None`` when nobody is named."""
    best: tuple[int, NameMatch] | None = None
    tried = 0
    for last in extent.ends():
        name = parse(extent.quote(last))
        if not _says_something(name):
            continue
        match = matcher.match_parsed(name)
        if match.outcome is Outcome.MATCH and (last == extent.last or match.score >= SURE):
            return last, match
        if best is None or (match.outcome is Outcome.AMBIGUOUS and best[1].outcome is Outcome.NONE):
            best = last, match
        tried += 1
        if tried == MAX_TRIES:
            break
    return best if best and extent.is_clear() else None


def _says_something(name: Name) -> bool:
    """Whether the words can name one body: "MGMP" alone is a type, "guru SD" a group, "PGRI" a body."""
    family = lexicon().families.get(name.type or "")
    if family is None:
        return False
    if family.type == SCHOOL:
        return bool(name.numbers or name.npsn) or (bool(name.own) and len(name.levels) == 1)
    if name.items or name.numbers:
        return True
    return "n" in family.scope and family.closed
