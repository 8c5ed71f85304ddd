"""``cekdiklat match``: who does this name stand for?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import click

from registry.commands.published import Names, index_option
from registry.matching.answer import NameMatch, Outcome

MAX_LINE = 100_000
"""Longer input lines are refused: no name is this long."""


@click.command()
@click.argument("name", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"id","q","region"?} lines from stdin')
@click.option("--region", help="Official code of a region known beside the name, e.g. 32.04")
@index_option
def match(name: str | None, jsonl: bool, region: str | None, folder: Path | None) -> None:
    """Find the organizer that NAME stands for.

    Exit code 0: one organizer matches (with --jsonl: every line was answered); 1: ambiguous or none; 2:
    unusable input (with --jsonl: some line; the answer in its place says why).
    """
    if jsonl == (name is not None):
        raise click.UsageError("give one name, or --jsonl and the names on stdin")
    names = Names(folder)
    if jsonl:
        sys.exit(_stream(click.get_text_stream("stdin", "utf-8", "replace"), names))
    try:
        found = names.matcher.match(name or "", _region(region))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(json.dumps(_answer(found, names), ensure_ascii=False, indent=2))
    sys.exit(0 if found.outcome is Outcome.MATCH else 1)


def _stream(lines: TextIO, names: Names) -> int:
    """Answer every line in order, a broken one with an error in its place. Returns the exit code."""
    broken = False
    for answer in _answers(lines, names):
        broken = broken or "error" in answer
        click.echo(json.dumps(answer, ensure_ascii=False))
    return 2 if broken else 0


def _answers(lines: Iterable[str], names: Names) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if len(line) > MAX_LINE:
            yield {"id": None, "error": f"line {number} is longer than {MAX_LINE} characters"}
            continue
        try:
            asked = json.loads(line)
        except ValueError:
            yield {"id": None, "error": f"line {number} is not JSON"}
            continue
        if not isinstance(asked, dict) or not isinstance(asked.get("q"), str):
            yield {"id": None, "error": f'line {number} needs the form {{"id": ..., "q": "..."}}'}
            continue
        try:
            found = names.matcher.match(asked["q"], _region(asked.get("region")))
        except ValueError as error:
            yield {"id": asked.get("id"), "error": f"line {number}: {error}"}
            continue
        yield {"id": asked.get("id"), **_answer(found, names)}


def _region(code: Any) -> str | None:
    """A checked region code, ``None`` for none."""
    if code is None or code == "":
        return None
    from registry.region import gazetteer

    return gazetteer().find(str(code)).code


def _answer(found: NameMatch, names: Names) -> dict[str, Any]:
    return {
        "outcome": found.outcome.value,
        "organizer": names.describe(found.organizer_id) if found.organizer_id else None,
        "candidates": [
            {**names.describe(candidate.organizer_id), "score": candidate.score}
            for candidate in found.candidates
        ],
        "score": found.score,
        "old_name": found.old_name,
    }
