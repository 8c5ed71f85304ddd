"""Misspelled places: is a body of one region ever accepted as that of another, and how often is it found?

Every province, regency and city has the same three bodies, and is asked for with one slip and with two, after
its level ("Kab.") and without it. A wrong region accepted is the mistake that must not happen; a question
back is the careful answer.

``python -m benchmarks.names.misspelled [--each 20] [--seed development] [--show N]``
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.names.corpus import Entry, organizer, region_of, region_phrase
from benchmarks.names.queries import HELD_OUT
from benchmarks.names.slips import SLIPS, misspell
from benchmarks.names.spelling import base_name
from registry.matching.answer import Outcome
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.naming.places import place_names
from registry.region import gazetteer

_BODIES = {"dinas": "Disdik", "igi": "IGI", "mgmp": "MGMP Matematika SMP"}


@dataclass(slots=True)
class Outcomes:
    """How many names were answered ``right``, ``asked`` back (the right one listed), answered with
    ``others`` only, with ``nobody``, or ``wrong``; and the wrong ones."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        total = max(1, self.counts.total())
        shares = ", ".join(
            f"{name} {self.counts[name] / total:.1%}" for name in ("right", "asked", "others", "nobody")
        )
        return f"{total:,} names: {shares}, wrong {self.counts['wrong']} ({self.counts['wrong'] / total:.3%})"


def run(each: int, seed: str) -> dict[tuple[str, int, str], Outcomes]:
    """The outcomes by sort of slip, number of slips and whether the level was said."""
    regions = [region.code for region in gazetteer() if region.level != "district"]
    found: dict[tuple[str, int, str], Outcomes] = {}
    with tempfile.TemporaryDirectory() as folder:
        entries = (_entry(body, code) for code in regions for body in _BODIES)
        build_index((organizer(entry) for entry in entries), Path(folder))
        matcher = Matcher.open(Path(folder))
        for code in regions:
            rng = random.Random(f"{seed} {code}")
            for key, text, gold in questions(code, each, rng):
                answer = matcher.match(text)
                outcomes = found.setdefault(key, Outcomes())
                outcome = _outcome(answer.outcome, answer.organizer_id, gold, answer.candidates)
                outcomes.counts[outcome] += 1
                if outcome == "wrong":
                    outcomes.wrong.append(f"{text} → {answer.organizer_id} ({region_of(code).name})")
    return found


def _entry(body: str, code: str) -> Entry:
    return Entry(body, code, subject="Matematika", level="SMP") if body == "mgmp" else Entry(body, code)


def questions(code: str, each: int, rng: random.Random) -> Iterator[tuple[tuple[str, int, str], str, str]]:
    """So many misspelled names of a region's bodies for each sort and number of slips."""
    base = base_name(code)
    marker = "" if len(code) == 2 else region_phrase(code).removesuffix(base).strip()
    marker = {"Kabupaten": "Kab."}.get(marker, marker)
    one = len(place_names().codes("".join(base.casefold().split()))) == 1
    for slips in (1, 2):
        for sort in SLIPS:
            for _ in range(each):
                place = misspell(base, slips, SLIPS[sort], rng)
                body = rng.choice(list(_BODIES))
                if place is None:
                    continue
                gold = _entry(body, code).id
                if marker:
                    yield (sort, slips, "with level"), f"{_BODIES[body]} {marker} {place}", gold
                if one or not marker:
                    yield (sort, slips, "bare"), f"{_BODIES[body]} {place}", gold


def _outcome(outcome: Outcome, organizer_id: str | None, gold: str, candidates: tuple[object, ...]) -> str:
    if outcome is Outcome.MATCH:
        return "right" if organizer_id == gold else "wrong"
    if outcome is Outcome.NONE:
        return "nobody"
    return "asked" if any(getattr(it, "organizer_id", "") == gold for it in candidates) else "others"


def main() -> None:
    """Print the shares, and wrong ones."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", default=HELD_OUT)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    for key, outcomes in sorted(run(options.each, options.seed).items(), key=lambda item: item[0][1:]):
        print(*key, outcomes, *(f"  {text}" for text in outcomes.wrong[: options.show]), sep="\n  ")


if __name__ == "__main__":
    main()
