"""One JSON object a line in, one a line out: the stream of ``match``, ``hosts explain`` and ``check``."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

Json = dict[str, Any]

MAX_LINE = 8_000_000
"""Characters of one input line: a check's largest text (1 MB) with every character escaped, and more."""


class LineError(ValueError):
    """A line that cannot be answered: ``code`` for programs, the message for people."""

    def __init__(self, message: str, code: str = "input") -> None:
        super().__init__(message)
        self.code = code


def stream(answer: Callable[[Json], Json], blank: Json | None = None) -> int:
    """Answer every line of standard input on standard output, in order; a broken line hides no other.

    ``answer`` takes the object of one line and returns the answer without its ``id``, or raises
    :class:`LineError`. A line without an ``id`` is answered with its number. The answer to a broken line is
    ``id``, ``line``, the fields of ``blank`` and ``error`` {``code``, ``message``}.

    Returns the exit code: 0, or 2 if a line was broken.
    """
    # Bytes that are no UTF-8 become the replacement character: one such line must not end the stream.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    broken = False
    for answered in _answers(lines, answer, blank or {}):
        broken = broken or "error" in answered
        click.echo(json.dumps(answered, ensure_ascii=False))
    return 2 if broken else 0


def _answers(lines: Iterable[str], answer: Callable[[Json], Json], blank: Json) -> Iterator[Json]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity: object = number
        try:
            row = _row(line, number)
            identity = row.get("id", number)
            yield {"id": identity, **answer(row)}
        except LineError as error:
            told = {"code": error.code, "message": str(error)}
            yield {"id": identity, "line": number, **blank, "error": told}


def _row(line: str, number: int) -> Json:
    if len(line) > MAX_LINE:
        raise LineError(f"line {number} is longer than {MAX_LINE} characters", "json")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise LineError(f"line {number} is not JSON", "json") from None
    if not isinstance(row, dict):
        raise LineError(f"line {number} is not a JSON object", "json")
    return row
