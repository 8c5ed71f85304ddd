"""All methods on one exam, in one run: accuracy, CPU time and what they cost against ours."""

from __future__ import annotations

import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.names import ours
from benchmarks.names.corpus import full_text
from benchmarks.names.normal import normal
from benchmarks.names.queries import Exam, Query, set_exam
from benchmarks.names.rivals.method import Method
from benchmarks.names.score import Answer, Figures, figures
from registry.matching.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Rival:
    """A method to compare with, and how many questions it is asked at each size (slow ones get fewer)."""

    name: str
    make: Callable[[], Method]
    questions: dict[int, int]


@dataclass(frozen=True, slots=True)
class Result:
    """One method at one size. ``times_ours`` is its median CPU over ours on the same questions, in one run.

    ``ours_where_right``: of the questions whose first answer was right, how many our matcher gets right.
    """

    method: str
    size: int
    indexed: int
    build_seconds: float
    figures: Figures
    times_ours: float = 1.0
    right: int = 0
    ours_where_right: int = 0


def rivals() -> list[Rival]:
    """Everything that is compared, cheapest first. Imports are here so that ours runs without them."""
    from benchmarks.names.rivals.exhaustive import Exhaustive
    from benchmarks.names.rivals.fts5 import Fts5
    from benchmarks.names.rivals.logic_v2 import LogicV2
    from benchmarks.names.rivals.postgres import PgTrgm
    from benchmarks.names.rivals.tantivy_search import Tantivy

    def per(small: int, medium: int, large: int, largest: int) -> dict[int, int]:
        return {1_000: small, 30_000: medium, 300_000: large, 1_000_000: largest}

    return [
        Rival("tantivy", Tantivy, per(2000, 2000, 1200, 600)),
        Rival("fts5-trigram", lambda: Fts5("trigram"), per(2000, 1500, 600, 300)),
        Rival("fts5-words", lambda: Fts5("words"), per(2000, 1000, 300, 150)),
        Rival("ratio", lambda: Exhaustive("ratio"), per(2000, 1500, 1000, 400)),
        Rival("token-sort", lambda: Exhaustive("token_sort_ratio"), per(2000, 1000, 200, 60)),
        Rival("wratio", lambda: Exhaustive("WRatio"), per(1000, 600, 100, 40)),
        Rival("logic-v2", LogicV2, per(300, 300, 150, 100)),
        Rival("pg-trgm", PgTrgm, per(1000, 500, 100, 40)),
    ]


def run(
    size: int, seed: str, chosen: Sequence[Rival], share: float = 1.0, keep: Path | None = None
) -> list[Result]:
    """Set the exam, build every index in turn and ask. ``share`` scales the rivals' questions; ``keep`` is a
    folder in which exam and our index stay for the next run.
    """
    with tempfile.TemporaryDirectory() as passing:
        exam, built = _prepared(size, seed, keep or Path(passing))
        answers = ours.ask(Matcher.open(built.folder), exam.queries)
    results = [Result("CekDiklat", size, exam.indexed, built.seconds, figures(answers))]
    if chosen:
        ids, texts = _texts(exam)
        for rival in chosen:
            count = max(20, int(rival.questions[size] * share))
            results.append(_ask_rival(rival.make(), exam, (ids, texts), answers[:count]))
    return results


def _prepared(size: int, seed: str, folder: Path) -> tuple[Exam, ours.Built]:
    """The exam and our index, those kept in the folder when there are any."""
    kept = folder / f"{seed}-{size}.pickle"
    if kept.exists():
        exam, built = pickle.loads(kept.read_bytes())
        return exam, built
    say(f"{size:,}: setting the exam ({seed})")
    exam = set_exam(size, seed)
    say(f"{size:,}: our index of {exam.indexed:,} organizers")
    built = ours.build(exam, folder / f"{seed}-{size}")
    kept.write_bytes(pickle.dumps((exam, built)))
    return exam, built


def _texts(exam: Exam) -> tuple[list[str], list[str]]:
    ids, texts = [], []
    for entry in exam.registered():
        ids.append(entry.id)
        texts.append(normal(full_text(entry)))
    return ids, texts


def _ask_rival(
    method: Method, exam: Exam, corpus: tuple[list[str], list[str]], own: Sequence[Answer]
) -> Result:
    ids, texts = corpus
    say(f"{exam.size:,}: {method.name}, {len(own)} questions")
    start = time.perf_counter()
    method.build(texts)
    seconds = time.perf_counter() - start
    answers: dict[str, list[Answer]] = {}
    try:
        for answer in own:
            for scorer, ranking in method.ask(answer.query.text).items():
                answers.setdefault(scorer, []).append(_answer(answer.query, ids, ranking.best, ranking.cpu))
    finally:
        method.close()
    best = max(answers, key=lambda scorer: figures(answers[scorer]).f1)
    given, found = answers[best], figures(answers[best])
    right = [(a, o) for a, o in zip(given, own, strict=True) if a.query.gold and a.best == a.query.gold]
    return Result(
        f"{method.name} ({best})" if len(answers) > 1 else method.name,
        exam.size,
        exam.indexed,
        seconds,
        found,
        times_ours=found.cpu_p50 / (median(o.cpu for o in own) * 1000),
        right=len(right),
        ours_where_right=sum(bool(o.decided) and o.best == o.query.gold for _, o in right),
    )


def _answer(query: Query, ids: Sequence[str], best: Sequence[tuple[int, float]], cpu: float) -> Answer:
    if not best:
        return Answer(query, None, 0.0, 0.0, cpu)
    lead = best[0][1] - best[1][1] if len(best) > 1 else best[0][1]
    return Answer(query, ids[best[0][0]], best[0][1], lead, cpu)


def say(text: str) -> None:
    """Progress, beside the results."""
    print(text, file=sys.stderr, flush=True)
