"""One slip in an official name."""

from __future__ import annotations

from registry.hosts.lookalike.case import Case, differing, in_shown
from registry.hosts.lookalike.finding import Lookalike, Severity, Technique
from registry.hosts.lookalike.names import Name
from registry.hosts.lookalike.slips import is_slip
from registry.hosts.lookalike.strength import FAIR
from registry.hosts.lookalike.taken import LONGEST, is_taken

_MIN_HERE = 5
_MIN_ELSEWHERE = (
    11  # "metapedia.org" is no slip for metamedia.ac.id; "kemendikdasmem.com" is one for kemendikdasmen
)
_MARKERS = ("kabupaten", "provinsi", "kab", "kota", "prov", "pemkab", "pemkot", "pemprov")


def typo(case: Case) -> Lookalike | None:
    """Optimal string alignment distance 1 from an official name, and no other reading.

    ==========================  =====================  =======
    host                        real address           finds
    ==========================  =====================  =======
    simpkbb.id                  simpkb.id              caution
    beljaar.id                  belajar.id             caution
    kemendikdasmem.com          kemendikdasmen.go.id   caution
    igu.or.id                   igi.or.id              caution
    pgsi.or.id                  \u2014                      no
    ibi.or.id                   \u2014                      no
    ipu.or.id                   \u2014                      no
    pelajar.id                  \u2014                      no
    sman2cibinong.com           \u2014                      no
    bantulkab.com               \u2014                      no
    kemenang.com                \u2014                      no
    ==========================  =====================  =======

    Two real places are never confused with each other, and a number is never taken for a slip: SMAN 1 and
    SMAN 2 are two schools."""
    view = case.view
    text = view.glued
    if text in case.words.keywords or (len(text) < _MIN_ELSEWHERE and view.suffix not in case.zones):
        return None
    found: list[Lookalike] = []
    for name in case.book.near(text):
        if _two_readings(case, text, name.text):
            continue
        if (severity := _severity(case, text, name)) is not None:
            span = in_shown(view, text, differing(text, name.text))
            found.append(case.about(name, Technique.TYPO, severity, [span]))
    return min(found, key=lambda one: one.severity is Severity.SHADOW, default=None)


def _severity(case: Case, text: str, name: Name) -> Severity | None:
    if case.view.suffix == name.zone:
        return Severity.CAUTION if _here(case, text, name) else Severity.SHADOW
    return Severity.CAUTION if _elsewhere(case, text, name) else None


def _here(case: Case, text: str, name: Name) -> bool:
    """Under the official name's own suffix a slip counts, unless the text is a name of its own.

    A short name has honest neighbours (PGRI, PGSI; IGI, IBI), so there the slip must be one of the hand, too.
    """
    if len(text) <= LONGEST and (is_taken(text) or case.is_official_text(text)):
        return False
    return len(name.text) >= _MIN_HERE or is_slip(text, name.text)


def _elsewhere(case: Case, text: str, name: Name) -> bool:
    """Under another suffix: long, distinctive, at an address anybody can have, and right in its first
    letter."""
    if case.kind not in ("cheap", "open", "cut"):
        return False
    known = name.organizer_id is not None or name.zone == "go.id"  # other names are made of ordinary words
    return len(text) >= _MIN_ELSEWHERE and known and name.strength >= FAIR and text[0] == name.text[0]


def _two_readings(case: Case, left: str, right: str) -> bool:
    """Whether both are somebody's: two numbers, or two places."""
    if any(character.isdigit() for character in right) and _digits(left) != _digits(right):
        return True
    places = case.words.places
    return _place(left) in places and _place(right) in places


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _place(text: str) -> str:
    for marker in _MARKERS:
        text = text.removesuffix(marker) if text.endswith(marker) else text.removeprefix(marker)
    return text
