"""Our matcher, measured like its rivals: the raw name goes in, its own decision comes out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.names.corpus import organizer
from benchmarks.names.queries import Exam, Query
from benchmarks.names.score import Answer
from registry.matching.answer import Outcome
from registry.matching.index import build_index
from registry.matching.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Built:
    """An index and what it cost."""

    folder: Path
    seconds: float
    cpu: float
    megabytes: float


def build(exam: Exam, folder: Path) -> Built:
    """Build the index of an exam; the generator's own time is taken off."""
    start = time.process_time()
    for entry in exam.registered():
        organizer(entry)
    generating = time.process_time() - start
    wall, cpu = time.perf_counter(), time.process_time()
    build_index((organizer(entry) for entry in exam.registered()), folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Built(
        folder,
        seconds=time.perf_counter() - wall - generating,
        cpu=time.process_time() - cpu - generating,
        megabytes=size / 1e6,
    )


def ask(matcher: Matcher, queries: Sequence[Query]) -> list[Answer]:
    """Every question once, one after the other, in CPU time of this thread."""
    for query in queries[:200]:  # pages and caches warm, as in a service that runs
        matcher.match(query.text)
    answers = []
    for query in queries:
        start = time.thread_time()
        found = matcher.match(query.text)
        cpu = time.thread_time() - start
        first = found.organizer_id or (found.candidates[0].organizer_id if found.candidates else None)
        second = found.candidates[1].score if len(found.candidates) > 1 else 0.0
        answers.append(
            Answer(
                query,
                first,
                found.score * 100,
                (found.score - second) * 100,
                cpu,
                decided=found.outcome is Outcome.MATCH,
            )
        )
    return answers
