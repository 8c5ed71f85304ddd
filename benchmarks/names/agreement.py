"""Where comparing with every name finds the right one first, does ours answer it?

``python -m benchmarks.names.agreement --size 1000000 --scorer ratio --questions 2000`` asks only questions
that have an answer. A name whose Kabupaten or Kota was left out is answered with "which of them?" by design;
such questions are counted apart.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import process

from benchmarks.names import ours
from benchmarks.names.corpus import full_text
from benchmarks.names.normal import normal
from benchmarks.names.queries import HELD_OUT, Query, set_exam
from benchmarks.names.rivals.method import SCORERS
from registry.matching.answer import Outcome
from registry.matching.matcher import Matcher


@dataclass(slots=True)
class Agreement:
    """Of the questions one scorer has right: how many ours matches, or asks back about the region's type."""

    scorer: str
    questions: int = 0
    right: int = 0
    matched: int = 0
    asked_back: int = 0
    missed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        share = self.matched / max(1, self.right)
        lenient = (self.matched + self.asked_back) / max(1, self.right)
        return (
            f"{self.scorer}: right first on {self.right} of {self.questions}; of these ours matches"
            f" {self.matched} ({share:.2%}), asks which region {self.asked_back} ({lenient:.2%} together),"
            f" misses {len(self.missed)}"
        )


Named = tuple[list[str], list[str]]
"""Ids and normalized texts, in the same order."""


def agree(scorer: str, queries: Sequence[Query], named: Named, matcher: Matcher) -> Agreement:
    """Ask every name of the registry and our matcher."""
    ids, texts = named
    result = Agreement(scorer, len(queries))
    for query in queries:
        best = process.extractOne(normal(query.text), texts, scorer=SCORERS[scorer])
        if best is None or ids[best[2]] != query.gold:
            continue
        result.right += 1
        found = matcher.match(query.text)
        if found.outcome is Outcome.MATCH and found.organizer_id == query.gold:
            result.matched += 1
        elif _asks_which(query, matcher):
            result.asked_back += 1
        else:
            result.missed.append(query.text)
    return result


def _asks_which(query: Query, matcher: Matcher) -> bool:
    """Whether ours offers the right one, and asks because its place may be another region of that name."""
    for step in matcher.explain(query.text).candidates:
        if step.organizer_id == query.gold:
            return any(reason == "place may be another region" for reason, _ in step.costs)
    return False


def main() -> None:
    """Print the shares and every question that is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--seed", default=HELD_OUT)
    parser.add_argument("--scorer", nargs="+", default=["ratio"], choices=SCORERS)
    parser.add_argument("--questions", type=int, default=2_000)
    options = parser.parse_args()
    exam = set_exam(options.size, options.seed)
    entries = list(exam.registered())
    named = [entry.id for entry in entries], [normal(full_text(entry)) for entry in entries]
    asked = [query for query in exam.queries if query.gold][: options.questions]
    with tempfile.TemporaryDirectory() as folder:
        ours.build(exam, Path(folder))
        matcher = Matcher.open(Path(folder))
        for scorer in options.scorer:
            result = agree(scorer, asked, named, matcher)
            print(result, *(f"  {text}" for text in result.missed), sep="\n", flush=True)


if __name__ == "__main__":
    main()
