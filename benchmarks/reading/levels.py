"""Levels of whole checks with the embedded registry: are they among those a careful reader may accept?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from benchmarks.reading.labelled import Labelled
from benchmarks.reading.score import Found, Tally
from registry.snapshot import Snapshot
from service.checking.check import check

RISKY = ("caution", "danger")
HONEST = ("honest_announcement", "honest_kombel")
COMPUTED = ("N07", "N10", "N04", "N06")


def message_levels(rows: Iterable[Labelled], snapshot: Snapshot) -> dict[str, Tally | Found]:
    """Level within the allowed ones; honest texts held suspicious; signals that need the registry."""
    level, honest = Tally(), Tally()
    signals = {code: Found() for code in COMPUTED}
    for row in rows:
        verdict = check(row.page, snapshot, row.on)
        level.count(verdict.level.value in row.gold["allowed_levels"], row.id)
        if row.group in HONEST:
            honest.count(verdict.level.value not in RISKY, row.id)
        found, labelled = {it.code for it in verdict.signals}, {it["code"] for it in row.gold["signals"]}
        for code, score in signals.items():
            score.count(code in labelled, code in found, row.id)
    return {"level allowed": level, "honest not suspicious": honest, **signals}


def page_levels(rows: Iterable[Labelled], snapshot: Snapshot) -> Counter[str]:
    """How many pages of organizers' own sites get each level, read as pasted texts; what is risky by id."""
    levels: Counter[str] = Counter()
    for row in rows:
        level = check(row.page, snapshot, row.on).level.value
        levels[level] += 1
        if level in RISKY:
            levels[f"{level}: {row.id}"] += 1
    return levels
