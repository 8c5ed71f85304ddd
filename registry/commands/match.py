"""``cekdiklat match``: who does this name stand for?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from registry.commands.jsonl import Json, LineError, stream
from registry.commands.published import Names, index_option
from registry.matching.answer import NameMatch, Outcome


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
        sys.exit(stream(lambda row: _line(row, names)))
    try:
        found = names.matcher.match(name or "", _region(region))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(json.dumps(_answer(found, names), ensure_ascii=False, indent=2))
    sys.exit(0 if found.outcome is Outcome.MATCH else 1)


def _line(row: Json, names: Names) -> Json:
    if not isinstance(row.get("q"), str):
        raise LineError('the line needs the form {"id": ..., "q": "..."}')
    try:
        return _answer(names.matcher.match(row["q"], _region(row.get("region"))), names)
    except ValueError as error:
        raise LineError(str(error)) from None


def _region(code: Any) -> str | None:
    """A checked region code, ``None`` for none."""
    if code is None or code == "":
        return None
    from registry.region import gazetteer

    return gazetteer().find(str(code)).code


def _answer(found: NameMatch, names: Names) -> Json:
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
