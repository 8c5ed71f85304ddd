"""The five levels of a verdict."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """What a teacher is told first. ``unknown`` is not bad: the typical one is an honest community."""

    RECOGNIZED = "recognized"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    CAUTION = "caution"
    DANGER = "danger"
