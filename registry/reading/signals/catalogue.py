"""The signals as data: ``registry/data/signals/*.toml``, read once and compiled."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from registry.reading.signals.occurring import Needs, Occurring
from registry.reading.signals.patterns import compile_patterns, needs
from registry.reading.signals.signal import Severity
from registry.values import dataclass

BUNDLE = 8
"""Wordings that are tried together first: more have too many states for the memory, fewer save less."""
FILES = ("sharing", "data", "certificate", "organizer", "offer", "trust")


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say what a signal is about: its pattern, and the words it cannot do without.

    ``beside_demand``: it counts only on a page that demands sharing or following; ``listed``: only as an item
    of a list of conditions; ``asked``: only as a line of its own, a field of a form. ``bundle`` is a pattern
    that finds this wording and those next to it: when it finds nothing, none of them need be searched for.
    """

    pattern: Any
    needs: Needs
    beside_demand: bool = False
    listed: bool = False
    asked: bool = False
    bundle: Any = None


@dataclass(frozen=True, slots=True)
class SignalRule:
    """One signal as its file describes it.

    ``wordings`` find its words; each of ``together`` are parts that stand in one sentence, in any order, the
    act first. ``unless`` are words in the find or right behind it that make it something else (but never with
    one of the words ``but``), ``unless_around`` also in the clause before it (but never with ``but_around``).
    ``stance``: the page must ask for what was found (not deny, quote or question it). Before ``starts_on``
    and after ``ends_on`` (days of the event) the signal means nothing. A rule without wordings is computed
    from facts. ``text_id`` and ``text_en``: the messages.
    """

    code: str
    severity: Severity
    text_id: str
    text_en: str
    source: str
    since: date
    stance: bool
    question_counts: bool = False
    wordings: tuple[Wording, ...] = ()
    together: tuple[tuple[Wording, ...], ...] = ()
    unless: Any = None
    but: Any = None
    unless_around: Any = None
    but_around: Any = None
    starts_on: date | None = None
    ends_on: date | None = None
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All signals by code, in the order of their codes, and the vocabulary they share."""

    rules: Mapping[str, SignalRule]
    words: Mapping[str, Sequence[str]]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("registry.data.signals").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The embedded signals.

    Raises:
        ValueError: a file repeats a code or names an unknown word list or severity.
    """
    words: dict[str, list[str]] = _read("vocabulary")["words"]
    rules: dict[str, SignalRule] = {}
    for name in FILES:
        for entry in _read(name)["signal"]:
            rule = _rule(entry, words)
            if rule.code in rules:
                raise ValueError(f"signal {rule.code} stands twice in registry/data/signals")
            rules[rule.code] = rule
    return Catalogue(dict(sorted(rules.items())), words)


def _rule(entry: Mapping[str, Any], words: Mapping[str, Sequence[str]]) -> SignalRule:
    def pattern(key: str) -> Any:
        return compile_patterns(entry[key], words) if entry.get(key) else None

    def part(text: str) -> Wording:
        return Wording(compile_patterns([text], words), needs(text, words))

    def wordings(key: str, **only: bool) -> Iterator[Wording]:
        for alike in _bundles(sorted(entry.get(key, ()))):  # those that begin with the same words
            bundle = compile_patterns(alike, words)
            for text in alike:
                pattern, needed = compile_patterns([text], words), needs(text, words)
                yield Wording(pattern, needed, bundle=bundle, **only)

    return SignalRule(
        code=entry["code"],
        severity=Severity(entry["severity"]),
        text_id=entry["id"],
        text_en=entry["en"],
        source=entry["source"],
        since=entry["since"],
        stance=entry.get("stance", False),
        question_counts=entry.get("question_counts", False),
        together=tuple(tuple(map(part, parts)) for parts in entry.get("together", ())),
        wordings=(
            *wordings("patterns"),
            *wordings("patterns_with_demand", beside_demand=True),
            *wordings("patterns_in_list", listed=True),
            *wordings("patterns_as_field", asked=True),
        ),
        unless=pattern("unless"),
        but=pattern("but"),
        unless_around=pattern("unless_around"),
        but_around=pattern("but_around"),
        starts_on=entry.get("starts_on"),
        ends_on=entry.get("ends_on"),
        examples=tuple(entry.get("examples", ())),
        counter_examples=tuple(entry.get("counter_examples", ())),
    )


def _bundles(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), BUNDLE):
        yield texts[start : start + BUNDLE]


@dataclass(slots=True)
class Possible:
    """Of one signal: what a text can hold of its wordings and of the parts that stand together."""

    wordings: list[Wording] = field(default_factory=list)
    together: list[tuple[Wording, ...]] = field(default_factory=list)


def possible(words: frozenset[bytes], code: str | None = None) -> dict[str, Possible]:
    """By signal (or of one): what a text with these words can hold; nothing else need be searched for."""
    found: dict[str, Possible] = {}
    for said, together, number in sorted(_occurring(code).names(words)):
        if said not in found:
            found[said] = Possible()
        rule, here = catalogue().rules[said], found[said]
        if together:
            here.together.append(rule.together[number])
        else:
            here.wordings.append(rule.wordings[number])
    return found


@lru_cache(maxsize=64)
def _occurring(only: str | None) -> Occurring[tuple[str, bool, int]]:
    """Wordings (signal, ``False``, number) and parts that stand together (``True``) by the words needed."""
    needed: dict[tuple[str, bool, int], list[Needs]] = {}
    for code, rule in catalogue().rules.items():
        if only not in (None, code):
            continue
        for number, wording in enumerate(rule.wordings):
            needed[code, False, number] = [wording.needs]
        for number, parts in enumerate(rule.together):
            needed[code, True, number] = [tuple(need for part in parts for need in part.needs)]
    return Occurring(needed)


@lru_cache(maxsize=1)
def stance_patterns() -> Mapping[str, Any]:
    """The patterns of ``registry/data/signals/stance.toml``, by name."""
    words = catalogue().words
    return {name: compile_patterns(patterns, words) for name, patterns in _read("stance").items()}


@lru_cache(maxsize=1)
def stance_occurring() -> Occurring[str]:
    """The stances by the words their patterns need."""
    words = catalogue().words
    return Occurring(
        {name: [needs(pattern, words) for pattern in patterns] for name, patterns in _read("stance").items()}
    )


@lru_cache(maxsize=32)
def link_hosts(code: str) -> tuple[str, ...]:
    """The ``hosts`` of a signal: hosts, or hosts with the beginning of a path."""
    entry = next(entry for name in FILES for entry in _read(name)["signal"] if entry["code"] == code)
    return tuple(entry["hosts"])
