"""What the look-alike techniques say: which, how sure, whom the name claims to be, and what differs."""

from __future__ import annotations

from enum import StrEnum

from registry.values import dataclass

Span = tuple[int, int]


class Severity(StrEnum):
    """How much a finding may do. A ``shadow`` one is counted and never shown."""

    DANGER = "danger"
    CAUTION = "caution"
    SHADOW = "shadow"


class Technique(StrEnum):
    """How a name imitates another. The value is the code in the API, the words are in ``docs/hosts.md``."""

    # Letters of another script, or with marks, that look like the official ones.
    CONFUSABLE = "confusable"
    # An official host in front of an @, where only a login is read: https://x.go.id@y.my.id/
    BEFORE_AT = "before_at"
    # An official name with its suffix, glued to another one: x-go-id.com, x.go.id.y.my.id
    FOREIGN_SUFFIX = "foreign_suffix"
    # "go.id" where it is no suffix, behind a name the registry does not know: y-go-id.com
    FAKE_SUFFIX = "fake_suffix"
    # A made-up zone in place of the real one: x.g0.id, x.school.id
    FAKE_ZONE = "fake_zone"
    # Latin letters and digits that look alike: kemd1kbud, kernenag
    LETTER_SWAP = "letter_swap"
    # The official name under another suffix: x.com for x.go.id
    SAME_NAME = "same_name"
    # The official name with dots or hyphens elsewhere: pg.ri.or.id
    SPLIT = "split"
    # One letter more, less, other or moved, in a long name.
    TYPO = "typo"
    # The official name among words of sign-up pages: daftar-x.my.id, x-resmi.web.app
    COMBINATION = "combination"
    # An authority's word, alone or with a place, at an address that is not its own: disdik-bandung.com
    CLAIM = "claim"


EXACT = frozenset({Technique.BEFORE_AT, Technique.CONFUSABLE, Technique.FOREIGN_SUFFIX})
"""The techniques that may reach ``danger``: nobody writes these by accident."""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A host name that looks like somebody else's.

    ``shown`` is the checked host as a reader sees it; ``spans`` mark in it what differs from the real name.
    ``target`` is the real address (``None``: the name claims a class of bodies, no one in particular),
    ``organizer_id`` and ``claimed`` say whose it is, where known.
    """

    technique: Technique
    severity: Severity
    shown: str
    spans: tuple[Span, ...]
    target: str | None
    claimed: str | None = None
    organizer_id: str | None = None

    def __post_init__(self) -> None:
        if self.severity is Severity.DANGER and self.technique not in EXACT:
            raise ValueError(f"{self.technique} is a heuristic and cannot reach danger")
