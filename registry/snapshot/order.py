"""What a person who publishes decides."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import field

from registry.snapshot.indexes import INDEXES
from registry.values import dataclass


def _unheard(_step: str, _done: int, _total: int) -> None:
    """Hears progress and does nothing with it."""


@dataclass(frozen=True, slots=True)
class PublishOrder:
    """Who publishes, why, and what to keep.

    ``accept``: the reason for publishing against the guard. ``keep``: how many versions stay. ``wait``:
    seconds to wait for another publish. ``indexes``: which ones to build. ``on_progress`` hears the step, how
    many are done and of how many.
    """

    by: str = field(default_factory=getpass.getuser)
    note: str | None = None
    accept: str | None = None
    keep: int = 5
    wait: float = 600.0
    indexes: tuple[str, ...] = tuple(INDEXES)
    on_progress: Callable[[str, int, int], None] = _unheard
