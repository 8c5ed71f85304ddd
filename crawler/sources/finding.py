"""One reason against a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` for machines and tests, ``text`` for people."""

    code: str
    text: str
