"""Lists of words and phrases: which of them a page says, and where first.

A cue is words in folded text, "#" stands for a number and "..." for up to four words in between. The lists
have hundreds of cues, a page has a hundred different words: a cue is looked for if all of its words occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from registry.reading.plain import PlainText

Place = tuple[int, int]

_GAP = r"(?:[^a-z0-9\n]+[a-z0-9'-]+){0,4}[^a-z0-9\n]+"
_WORD = re.compile(r"[a-z0-9]+")
_BEFORE = frozenset((b"/", b"@", b"."))
_JOINTS = frozenset((b"-", b".", b"/", b"_"))


@dataclass(frozen=True, slots=True)
class _Cue:
    """One cue: the words it cannot do without, its first word where it begins with one, and its pattern.

    A cue of one word has no pattern: where that word stands, it stands.
    """

    group: str
    words: frozenset[bytes]
    head: bytes | None
    pattern: Any
    not_behind: bytes

    def places(self, body: bytes) -> Iterator[Place]:
        """Where it stands as whole words, outside addresses; linear."""
        if self.head is None:
            yield from (
                match.span() for match in self.pattern.finditer(body) if self._counts(body, *match.span())
            )
            return
        at = body.find(self.head)
        while at >= 0:
            end = at + len(self.head)
            if not (body[at - 1 : at].isalnum() or body[end : end + 1].isalnum()):
                if self.pattern is not None:
                    match = self.pattern.match(body, at)
                    end = match.end() if match else -1
                if end > 0 and self._counts(body, at, end):
                    yield at, end
            at = body.find(self.head, at + 1)

    def _counts(self, body: bytes, start: int, end: int) -> bool:
        """ "pendaftaran-webinar.my.id" invites nobody, and what stands behind ``not_behind`` is not meant."""
        behind = body[end : end + 2]
        if body[start - 1 : start] in _BEFORE or (behind[:1] in _JOINTS and behind[1:].isalnum()):
            return False
        return not (self.not_behind and body[max(0, start - 12) : start].endswith(self.not_behind))


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
        self._by_word: dict[bytes, list[_Cue]] = {}
        self._always: list[_Cue] = []
        for group, cues in groups.items():
            for text in dict.fromkeys(cues):
                cue = _cue(group, text, (not_behind or {}).get(group, "").encode())
                longest = max(cue.words, key=len, default=None)
                (self._always if longest is None else self._by_word.setdefault(longest, [])).append(cue)

    def said(self, field: PlainText) -> dict[str, list[Place]]:
        """By list: the first place of every cue. A word that stands only inside a phrase is none."""
        phrases: dict[str, dict[Place, bytes]] = {}
        words: list[_Cue] = []
        for cue in self._possible(field.words):
            if cue.head is not None and cue.pattern is None:
                words.append(cue)
                continue
            for place in cue.places(field.folded):
                phrases.setdefault(cue.group, {})[place] = field.folded[slice(*place)]
        found = {group: _outermost(places) for group, places in phrases.items()}
        first = {
            group: list({words: place for place, words in reversed(it)}.values())
            for group, it in found.items()
        }
        for cue in words:
            taken = [place for place, _ in found.get(cue.group, ())]
            for at, end in cue.places(field.folded):
                if not any(start <= at < stop for start, stop in taken):
                    first.setdefault(cue.group, []).append((at, end))
                    break
        return {group: sorted(places) for group, places in first.items()}

    def _possible(self, words: frozenset[bytes]) -> Iterator[_Cue]:
        yield from self._always
        for word in words & self._by_word.keys():
            for cue in self._by_word[word]:
                if cue.words <= words:
                    yield cue


def _cue(group: str, text: str, not_behind: bytes) -> _Cue:
    parts = text.split(" ... ")
    fixed = (piece for part in parts for piece in part.split() if "#" not in piece)
    words = frozenset(word.encode() for piece in fixed for word in _WORD.findall(piece))
    if len(parts) == 1 and _WORD.fullmatch(text):
        return _Cue(group, words, text.encode(), None, not_behind)
    source = _GAP.join(
        r"\s+".join(re2.escape(word).replace(r"\#", r"\d[\d.]*") for word in part.split()) for part in parts
    )
    begins = text.split(maxsplit=1)[0]
    head = None if "#" in begins else begins.encode()
    plain = (
        len(parts) == 1 and "#" not in text
    )  # then nothing can be read in two ways, and nothing backtracks
    pattern: Any = (re if plain else re2).compile((rf"{source}\b" if head else rf"\b{source}\b").encode())
    return _Cue(group, words, head, pattern, not_behind)


def _outermost(places: Mapping[Place, bytes]) -> list[tuple[Place, bytes]]:
    kept: list[tuple[Place, bytes]] = []
    done = 0
    for place, words in sorted(places.items(), key=lambda item: (item[0][0], -item[0][1])):
        if place[0] >= done:
            kept.append((place, words))
            done = place[1]
    return kept
