"""The level table of docs/verdicts.md, row by row."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from registry.reading.signals.signal import Severity
from service.checking.decide import claimed_name, decide
from service.checking.findings import Relation, Tie
from service.checking.level import Level
from tests.service.checking.made import (
    AMBIGUOUS,
    APP,
    BANDUNG_REGENCY,
    EXACT,
    FLAG,
    FORM,
    HOST,
    NAMED,
    OWN,
    PARTNER,
    RESEMBLES,
    VOUCHED,
    findings,
    signal,
)

STOP = signal("N08", Severity.STOP)
STRONG = signal("N01", Severity.STRONG)
OTHER = Tie(BANDUNG_REGENCY, Relation.MENTION, quote="Disdik Kab. Bandung")
WEAK = tuple(signal(code, Severity.WEAK) for code in ("N10", "N14", "N21", "N11", "N17"))
MEDIUM = (signal("N09", Severity.MEDIUM), signal("N15", Severity.MEDIUM))
TRUST = tuple(signal(code, Severity.TRUST) for code in ("P02", "P04", "P11"))

TABLE: list[tuple[str, dict[str, Any], Level]] = [
    ("nothing at all", {}, Level.UNKNOWN),
    ("flagged by admins", {"flags": (FLAG,)}, Level.DANGER),
    (
        "flagged on an official host",
        {"flags": (FLAG,), "ties": (HOST,), "text_is_the_pages": True},
        Level.DANGER,
    ),
    ("a stranger on a form", {"link": FORM, "strangers": ("Kombel Rekaan",)}, Level.UNKNOWN),
    ("a partner is named", {"ties": (PARTNER,)}, Level.UNKNOWN),
    ("an organizer is named", {"ties": (NAMED,), "link": FORM}, Level.CLAIMED),
    ("a name may be two", {"ambiguous": (AMBIGUOUS,)}, Level.CLAIMED),
    ("below its domain", {"ties": (APP,), "link": OWN}, Level.CLAIMED),
    ("on its host", {"ties": (HOST,), "link": OWN, "text_is_the_pages": True}, Level.RECOGNIZED),
    ("announced", {"ties": (VOUCHED,), "link": FORM, "text_is_the_pages": True}, Level.RECOGNIZED),
    ("its link passed on", {"ties": (HOST,), "link": OWN}, Level.RECOGNIZED),
    ("its link beside one nobody could read", {"ties": (HOST,), "link": OWN, "unread": "x"}, Level.CLAIMED),
    (
        "a stranger's message with its link beside one nobody could read",
        {"ties": (HOST,), "link": OWN, "strangers": ("X",), "unread": "x"},
        Level.UNKNOWN,
    ),
    (
        "a stranger's message with its link",
        {"ties": (HOST,), "link": OWN, "strangers": ("X",)},
        Level.UNKNOWN,
    ),
    ("another one's message with its link", {"ties": (HOST, OTHER), "link": OWN}, Level.CLAIMED),
    (
        "a stranger's event on its host",
        {"ties": (HOST,), "link": OWN, "strangers": ("X",), "text_is_the_pages": True},
        Level.RECOGNIZED,
    ),
    (
        "a part of the owner under its link",
        {"ties": (HOST,), "link": OWN, "strangers": ("Bidang PAUD Dinas Pendidikan Kota Bandung",)},
        Level.RECOGNIZED,
    ),
    (
        "a neighbour of the owner under its link",
        {"ties": (HOST,), "link": OWN, "strangers": ("Dinas Pendidikan Kota Bandungan",)},
        Level.UNKNOWN,
    ),
    ("a strong sign", {"signals": (STRONG,)}, Level.CAUTION),
    ("a strong sign under a name", {"ties": (NAMED,), "signals": (STRONG,)}, Level.CAUTION),
    ("a strong sign in a message", {"ties": (HOST,), "link": OWN, "signals": (STRONG,)}, Level.CAUTION),
    (
        "a strong sign on the host itself",
        {"ties": (HOST,), "link": OWN, "signals": (STRONG,), "text_is_the_pages": True},
        Level.RECOGNIZED,
    ),
    ("two medium signs", {"signals": MEDIUM, "ties": (NAMED,)}, Level.CAUTION),
    ("one medium sign twice", {"signals": (MEDIUM[0], MEDIUM[0])}, Level.UNKNOWN),
    ("it resembles", {"imitations": (RESEMBLES,)}, Level.CAUTION),
    ("it imitates", {"imitations": (EXACT,), "ties": (NAMED,)}, Level.DANGER),
    ("a password is asked", {"signals": (STOP,)}, Level.DANGER),
    (
        "a password is asked on the host",
        {"ties": (HOST,), "link": OWN, "signals": (STOP, *TRUST), "text_is_the_pages": True},
        Level.DANGER,
    ),
]


@pytest.mark.parametrize(("changes", "level"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_table(changes: dict[str, Any], level: Level) -> None:
    assert decide(findings(**changes)) is level


def test_weak_signs_never_suffice_however_many() -> None:
    for count in range(len(WEAK) + 1):
        for some in combinations(WEAK, count):
            assert decide(findings(signals=some)) is Level.UNKNOWN
            assert decide(findings(signals=some, ties=(NAMED,))) is Level.CLAIMED


def test_trust_signs_change_no_level() -> None:
    for changes in (row[1] for row in TABLE):
        more = changes | {"signals": (*changes.get("signals", ()), *TRUST)}
        assert decide(findings(**more)) is decide(findings(**changes))


def test_a_claim_is_in_the_words_that_are_known() -> None:
    assert claimed_name(findings(ties=(NAMED,))) == "Dinas Pendidikan Kota Bandung"
    assert claimed_name(findings(ambiguous=(AMBIGUOUS,))) == "Disdik Bandung"
    assert claimed_name(findings(ties=(PARTNER,))) is None
