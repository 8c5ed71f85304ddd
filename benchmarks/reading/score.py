"""Scores of the reader on labelled pages; every miss is kept, so that it can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.reading.labelled import Labelled
from registry.reading.event import read_event
from registry.reading.facts import EventFacts, PageType
from registry.reading.signals import find_signals

SIGNALS = ("N01", "N02", "N07", "N08", "N12", "N13", "N03", "N05", "N16")


@dataclass
class Tally:
    """Right and all of one question, and the ids of what was wrong."""

    right: int = 0
    all: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, ok: bool, row: str) -> None:
        """Count one row."""
        self.all += 1
        self.right += ok
        if not ok:
            self.wrong.append(row)

    def __str__(self) -> str:
        share = self.right / self.all if self.all else 0.0
        return f"{self.right}/{self.all} = {share:.3f}" + (
            f"  wrong: {' '.join(self.wrong)}" if self.wrong else ""
        )


@dataclass
class Found:
    """True positives, misses and false alarms of one kind of find."""

    hit: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def count(self, gold: bool, got: bool, row: str) -> None:
        """Count one row."""
        self.hit += gold and got
        if gold and not got:
            self.missed.append(row)
        if got and not gold:
            self.false.append(row)

    def __str__(self) -> str:
        recall = self.hit / (self.hit + len(self.missed)) if self.hit + len(self.missed) else 1.0
        precision = self.hit / (self.hit + len(self.false)) if self.hit + len(self.false) else 1.0
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        text = f"recall {recall:.3f} precision {precision:.3f} F1 {f1:.3f} (n={self.hit + len(self.missed)})"
        return (
            text
            + (f"  missed: {' '.join(self.missed)}" if self.missed else "")
            + (f"  false: {' '.join(self.false)}" if self.false else "")
        )


def announcement_scores(rows: Iterable[Labelled]) -> dict[str, Tally | Found]:
    """Sign-up, dates, JP and fee of announcement pages."""
    signup, dates, jp, fee = Found(), Tally(), Tally(), Tally()
    for row in rows:
        facts, gold = read_event(row.page, row.on), row.gold
        signup.count(gold["is_training_announcement"], facts.is_training, row.id)
        dates.count(_days(facts) == sorted(set(gold["event_dates"])), row.id)
        jp.count((facts.jp.hours if facts.jp else None) == gold["jp"], row.id)
        amounts = sorted(gold["fee"]["amount_idr"]) if gold["fee"] else None
        fee.count((sorted(facts.fee.amounts) if facts.fee else None) == amounts, row.id)
    return {"sign-up": signup, "dates": dates, "JP": jp, "fee": fee}


def message_scores(rows: Iterable[Labelled]) -> dict[str, Tally | Found]:
    """Everything of messages. The fee is scored three times: see ``docs/reading.md`` on unstated prices."""
    scores: dict[str, Tally | Found] = {
        name: Tally()
        for name in (
            *("sign-up", "dates", "JP", "fee, as stated", "fee, silence = free", "fee, as labelled"),
            "no false demand",
        )
    }
    signals = {code: Found() for code in SIGNALS if code != "N07"}
    for row in rows:
        facts, gold = read_event(row.page, row.on), row.gold
        tally = {name: score for name, score in scores.items() if isinstance(score, Tally)}
        tally["sign-up"].count(facts.is_training == gold["is_training"], row.id)
        tally["dates"].count(_days(facts) == sorted(set(gold["event_dates"])), row.id)
        tally["JP"].count((facts.jp.hours if facts.jp else None) == gold["jp"], row.id)
        wanted = (gold["fee"]["amount_idr"], gold["fee"]["for"]) if gold["fee"] else None
        got = (facts.fee.amount_idr, facts.fee.purpose.value) if facts.fee else None
        free = (0, "registration")
        tally["fee, as stated"].count(got == wanted or (got is None and wanted == free), row.id)
        silent = free if got is None and facts.page_type is PageType.SIGNUP else got
        tally["fee, silence = free"].count(silent == wanted, row.id)
        tally["fee, as labelled"].count(got == wanted, row.id)
        found = {signal.code for signal in find_signals(row.page, facts, row.on)}
        labelled = {signal["code"] for signal in gold["signals"]}
        if row.group == "negated_or_quoted":
            tally["no false demand"].count(not found & {"N01", "N02", "N03", "N08", "N13", "N16"}, row.id)
        for code, score in signals.items():
            score.count(code in labelled, code in found, row.id)
    return scores | signals


def _days(facts: EventFacts) -> list[str]:
    return sorted({day.isoformat() for day in facts.dates})


def page_types(rows: Iterable[Labelled]) -> Counter[tuple[Any, str]]:
    """What was labelled against what was read."""
    return Counter((row.gold["page_type"], read_event(row.page, row.on).page_type.value) for row in rows)
