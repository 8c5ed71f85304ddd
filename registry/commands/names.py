"""``cekdiklat names``: how a name is understood, step by step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from registry.commands.published import Names, index_option
from registry.matching.explanation import CandidateStep, Explanation

HOPELESS = 3
"""Candidates without any score that are shown; more of them say nothing new."""
VETOED = 8
MARKERS = {"province": "Provinsi", "regency": "Kabupaten", "city": "Kota", "district": "Kecamatan"}
ROUTES = {
    "registration": "registration (its number names it)",
    "key": "key (the name is registered just so, or in another wording)",
    "candidates": "candidates (weighed one by one)",
    "none": "none (nobody comes into question)",
}


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
        yield f"  {slot.slot:<10}{slot.value or '-':<28} from {slot.words!r}"
    yield f"route       {ROUTES.get(found.route, found.route)}"
    shown = [it for it in found.candidates if not it.veto]
    hopeless = [it for it in shown if not it.score]
    for candidate in shown[: len(shown) - max(0, len(hopeless) - HOPELESS)]:
        costs = "; ".join(f"{reason} -{amount:.2f}" for reason, amount in candidate.costs)
        label = names.describe(candidate.organizer_id).get("name", candidate.organizer_id)
        yield f"  {candidate.score:<10.2f}{label}{f' ({costs})' if costs else ''}"
    for candidate in [it for it in found.candidates if it.veto][:VETOED]:
        yield f"  vetoed    {_vetoed(candidate, names)}"
    answer = found.match
    who = f" → {answer.organizer_id}" if answer.organizer_id else ""
    old = " (an old name)" if answer.old_name else ""
    yield f"outcome     {answer.outcome.value}{who}{old}"


def _vetoed(candidate: CandidateStep, names: Names) -> str:
    """The entry and the contradiction; where it is the region, the entry's own."""
    known = names.describe(candidate.organizer_id)
    said = candidate.veto
    if said.startswith("region:") and "kind" in known:
        for word, marker in MARKERS.items():
            said = said.replace(f"region: {word} ", f"region: {marker} ")
        region = known["region"]
        said += f", not {region['name'] if region else 'a nationwide body'}"
    return f"{known.get('name', candidate.organizer_id)}: {said}"
