"""Organizers' names in running text, with exact spans.

A name begins with a word that says what sort of body it is (dinas, MGMP, SMPN, komunitas, PT ...). Where it
ends is decided by what stands there and by the registry: of the possible ends, the one that names somebody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from registry.matching.answer import Outcome
from registry.matching.matcher import Matcher
from registry.naming.lexicon import Role
from registry.naming.places import place_names
from registry.reading.alone import stands_alone
from registry.reading.extent import Extent, has_capitals, stopped_softly
from registry.reading.heads import beginnings, head, symbols
from registry.reading.mention import Mention
from registry.reading.resolving import Named, Resolver
from registry.reading.spans import rules
from registry.reading.words import Words

MAX_MENTIONS = 40
"""A page that names more bodies than this is a list, not an announcement."""
MAX_BEGUN = 6
"""Words inside a name with which names begin: "Kelompok Kerja Kepala Sekolah SD Gugus 3 Dinas Pendidikan" has
so many."""
MAX_TRIED = 400
"""Beginnings looked at in one text. 20,000 characters of announcements one after another had 89 at most: only
a text made to be slow has more."""


def find_mentions(text: str, where: str, matcher: Matcher) -> tuple[Mention, ...]:
    """All bodies named in ``text`` (of the field ``where``: ``title`` or ``text``), in order, never
    overlapping.

    A body that the registry does not know is kept with outcome ``none`` when it is named clearly: by a type
    and something of its own. Only the first 20,000 characters and 400 beginnings are read, and at most 40
    mentions are given.
    """
    words, resolver = Words(text), Resolver(matcher)
    mixed = words.mixed()
    found: list[Mention] = []
    past = tried = 0
    begins = beginnings(words)
    for at in begins:
        if at < past or not (size := head(words, at)):
            continue
        alone = stands_alone(words, at, size, capitals=mixed and has_capitals(words, at, size))
        if alone or _inside_place(words, at) or _behind_its_name(words, at):
            continue
        if (tried := tried + 1) > MAX_TRIED or len(found) == MAX_MENTIONS:
            break
        extent = Extent(words, at, size, mixed=mixed)
        named: Named | None = None
        if stopped_softly(extent):
            named = resolver.exactly(Extent(words, at, size, mixed=mixed, soft=True))
        named = named or resolver.named(extent, past)
        if named is not None and _is_list(begins, at, named):
            past = named[0] + 1
        elif named is not None and (extent.told or not _only_a_level(words, at + size - 1, named)):
            found.append(_mention(words, at, named, where))
            past = named[0] + 1
        elif extent.told and not resolver.readable_ends(extent):
            past = extent.floor + 1  # "MGMP IPA SMP": its level begins no other name
    return tuple(found)


def _mention(words: Words, at: int, named: Named, where: str) -> Mention:
    last, match = named
    start, end = words.start(at), words.end(last)
    end += "(" in words.original[start:end] and words.original[end : end + 1] == ")"
    return Mention(where, start, end, words.original[start:end], match)


def _is_list(begins: Sequence[int], at: int, named: Named) -> bool:
    """Whether words that nobody knows as a name only follow one another: the choices of a form's field."""
    inside = bisect_right(begins, named[0]) - bisect_left(begins, at)
    return named[1].outcome is Outcome.NONE and inside > MAX_BEGUN


def _only_a_level(words: Words, end: int, named: Named) -> bool:
    """Whether the sentence ended with the first words, and nobody is known by the rest: "guru SMK. Ada"."""
    level = Role.LEVEL in symbols(words.lower[end])
    return level and named[1].outcome is Outcome.NONE and words.is_full_stop(end)


def _behind_its_name(words: Words, at: int) -> bool:
    """Whether the name has begun before this word: "Contoh University"."""
    if words.lower[at] not in rules()["behind_names"] or not at or words.gap(at - 1):
        return False
    return words.written[at - 1][0].isupper()


def _inside_place(words: Words, at: int) -> bool:
    """Whether the word ends a place's name: "Mas" is a school's type, but not in "Kab. Gunung Mas"."""
    before = at - 1
    return before >= 0 and not words.gap(before) and place_names().longest(words.lower, before)[0] > 1
