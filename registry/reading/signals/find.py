"""Find the signals that a page shows by itself; what needs the registry is in ``context``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby, islice
from operator import attrgetter, itemgetter

from registry.reading.facts import EventFacts, PageType
from registry.reading.page import Page
from registry.reading.plain import PlainText, fold
from registry.reading.segments import list_above, sentence_around
from registry.reading.signals.catalogue import (
    Possible,
    SignalRule,
    Wording,
    catalogue,
    possible,
    stance_patterns,
)
from registry.reading.signals.computed import computed_signals
from registry.reading.signals.signal import Severity, Signal
from registry.reading.signals.stance import Stance, stance

MOST_TRIED = 60
"""Finds of one signal that are looked at, in order of the text; one that is asked for is enough."""
MOST_KEPT = 3
"""Quotes kept per signal."""
_BREAK = re.compile(rb"[\n,;:|=]|\. |\b(?:agar|supaya|biar|demi|baru)\b")
"""What stands beyond this is about something else than the find."""
_ONLY_SIGNS = re.compile(rb"[^a-z]*")
_DEMANDS = ("N01", "N03")
_RIGHT = 30
"""Characters behind a find that may say it is something else: "tetap diberikan *kepada semua yang hadir*"."""
_HEADING = 90
"""Characters of the longest line that is a heading of a list."""
_ACT = 40
"""Characters behind an act that say what it is done to: "meneruskan surat ini kepada guru"."""


def find_signals(page: Page, event: EventFacts, on: date) -> tuple[Signal, ...]:
    """The signals of a page, each with its quote, in the order of their codes.

    ``event`` is what ``read_event`` said of the same page, ``on`` the day of reading. A demand that the page
    denies, takes back, leaves to the reader, questions or warns of is no signal; nor is anything on a page
    that only tells of others' messages (a warning, a question, a survey), nor a demand in a news text. A page
    that invites itself tells of no others, and a STOP is searched for where any address stands: one sentence
    of a warning would hide every demand.

    Not here, because they need what this room does not know (see ``context.find_context_signals``): N04, N06,
    N07, N15, N18, N20 and P01-P06.
    """
    return signals_in((fold(page.title, "title"), fold(page.text, "text")), page, event, on)


def signals_in(
    fields: tuple[PlainText, ...], page: Page, event: EventFacts, on: date, imitating: bool = False
) -> tuple[Signal, ...]:
    """``find_signals`` for fields that are already folded.

    ``imitating``: an address of the page imitates an official one. Then "login dengan sandi" is no how-to,
    and what only seems to tell of others ("abaikan bila ingin tunjangan hangus") is still searched for a
    STOP.
    """
    of_others = event.page_type.tells_of_others and not event.invites
    if of_others and not (imitating or event.way_in):
        return ()
    read = [(field, possible(field.words)) for field in fields if field.folded]
    found: dict[str, list[Signal]] = {}
    for rule in _demands_first():
        held = [(field, of_page[rule.code]) for field, of_page in read if rule.code in of_page]
        if not held or not _applies(rule, event, on) or (of_others and rule.severity is not Severity.STOP):
            continue
        demanded = any(code in found for code in _DEMANDS)
        signals = [
            signal
            for field, here in held
            for signal in finds(rule if not imitating else _unexcused(rule), field, here, demanded)
        ][:MOST_KEPT]
        if signals:
            found[rule.code] = signals
    if not of_others:
        found.update({signal.code: [signal] for signal in computed_signals(fields, page, event)})
    return tuple(signal for code in sorted(found) for signal in found[code])


@lru_cache(maxsize=1)
def _demands_first() -> tuple[SignalRule, ...]:
    """The rules with words of their own; what counts only beside a demand comes last."""
    rules = (rule for rule in catalogue().rules.values() if rule.code not in CONTEXT_CODES)
    return tuple(sorted(rules, key=lambda rule: any(wording.beside_demand for wording in rule.wordings)))


def _unexcused(rule: SignalRule) -> SignalRule:
    return replace(rule, unless_around=None) if rule.severity is Severity.STOP else rule


CONTEXT_CODES = ("N18", "P03")
"""Signals with words of their own that mean something only with what the registry knows."""


def _applies(rule: SignalRule, event: EventFacts, on: date) -> bool:
    if not rule.wordings:
        return False
    if rule.starts_on is not None and (event.last or on) < rule.starts_on:
        return False
    if rule.ends_on is not None and (event.first or on) > rule.ends_on:
        return False
    told = event.page_type in (PageType.NEWS, PageType.ARTICLE, PageType.REPORT)
    own = event.invites or (event.way_in and rule.severity is Severity.STOP)
    return own or not (told and rule.stance and rule.code.startswith("N"))


def matches(rule: SignalRule, field: PlainText, demanded: bool = False) -> Iterator[Signal]:
    """The finds of one rule in one field that the field asks for.

    ``demanded``: sharing or following is demanded, so that "kirim ss" is about that.
    """
    return finds(rule, field, possible(field.words, rule.code).get(rule.code, Possible()), demanded)


def finds(rule: SignalRule, field: PlainText, held: Possible, demanded: bool) -> Iterator[Signal]:
    """``matches`` by what of the rule the field can hold; overlapping finds are one."""
    places = (
        match.span()
        for wording in _worth_trying(held.wordings, field)
        if demanded or not wording.beside_demand
        for match in islice(wording.pattern.finditer(field.folded), MOST_TRIED)
        if not wording.listed or _is_condition(field, match.start())
        if not wording.asked or _is_line(field, *match.span())
    )
    past = 0
    nothing = True
    for start, spans in groupby(sorted(places)[:MOST_TRIED], key=itemgetter(0)):
        ends = [end for _, end in spans]
        if start < past:
            continue
        past = ends[-1]
        for end in reversed(ends):  # the longest says the most, but may reach into something else
            if not _is_something_else(rule, field, start, end) and (
                not rule.stance or _meant(rule, stance(field, start, end))
            ):
                first, last = field.span(start, end)
                nothing = False
                yield Signal(rule.code, rule.severity, field.original[first:last], field.where, first, last)
                break
    if nothing:
        yield from _together(rule, field, held)


def _is_condition(field: PlainText, position: int) -> bool:
    """Whether a line is an item of a list of conditions: "Syarat peserta:" stands above it."""
    head = stance_patterns()["list_head"]
    lines = list_above(field, position)
    return any(len(line) <= _HEADING and head.search(line) is not None for line in lines)


def _is_line(field: PlainText, start: int, end: int) -> bool:
    """Whether nothing but signs shares the line, as with a field of a form: "Kata sandi email *"."""
    line = field.folded[field.folded.rfind(b"\n", 0, start) + 1 : start]
    rest = field.folded[end:].partition(b"\n")[0]
    return _ONLY_SIGNS.fullmatch(line) is not None and _ONLY_SIGNS.fullmatch(rest) is not None


def _worth_trying(wordings: Sequence[Wording], field: PlainText) -> Iterator[Wording]:
    """One wording of a bundle is just tried; of several the bundle tells whether any of them is there."""
    for bundle, alike in groupby(wordings, key=attrgetter("bundle")):
        several = list(alike)
        if len(several) == 1 or bundle.search(field.folded) is not None:
            yield from several


def _together(rule: SignalRule, field: PlainText, held: Possible) -> Iterator[Signal]:
    """The first sentence that holds all parts of something, in any order; found by the second part."""
    for parts in held.together:
        for place in islice(parts[1].pattern.finditer(field.folded), MOST_TRIED):
            first, last = sentence_around(field, place.start())
            found = [part.pattern.search(field.folded, first, last) for part in parts]
            if not all(found):
                continue
            act = found[0].span()
            if _is_something_else(rule, field, act[0], min(act[1] + _ACT, last)):
                continue
            if not _meant(rule, stance(field, *act)):
                continue
            start, end = field.span(min(it.start() for it in found), max(it.end() for it in found))
            yield Signal(rule.code, rule.severity, field.original[start:end], field.where, start, end)
            return


def _meant(rule: SignalRule, how: Stance) -> bool:
    return how is Stance.ASKED or (rule.question_counts and how is Stance.QUESTIONED)


def _is_something_else(rule: SignalRule, field: PlainText, start: int, end: int) -> bool:
    right = _BREAK.split(field.folded[end : end + _RIGHT], maxsplit=1)[0]
    if rule.unless is not None:
        act = stance_patterns()["act"].search(field.folded, start, end)
        said = field.folded[act.start() if act else start : end] + right
        if rule.unless.search(said) and (rule.but is None or not rule.but.search(said)):
            return True
    if rule.unless_around is None:
        return False
    left = _BREAK.split(field.folded[max(0, start - 40) : start])[-1]
    said = left + field.folded[start:end] + right
    if rule.but_around is not None and rule.but_around.search(said) is not None:
        return False
    return rule.unless_around.search(said) is not None
