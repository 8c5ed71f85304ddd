"""Lists of words and phrases: which of them a page says, and where first.

A cue is words in folded text, "#" stands for a number and "..." for up to four words in between. The lists
have hundreds of cues: one pass over the text tells which of them it holds, only these are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import re2

from registry.reading.pattern_set import PatternSet
from registry.reading.plain import PlainText
from registry.values import dataclass

Place = tuple[int, int]

_GAP = r"(?:[^a-z0-9\n]+[a-z0-9'-]+){0,4}[^a-z0-9\n]+"
_WORD = re.compile(r"[a-z0-9]+")
_ALNUM = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
_BEFORE = frozenset(b"/@.")
_JOINTS = frozenset(b"-./_")
_BEHIND = 20
"""Characters before a cue that are looked at for the words behind which it does not count."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue and its list. ``word``: the cue itself when it is one word.

    ``head`` is the first word, from which on the pattern is tried; ``None`` when it begins with a number.
    """

    group: str
    word: bytes | None
    head: bytes | None
    pattern: Any

    def places(self, body: bytes) -> Iterator[Place]:
        """Where it stands; linear."""
        if self.head is None:
            yield from (match.span() for match in self.pattern.finditer(body))
            return
        at = body.find(self.head)
        while at >= 0:
            if not (at and body[at - 1] in _ALNUM) and (match := self.pattern.match(body, at)) is not None:
                yield match.span()
            at = body.find(self.head, at + 1)


class CueLists:
    """Named lists of cues; those of a list in ``not_behind`` do not count behind the words given there.

    >>> from registry.reading.plain import fold
    >>> lists = CueLists({"event": ["webinar", "webinar gratis", "# jp"], "told": ["telah ... digelar"]})
    >>> lists.said(fold("Webinar *gratis*: webinar 2 JP untuk guru. Webinar gratis!"))
    {'event': [(0, 15), (18, 25), (26, 30), (43, 57)]}
    """

    def __init__(
        self, groups: Mapping[str, Sequence[str]], not_behind: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._not_behind = {
            group: tuple(words.encode() for words in several) for group, several in (not_behind or {}).items()
        }
        self._cues = [_cue(group, text) for group, cues in groups.items() for text in dict.fromkeys(cues)]
        self._all = PatternSet((rb"\b" if cue.head else b"") + cue.pattern.pattern for cue in self._cues)

    def said(self, field: PlainText) -> dict[str, list[Place]]:
        """By list: the first place of every cue. A word that stands only inside a phrase is none."""
        body = field.folded
        held = [self._cues[number] for number in self._all.held(body)]
        phrases: dict[str, dict[Place, bytes]] = {}
        for cue in held:
            if cue.word is None:
                for start, end in cue.places(body):
                    if self._counts(cue.group, body, start, end):
                        phrases.setdefault(cue.group, {})[start, end] = body[start:end]
        found = {group: _outermost(places) for group, places in phrases.items()}
        first = {
            group: list({said: place for place, said in reversed(it)}.values()) for group, it in found.items()
        }
        for cue in held:
            if cue.word is not None:
                place = self._first(cue.group, body, cue.word, found.get(cue.group, ()))
                if place is not None:
                    first.setdefault(cue.group, []).append(place)
        return {group: sorted(places) for group, places in first.items()}

    def _first(
        self, group: str, body: bytes, word: bytes, taken: Sequence[tuple[Place, bytes]]
    ) -> Place | None:
        at, size, last = body.find(word), len(word), len(body)
        while at >= 0:
            end = at + size
            if (
                not (at and body[at - 1] in _ALNUM)
                and not (end < last and body[end] in _ALNUM)
                and self._counts(group, body, at, end)
                and not any(start <= at < stop for (start, stop), _ in taken)
            ):
                return at, end
            at = body.find(word, at + 1)
        return None

    def _counts(self, group: str, body: bytes, start: int, end: int) -> bool:
        """ "pendaftaran-webinar.my.id" invites nobody; nor does what stands behind ``not_behind``."""
        if start and body[start - 1] in _BEFORE:
            return False
        if end + 1 < len(body) and body[end] in _JOINTS and body[end + 1] in _ALNUM:
            return False
        return group not in self._not_behind or not body[max(0, start - _BEHIND) : start].endswith(
            self._not_behind[group]
        )


def _cue(group: str, text: str) -> _Cue:
    parts = text.split(" ... ")
    source = _GAP.join(
        r"\s+".join(re2.escape(word).replace(r"\#", r"\d[\d.]*") for word in part.split()) for part in parts
    )
    begins = text.split(maxsplit=1)[0]
    head = None if "#" in begins else begins.encode()
    plain = len(parts) == 1 and "#" not in text  # nothing can be read in two ways, and nothing backtracks
    pattern: Any = (re if plain else re2).compile((rf"{source}\b" if head else rf"\b{source}\b").encode())
    return _Cue(group, text.encode() if _WORD.fullmatch(text) else None, head, pattern)


def _outermost(places: Mapping[Place, bytes]) -> list[tuple[Place, bytes]]:
    kept: list[tuple[Place, bytes]] = []
    done = 0
    for place, words in sorted(places.items(), key=lambda item: (item[0][0], -item[0][1])):
        if place[0] >= done:
            kept.append((place, words))
            done = place[1]
    return kept
