"""Lists of words and phrases: which of them a page says, and where first.

A cue is words in folded text, "#" stands for a number and "..." for up to four words in between. The lists
have hundreds of cues, a page has a hundred different words: a cue is looked for if all of its words occur.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from registry.reading.plain import PlainText

Place = tuple[int, int]

_GAP = r"(?:[^a-z0-9\n]+[a-z0-9'-]+){0,4}[^a-z0-9\n]+"
_WORD = re.compile(r"[a-z0-9]+")
_ALNUM = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
_BLANK = bytes.maketrans(b"\n\t", b"  ")
_BEFORE = frozenset(b"/@.")
_JOINTS = frozenset(b"-./_")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A cue of several words, or with a number: its list, the words it cannot do without, its pattern.

    ``literal`` is the cue itself where it has neither number nor gap. ``head`` is its first word, from which
    on the pattern is tried; ``None`` when it begins with a number.
    """

    group: str
    words: frozenset[bytes]
    literal: bytes | None
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
        self, groups: Mapping[str, Sequence[str]], not_behind: Mapping[str, str] | None = None
    ) -> None:
        self._not_behind = {group: words.encode() for group, words in (not_behind or {}).items()}
        self._single: dict[bytes, list[str]] = {}
        self._phrases: dict[bytes, list[_Phrase]] = {}
        self._always: list[_Phrase] = []
        phrases: list[_Phrase] = []
        for group, cues in groups.items():
            for text in dict.fromkeys(cues):
                if _WORD.fullmatch(text):
                    self._single.setdefault(text.encode(), []).append(group)
                else:
                    phrases.append(_phrase(group, text))
        common = Counter(word for phrase in phrases for word in phrase.words)
        for phrase in phrases:  # filed under the word that is the rarest, also in texts as a rule
            rarest = min(sorted(phrase.words), key=lambda word: (common[word], -len(word)), default=None)
            (self._always if rarest is None else self._phrases.setdefault(rarest, [])).append(phrase)
        self._words, self._phrase_words = frozenset(self._single), frozenset(self._phrases)

    def said(self, field: PlainText) -> dict[str, list[Place]]:
        """By list: the first place of every cue. A word that stands only inside a phrase is none."""
        body, words = field.folded, field.words
        phrases: dict[str, dict[Place, bytes]] = {}
        for phrase in self._possible(words, _squeezed(body)):
            for start, end in phrase.places(body):
                if self._counts(phrase.group, body, start, end):
                    phrases.setdefault(phrase.group, {})[start, end] = body[start:end]
        found = {group: _outermost(places) for group, places in phrases.items()}
        first = {
            group: list({said: place for place, said in reversed(it)}.values()) for group, it in found.items()
        }
        for word in self._words & words:
            for group in self._single[word]:
                if (place := self._first(group, body, word, found.get(group, ()))) is not None:
                    first.setdefault(group, []).append(place)
        return {group: sorted(places) for group, places in first.items()}

    def _possible(self, words: frozenset[bytes], squeezed: bytes) -> Iterator[_Phrase]:
        yield from self._always
        for word in self._phrase_words & words:
            for phrase in self._phrases[word]:
                if phrase.words <= words and (phrase.literal is None or phrase.literal in squeezed):
                    yield phrase

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
        return group not in self._not_behind or not body[max(0, start - 12) : start].endswith(
            self._not_behind[group]
        )


def _phrase(group: str, text: str) -> _Phrase:
    parts = text.split(" ... ")
    fixed = (piece for part in parts for piece in part.split() if "#" not in piece)
    words = frozenset(word.encode() for piece in fixed for word in _WORD.findall(piece))
    source = _GAP.join(
        r"\s+".join(re2.escape(word).replace(r"\#", r"\d[\d.]*") for word in part.split()) for part in parts
    )
    begins = text.split(maxsplit=1)[0]
    head = None if "#" in begins else begins.encode()
    plain = (
        len(parts) == 1 and "#" not in text
    )  # then nothing can be read in two ways, and nothing backtracks
    pattern: Any = (re if plain else re2).compile((rf"{source}\b" if head else rf"\b{source}\b").encode())
    return _Phrase(group, words, text.encode() if plain else None, head, pattern)


def _squeezed(body: bytes) -> bytes:
    """One blank for each run of blanks and line breaks."""
    flat = body.translate(_BLANK)
    return b" ".join(flat.split()) if b"  " in flat else flat


def _outermost(places: Mapping[Place, bytes]) -> list[tuple[Place, bytes]]:
    kept: list[tuple[Place, bytes]] = []
    done = 0
    for place, words in sorted(places.items(), key=lambda item: (item[0][0], -item[0][1])):
        if place[0] >= done:
            kept.append((place, words))
            done = place[1]
    return kept
