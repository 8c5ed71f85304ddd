"""Which activity of the 2024 catalogue an event looks like: by its name and its length, or none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from registry.reading.facts import Activity, Quote
from registry.reading.plain import PlainText
from registry.reading.vocabulary import Phrases, vocabulary
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    names: Phrases
    days: tuple[int, int] | None


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            entry["code"],
            Phrases.of(entry["cues"]),
            tuple(entry["days"]) if "days" in entry else None,
        )
        for entry in vocabulary("activity")["activity"]
    )


def read_activity(fields: Sequence[PlainText], days: int | None) -> Activity | None:
    """The activity, or ``None`` when the name says nothing or the length fits no line of the catalogue.

    A training of other than 2-3 days is not in the catalogue, and nothing is counted proportionally.
    """
    for kind in _kinds():
        if kind.days is not None and (days is None or not kind.days[0] <= days <= kind.days[1]):
            continue
        for field in fields:
            if (match := kind.names.search(field)) is not None:
                return Activity(kind.code, Quote.of(field, *match.span()))
    return None
