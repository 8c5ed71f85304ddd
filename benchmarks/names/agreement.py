"""Where comparing with every name finds the right one first, does ours answer it?

``python -m benchmarks.names.agreement --size 1000000 --scorer ratio --questions 2000`` asks only questions
that have an answer. What "right" means:

* *They* are right when the entry asked for, and no other, has the highest score. A tie that happens to be
  broken well is luck.
* *We* are right when the answer is ``match`` with that entry.
* A question is *undecided* when it leaves out Kabupaten or Kota, or the regency of a district, where more
  than one region bears the name that is left, by the official list and whoever is registered ("MGMP IPA SMP
  Bekasi"). Nobody can be right about it but by luck, because no registry is complete: here we are right when
  we ask, and the entry is among those we ask about.

Printed are the decided questions, the undecided ones, both together, and the strict count, in which only
``match`` is right on any question, ties of theirs included.
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
from registry.matching.answer import NameMatch, Outcome
from registry.matching.matcher import Matcher


@dataclass(slots=True)
class Agreement:
    """Of the questions one scorer has right: how many ours has right.

    ``lucky``: those in which other entries had the same score; they count in the strict figure only.
    """

    scorer: str
    questions: int = 0
    decided: int = 0
    matched: int = 0
    undecided: int = 0
    asked_back: int = 0
    strict: int = 0
    strictly_matched: int = 0
    lucky: int = 0
    missed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        together, right = self.matched + self.asked_back, self.decided + self.undecided
        return (
            f"{self.scorer}: right first on {right} of {self.questions} (and {self.lucky} by a tie).\n"
            f"  decided: ours matches {_share(self.matched, self.decided)}\n"
            f"  undecided: ours asks, with the right one listed, {_share(self.asked_back, self.undecided)}\n"
            f"  together {_share(together, right)}; strict (match only, ties included)"
            f" {_share(self.strictly_matched, self.strict)}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / max(1, whole):.2%})"


Named = tuple[list[str], list[str]]
"""Ids and normalized texts, in the same order."""


def agree(scorer: str, queries: Sequence[Query], named: Named, matcher: Matcher) -> Agreement:
    """Ask every name of the registry and our matcher."""
    ids, texts = named
    result = Agreement(scorer, len(queries))
    for query in queries:
        best = process.extract(normal(query.text), texts, scorer=SCORERS[scorer], limit=2)
        if not best or ids[best[0][2]] != query.gold:
            continue
        _count(query, matcher.match(query.text), len(best) > 1 and best[1][1] == best[0][1], result)
    return result


def _count(query: Query, found: NameMatch, tied: bool, result: Agreement) -> None:
    """Add one question that the scorer has right, maybe by a tie."""
    matched = found.outcome is Outcome.MATCH and found.organizer_id == query.gold
    result.strict += 1
    result.strictly_matched += matched
    if tied:
        result.lucky += 1
        return
    right = matched or (query.undecided and any(it.organizer_id == query.gold for it in found.candidates))
    if query.undecided:
        result.undecided += 1
        result.asked_back += right
    else:
        result.decided += 1
        result.matched += right
    if not right:
        result.missed.append(query.text)


def main() -> None:
    """Print the shares and every question that is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--seed", default=HELD_OUT)
    parser.add_argument("--scorer", nargs="+", default=["ratio"], choices=SCORERS)
    parser.add_argument("--questions", type=int, default=2_000)
    parser.add_argument(
        "--hide", action="store_true", help="do not print what is missed: the seed stays unread"
    )
    options = parser.parse_args()
    exam = set_exam(options.size, options.seed, max(2_000, options.questions))
    entries = list(exam.registered())
    named = [entry.id for entry in entries], [normal(full_text(entry)) for entry in entries]
    asked = [query for query in exam.queries if query.gold][: options.questions]
    with tempfile.TemporaryDirectory() as folder:
        ours.build(exam, Path(folder))
        matcher = Matcher.open(Path(folder))
        for scorer in options.scorer:
            result = agree(scorer, asked, named, matcher)
            missed = [] if options.hide else result.missed
            print(result, *(f"  missed: {text}" for text in missed), sep="\n", flush=True)


if __name__ == "__main__":
    main()
