"""Place names → official region codes. A name is a *reading*: all the regions it may stand for.

Codes are whole numbers here (``32``, ``3204``, ``320405``), because dividing by 100 is the parent. On the
second level a code whose last two digits are 71 or more is a Kota, below that a Kabupaten (Kepmendagri on
region codes).

Names are kept without spaces, so that ``Kulon Progo``, ``Kulonprogo`` and ``KulonProgo`` are one name.

>>> place_names().codes("lotim")
(5203,)
>>> place_names().codes("bandung")[:2]
(3204, 3273)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from registry.naming.lexicon import lexicon
from registry.naming.tokens import tokens
from registry.region import gazetteer

FIRST_CITY = 71
LONGEST = 6
"""No region's name has more words than this once function words are dropped."""

LONG_NICKNAME = 8
"""A shorter nickname is one word; it is not put together from two."""

_TITLES = ("kabupaten administrasi ", "kota administrasi ", "kabupaten ", "kota ")
_EXTRA = ("kepulauan", "pulau")  # official, but often left out: Mentawai, Morotai


def level(code: int) -> str:
    """``p`` province, ``k`` regency, ``t`` city (kota), ``c`` district (kecamatan)."""
    if code < 100:
        return "p"
    if code < 10_000:
        return "t" if code % 100 >= FIRST_CITY else "k"
    return "c"


def within(code: int, region: int) -> bool:
    """Whether ``code`` is ``region`` or lies in it."""
    while code > region:
        code //= 100
    return code == region


def to_int(code: str) -> int:
    """``"32.04.05"`` → ``320405``; the empty code and ``None`` → 0."""
    return int(code.replace(".", "")) if code else 0


def to_code(code: int) -> str:
    """``320405`` → ``"32.04.05"``."""
    digits = str(code)
    return ".".join(digits[i : i + 2] for i in range(0, len(digits), 2))


