"""The words that give a claim away: authorities, places, words of sign-up pages. All from data files."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from registry.region import Region, gazetteer
from registry.values import dataclass

_CHECKED_ABROAD = frozenset(
    {"gov", "govt", "gob", "gouv", "gub", "go", "gv", "edu", "ac", "sch", "k12", "mil"}
)
_PLACE_PREFIXES = ("kabupaten ", "kota ", "provinsi ", "daerah istimewa ", "daerah khusus ibukota ")


@dataclass(frozen=True, slots=True)
class Authority:
    """A word by which an authority is named. ``use``: ``alone``, ``short`` or ``place`` (see the data
    file)."""

    word: str
    scope: str
    use: str
    host: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, by their glued lower-case form."""

    keywords: Mapping[str, str]  # word → strong | weak | official | country
    authorities: Mapping[str, Authority]
    places: Mapping[str, tuple[str, ...]]  # glued name or nickname → region codes
    zones: Mapping[str, str]  # restricted zone's own label ("go") → zone ("go.id")
    fake_zones: Mapping[str, str]  # made-up label ("g0") → the zone it stands for
    suffix_kinds: Mapping[str, str]  # suffix → its kind (see the data file)
    longest_authority: int
    longest_keyword: int

    def suffix_kind(self, suffix: str) -> str:
        """``cheap business open cut abroad abroad_checked``: see ``suffix_kinds.csv``.

        ``my.id`` → cheap, ``co.id`` → business, ``com`` → open, ``gov.sg`` → abroad_checked, ``de`` → abroad
        """
        if (kind := self.suffix_kinds.get(suffix)) is not None:
            return kind
        parts = suffix.split(".")
        if not _CHECKED_ABROAD.isdisjoint(parts):
            return "abroad_checked"
        return "abroad" if len(parts[-1]) == 2 else "open"


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The embedded vocabulary."""
    authorities = {
        row["word"]: Authority(row["word"], row["scope"], row["use"], row["host"] or None, row["name"])
        for row in _rows("hosts", "authorities.csv")
    }
    keywords = {row["word"]: row["strength"] for row in _rows("hosts", "keywords.csv")}
    return Vocabulary(
        keywords=keywords,
        authorities=authorities,
        places=_places(),
        zones={row["label"]: row["zone"] for row in _rows("hosts", "zones.csv")},
        fake_zones={row["label"]: row["zone"] for row in _rows("hosts", "fake_zones.csv")},
        suffix_kinds={row["suffix"]: row["kind"] for row in _rows("hosts", "suffix_kinds.csv")},
        longest_authority=max(map(len, authorities)),
        longest_keyword=max(map(len, keywords)),
    )


def place_name(region: Region) -> str:
    """The glued bare name of a region: ``Kabupaten Lombok Timur`` → ``lomboktimur``."""
    name = region.name.lower()
    for prefix in _PLACE_PREFIXES:
        name = name.removeprefix(prefix)
    return "".join(character for character in name if character.isalnum())


def _places() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for region in gazetteer():
        if region.level != "district":
            found.setdefault(place_name(region), set()).add(region.code)
    for row in _rows("names", "nicknames.csv"):
        glued = "".join(character for character in row["nickname"].lower() if character.isalnum())
        found.setdefault(glued, set()).update(row["regions"].split())
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def _rows(folder: str, name: str) -> list[dict[str, str]]:
    text = files("registry.data").joinpath(folder, name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
