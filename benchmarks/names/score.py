"""From rankings to figures: the threshold is chosen on the even questions and reported on the odd ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.names.queries import Query


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the best id and its score (0 to 100), the lead over the second, and the CPU seconds spent.

    ``decided``: the method says by itself whether it accepts (ours); otherwise a threshold decides.
    """

    query: Query
    best: str | None
    score: float
    lead: float
    cpu: float
    decided: bool | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """How a method did. Shares are between 0 and 1, CPU in milliseconds per name."""

    questions: int
    top1: float
    precision: float
    recall: float
    f1: float
    false_accepts: float
    impostors: int
    cpu_p50: float
    cpu_p99: float
    cpu_mean: float
    threshold: float | None = None
    lead: float | None = None
    wrong: dict[str, int] = field(default_factory=dict)  # category → questions answered wrongly


def figures(answers: Sequence[Answer]) -> Figures:
    """Tune on even rows and report on odd ones, or take the method's own decisions over all rows."""
    cpu = sorted(answer.cpu * 1000 for answer in answers)
    positive = [answer for answer in answers if answer.query.gold]
    top1 = sum(answer.best == answer.query.gold for answer in positive) / max(1, len(positive))
    threshold = lead = None
    reported = answers
    if any(answer.decided is None for answer in answers):
        threshold, lead = _tune(answers[::2])
        reported = answers[1::2]
    accepted = [_accepts(answer, threshold, lead) for answer in reported]
    precision, recall, f1 = _f1(reported, accepted)
    negative = [took for answer, took in zip(reported, accepted, strict=True) if not answer.query.gold]
    wrong: dict[str, int] = {}
    for answer, took in zip(reported, accepted, strict=True):
        if took != bool(answer.query.gold) or (took and answer.best != answer.query.gold):
            wrong[answer.query.category] = wrong.get(answer.query.category, 0) + 1
    return Figures(
        questions=len(answers),
        top1=top1,
        precision=precision,
        recall=recall,
        f1=f1,
        false_accepts=sum(negative) / max(1, len(negative)),
        impostors=wrong.get("impostor", 0),
        cpu_p50=cpu[len(cpu) // 2],
        cpu_p99=cpu[min(len(cpu) - 1, int(len(cpu) * 0.99))],
        cpu_mean=sum(cpu) / len(cpu),
        threshold=threshold,
        lead=lead,
        wrong=dict(sorted(wrong.items())),
    )


def _accepts(answer: Answer, threshold: float | None, lead: float | None) -> bool:
    if answer.best is None:
        return False
    if answer.decided is not None:
        return answer.decided
    return answer.score >= (threshold or 0) and answer.lead >= (lead or 0)


def _f1(answers: Sequence[Answer], accepted: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1; an accepted negative counts against precision."""
    right = sum(
        took and answer.best == answer.query.gold for answer, took in zip(answers, accepted, strict=True)
    )
    positive = sum(answer.query.gold is not None for answer in answers)
    precision = right / max(1, sum(accepted))
    recall = right / max(1, positive)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _tune(answers: Sequence[Answer]) -> tuple[float, float]:
    """The threshold and the lead over the second with the best F1."""
    best = (-1.0, 0.0, 0.0)
    for lead in (0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0):
        ranked = sorted((a for a in answers if a.best is not None and a.lead >= lead), key=lambda a: -a.score)
        positive, right = sum(a.query.gold is not None for a in answers), 0
        for taken, answer in enumerate(ranked, start=1):
            right += answer.best == answer.query.gold
            last = taken == len(ranked) or ranked[taken].score < answer.score
            f1 = 2 * right / max(1, taken + positive)
            if last and f1 > best[0]:
                best = (f1, answer.score, lead)
    return best[1], best[2]