class PlaceNames:
    """All names by which regions are known."""

    def __init__(
        self,
        regions: Iterable[tuple[int, str]],
        nicknames: Mapping[str, Iterable[str]],
        shortened: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        found: dict[str, list[int]] = {}
        self._shortened: set[str] = set()
        self.base: dict[int, str] = {}
        """Region → its plain name without spaces and without Kabupaten or Kota (``kulonprogo``)."""
        self._first_words: dict[int, str] = {}
        self.following: dict[str, set[str]] = {}
        """A word of a region's name → the words that go on with it (``maluku`` → ``tengah``, ``utara``)."""
        vocabulary: set[str] = set()
        for code, name in regions:
            plain = name.casefold()
            title = next((t for t in _TITLES if 100 < code < 10_000 and plain.startswith(t)), "")
            parts = tokens(plain[len(title) :])
            joined = "".join(parts)
            self.base[code] = joined
            vocabulary.update(part for part in parts if len(part) > 2)
            if len(parts) > 1:
                self._first_words[code] = parts[0]
            for word, following in pairwise(parts):
                self.following.setdefault(word, set()).add(following)
            found.setdefault(joined, []).append(code)
            if len(parts) > 1 and code < 10_000:
                for short in shortened.get(parts[-1], ()):  # "Lombok Tim"
                    found.setdefault("".join((*parts[:-1], short)), []).append(code)
                    self._shortened.add("".join((*parts[:-1], short)))
            if len(parts) > 1 and parts[0] in _EXTRA and 100 < code < 10_000:
                found.setdefault("".join(parts[1:]), []).append(code)
        self._nicknames: dict[int, list[str]] = {}
        self._pieces: dict[str, int] = {}
        for nickname, codes in nicknames.items():
            if nickname not in found:  # "MA Hulu Sungai ..." is not Mahulu
                whole = len(nickname) < LONG_NICKNAME and nickname.isalpha()  # "50 Kota" is two words
                self._pieces[nickname] = 1 if whole else LONGEST
            known = found.setdefault(nickname, [])
            for code in map(to_int, codes):
                self._nicknames.setdefault(code, []).append(nickname)
                if code not in known:
                    known.append(code)
        self._own: dict[int, OwnPlaces] = {}
        self._districts: dict[int, list[str]] = {}
        for code, base in self.base.items():
            if code >= 10_000:
                self._districts.setdefault(code // 100, []).append(base)
        self._codes = {name: tuple(sorted(codes)) for name, codes in found.items()}
        self._sorted = sorted(found)
        self._starts = frozenset(name[:4] for name in found)
        self._known_first = lru_cache(maxsize=4096)(self._first)
        """The same few words begin most names (MGMP, SMP, Kec.)."""
        self.words = frozenset(vocabulary)
        """Every word of three letters and more that occurs in a region's name."""

    def __len__(self) -> int:
        return len(self._codes)

    def codes(self, joined: str) -> tuple[int, ...]:
        """All regions with this name (without spaces), the larger regions first; empty when there is none."""
        return self._codes.get(joined, ())

    def names(self) -> Iterable[str]:
        """Every name, without spaces; names with a shortened direction are forms of others."""
        return self._codes.keys() - self._shortened

    def longest(self, words: list[str], start: int) -> tuple[int, str]:
        """How many words from ``start`` on make the longest place name, and that name; ``(0, "")`` for
        none.
        """
        joined = words[start]
        alone, begins_longer = self._known_first(joined)
        best, name = (1, joined) if alone else (0, "")
        if not begins_longer:
            return best, name
        codes, starts, pieces = self._codes, self._starts, self._pieces
        for size in range(2, min(LONGEST, len(words) - start) + 1):
            joined += words[start + size - 1]
            if len(joined) >= 4 and joined[:4] not in starts:
                break
            if joined in codes and size <= pieces.get(joined, LONGEST):
                best, name = size, joined
        return best, name

    def _first(self, word: str) -> tuple[bool, bool]:
        """Whether a word is a name, and whether a longer name begins with it."""
        after = bisect_right(self._sorted, word)
        longer = after < len(self._sorted) and self._sorted[after].startswith(word)
        return word in self._codes, longer

    def first_word(self, code: int) -> str:
        """The first word of a region's name that has several, else empty."""
        return self._first_words.get(code, "")

    def spellings(self, code: int) -> list[str]:
        """All names of a region without spaces, its plain one first."""
        return [self.base.get(code, ""), *self._nicknames.get(code, ())]

    def districts(self, homes: Iterable[int]) -> set[str]:
        """The plain names of the districts of these regencies and cities."""
        return {base for home in homes for base in self._districts.get(home, ())}

    def own(self, code: int) -> OwnPlaces:
        """The places as a body in this region may name them."""
        if (found := self._own.get(code)) is None:
            found = self._own[code] = OwnPlaces(self, code, self._chain(code))
        return found

    def _chain(self, code: int) -> dict[str, tuple[int, ...]]:
        names: dict[str, tuple[int, ...]] = {}
        while code:
            base = self.base.get(code, "")
            spellings = [base, *self._nicknames.get(code, ())]
            if 100 < code < 10_000:
                spellings += [base[len(extra) :] for extra in _EXTRA if base.startswith(extra)]
            for name in spellings:
                if name:
                    names[name] = (*names.get(name, ()), code)
            code //= 100
        return names


class OwnPlaces:
    """Places as a registered name uses them: its own region, the regions that one lies in, and those
    inside it.
    """

    __slots__ = ("_all", "_names", "_region")

    def __init__(self, places: PlaceNames, region: int, names: dict[str, tuple[int, ...]]) -> None:
        self._all = places
        self._region = region
        self._names = names

    def codes(self, joined: str) -> tuple[int, ...]:
        """The regions of that name, the smallest first; a place elsewhere is no place here."""
        if (found := self._names.get(joined)) is not None:
            return found
        return tuple(code for code in self._all.codes(joined) if within(code, self._region))

    def longest(self, words: list[str], start: int) -> tuple[int, str]:
        """How many words from ``start`` on make the longest place name ("Nunukan Selatan" is not
        "Nunukan").
        """
        return self._all.longest(words, start)


@lru_cache(maxsize=1)
def place_names() -> PlaceNames:
    """All official regions and the embedded nicknames."""
    return PlaceNames(
        ((to_int(region.code), region.name) for region in gazetteer()),
        lexicon().nicknames,
        lexicon().shortened,
    )
