"""Which documents the table of contents leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch


def unplaced(index: str, documents: Iterable[str]) -> list[str]:
    """The documents that no line of ``index.md`` names; a line may be a pattern.

    >>> unplaced("names\\n\\ndecisions/*\\n", ["index", "names", "hosts", "decisions/0001-a"])
    ['hosts']
    """
    named = [line.strip() for line in index.splitlines() if line.strip()]
    return sorted(it for it in documents if it != "index" and not any(fnmatch(it, name) for name in named))
