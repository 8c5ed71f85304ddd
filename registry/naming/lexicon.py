"""The vocabulary of names, read from ``registry/data/names/*.csv``: phrases → symbols, short forms → long
forms.

A *phrase* is one or more words that stand for one thing (``musyawarah guru mata pelajaran`` = type ``mgmp``).
All phrases of all tables live in one trie, so that a name is read in one pass, the longest phrase first.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from registry.naming.text import words
from registry.values import dataclass

Row = Mapping[str, str]
Tables = Mapping[str, list[Row]]

TABLES = ("families", "types", "levels", "subjects", "words", "abbreviations", "nicknames")
"""The files, without ``.csv``; CONTRIBUTING says what each column means."""

SILENT = frozenset(
    ("dan", "di", "dari", "dengan", "dalam", "untuk", "yang", "atau", "serta", "of", "and", "the")
)
"""Function words that people leave out or put in at will; they count nowhere, on either side."""


_NOTHING: frozenset[Any] = frozenset()


class Role(IntEnum):
    """What a phrase says about a name."""

    TYPE = 1
    LEVEL = 2
    SUBJECT = 3
    MARKER = 4  # of an administrative level: kab, kota, kec
    SUFFIX = 5  # a department in an office's name: dan Kebudayaan, Pemuda dan Olahraga
    NUMBERING = 6  # gugus, rayon, wilayah, nomor
    BRANCH = 7
    PERIOD = 8  # tahun 2025, angkatan 3: the number that follows says nothing about the body
    STATUS = 9
    FILLER = 10


@dataclass(frozen=True, slots=True)
class Symbol:
    """The meaning of a phrase: ``value`` is what must agree, ``variant`` what may differ (another
    wording).
    """

    role: Role
    value: str
    variant: str = ""
    position: str = "any"
    status: str = ""
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """What is known of all bodies of one type.

    ``kind`` is one of ``registry.organizer.Kind`` or empty (a body of a kind nobody recognizes: PT, Yayasan).
    ``scope``: the levels on which such bodies exist: n(ational), p(rovince), k (kabupaten, kota), c
    (kecamatan). ``takes``: which slots its names have. ``closed``: its names hold nothing beyond type, slots
    and region.
    """

    type: str
    kind: str
    scope: frozenset[str]
    takes: frozenset[str]
    closed: bool
    level: str = ""


@dataclass(slots=True)
class Lexicon:
    """The compiled vocabulary.

    ``trie``: word → node, a node is a dict of the same shape whose key ``""`` holds the symbols of the phrase
    that ends there. ``long``: short form → [(where it applies, words it stands for)]. ``siblings``: words
    that tell near-identical bodies apart (Barat, Hilir, Putri) and are never taken for a typo;
    ``shortened``: those of them that end the names of regions → their short forms (Lombok Tim). ``several``:
    short forms with more than one long form. ``heads``: single words that mean a type, a level or a marker.
    ``mixed``: words of letters and digits (K3S, P4TK), the longest first. ``roles``: what a word says by
    itself, or what it is short for; ``preceding``: word → those that begin a phrase whose second word it is.
    """

    trie: dict[str, Any] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    long: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = field(default_factory=dict)
    nicknames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    siblings: frozenset[str] = frozenset()
    shortened: dict[str, tuple[str, ...]] = field(default_factory=dict)
    several: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    mixed: tuple[str, ...] = ()
    roles: dict[str, frozenset[Role]] = field(default_factory=dict)
    preceding: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def roles_of(self, word: str) -> frozenset[Role]:
        """What a word says by itself."""
        return self.roles.get(word, _NOTHING)

    def add(self, phrase: str, symbol: Symbol) -> None:
        """Put one phrase into the trie; one phrase may have one symbol per role."""
        node = self.trie
        for word in content_words(phrase):
            node = node.setdefault(word, {})
        symbols: dict[Role, Symbol] = node.setdefault("", {})
        symbols.setdefault(symbol.role, symbol)


def content_words(phrase: str) -> list[str]:
    """The words of a phrase that count (function words dropped, unless there is nothing else)."""
    found = words(phrase)
    return [word for word in found if word not in SILENT] or found


def read_tables() -> dict[str, list[Row]]:
    """The vocabulary files as rows of text."""
    folder = files("registry.data").joinpath("names")
    return {
        name: list(csv.DictReader(folder.joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()))
        for name in TABLES
    }


def compile_lexicon(tables: Tables) -> Lexicon:
    """The lexicon of these rows. An unknown role or type in a row raises ``KeyError`` naming it."""
    lexicon = Lexicon()
    for row in tables["families"]:
        lexicon.families[row["type"]] = Family(
            row["type"],
            row["kind"],
            frozenset(row["scope"].split()),
            frozenset(row["takes"].split()),
            row["own"] == "closed",
            row["level"],
        )
    for phrase, symbol in _symbols(tables):
        if symbol.role is Role.TYPE:
            lexicon.families[symbol.value]  # a type without a family is a mistake in the file
        lexicon.add(phrase, symbol)
    for status in ("negeri", "swasta"):
        lexicon.add(status, Symbol(Role.STATUS, status))
    for row in tables["abbreviations"]:
        long = tuple(word for word in words(row["long"]) if word not in SILENT)
        if row["short"] in long:
            raise ValueError(f"abbreviations.csv: {row['short']!r} stands for itself")
        lexicon.long.setdefault(row["short"], []).append((frozenset(row["within"].split()), long))
    for row in tables["nicknames"]:
        lexicon.nicknames["".join(words(row["nickname"]))] = tuple(row["regions"].split())
    lexicon.heads = frozenset(_heads(lexicon))
    anywhere = {short: [long for where, long in longs if not where] for short, longs in lexicon.long.items()}
    lexicon.several = tuple(short for short, longs in anywhere.items() if len(longs) > 1)
    siblings = {
        row["word"]: tuple(row["value"].split()) for row in tables["words"] if row["role"] == "sibling"
    }
    lexicon.siblings = frozenset(siblings)
    lexicon.shortened = {word: short for word, short in siblings.items() if short}
    lexicon.known = frozenset(_all_words(lexicon.trie)) | frozenset(lexicon.long)
    lexicon.roles = {word: found for word in lexicon.known if (found := _roles(word, lexicon))}
    for first, node in lexicon.trie.items():
        for second in filter(None, node):
            lexicon.preceding[second] = (*lexicon.preceding.get(second, ()), first)
    mixed = (word for word in lexicon.known if not word.isalpha() and not word.isdigit())
    lexicon.mixed = tuple(sorted(mixed, key=lambda word: (-len(word), word)))
    return lexicon


def _symbols(tables: Tables) -> Iterator[tuple[str, Symbol]]:
    """Every phrase of every table with its symbol."""
    for row in tables["types"]:
        yield (
            row["phrase"],
            Symbol(Role.TYPE, row["type"], row["variant"], outdated=bool(row["valid_until"])),
        )
    for row in tables["levels"]:
        yield (
            row["phrase"],
            Symbol(Role.LEVEL, row["levels"], position=row["position"], status=row["status"]),
        )
    for row in tables["subjects"]:
        yield row["phrase"], Symbol(Role.SUBJECT, row["subject"], row["variant"])
    roles = {
        "marker": Role.MARKER,
        "suffix": Role.SUFFIX,
        "number": Role.NUMBERING,
        "branch": Role.BRANCH,
        "filler": Role.FILLER,
        "period": Role.PERIOD,
    }
    for row in tables["words"]:
        if row["role"] == "sibling":
            continue
        yield row["word"], Symbol(roles[row["role"]], row["value"])


def _heads(lexicon: Lexicon) -> Iterator[str]:
    telling = {Role.TYPE, Role.LEVEL, Role.MARKER}
    for word, node in lexicon.trie.items():
        if telling & node.get("", {}).keys():
            yield word
    for short, longs in lexicon.long.items():
        if any(
            telling & lexicon.trie.get(long[0], {}).get("", {}).keys() for where, long in longs if not where
        ):
            yield short


def _roles(word: str, lexicon: Lexicon) -> frozenset[Role]:
    """The roles of a word as a phrase by itself, also of what it is short for."""
    found = set(lexicon.trie.get(word, {}).get("", {}))
    for where, long in lexicon.long.get(word, ()):
        if not where:
            found.update(lexicon.trie.get(long[0], {}).get("", {}))
    return frozenset(found)


def _all_words(node: Mapping[str, Any]) -> Iterable[str]:
    """Every word that occurs in a phrase."""
    for word, child in node.items():
        if word:
            yield word
            yield from _all_words(child)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The embedded vocabulary."""
    return compile_lexicon(read_tables())
