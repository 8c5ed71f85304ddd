"""``cekdiklat names``: how a name is understood, step by step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from registry.commands.published import Names, index_option
from registry.matching.explanation import Explanation


@click.group()
def group() -> None:
    """How organizers' names are understood."""


@group.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON")
@index_option
def explain(name: str, as_json: bool, folder: Path | None) -> None:
    """Show every slot of NAME and the words it was read from, the candidates, their costs and vetoes."""
    names = Names(folder)
    found = names.matcher.explain(name)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    for line in _lines(found, names):
        click.echo(line)


def _lines(found: Explanation, names: Names) -> Iterator[str]:
    yield f"name        {found.name}"
    yield f"normalized  {found.normalized}"
    for slot in found.slots:
        yield f"  {slot.slot:<10}{slot.value or '-':<28}from {slot.words!r}"
    yield f"route       {found.route}"
    for candidate in found.candidates:
        label = names.describe(candidate.organizer_id).get("name", candidate.organizer_id)
        if candidate.veto:
            yield f"  vetoed    {label}: {candidate.veto}"
        else:
            costs = "; ".join(f"{reason} -{amount:.2f}" for reason, amount in candidate.costs)
            yield f"  {candidate.score:<10.2f}{label}{f' ({costs})' if costs else ''}"
    answer = found.match
    who = f" → {answer.organizer_id}" if answer.organizer_id else ""
    old = " (an old name)" if answer.old_name else ""
    yield f"outcome     {answer.outcome.value}{who}{old}"
