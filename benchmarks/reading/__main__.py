"""``python -m benchmarks.reading --announcements FILE --messages FILE``: how well pages are read."""

from __future__ import annotations

import time
from pathlib import Path

import click

from benchmarks.embedded import embedded
from benchmarks.reading.labelled import Labelled, announcements, messages
from benchmarks.reading.levels import message_levels, page_levels
from benchmarks.reading.organizers import organizer_scores, seed_matcher
from benchmarks.reading.score import announcement_scores, message_scores
from registry.reading.event import read_event
from registry.reading.signals import find_signals


@click.command()
@click.option(
    "--announcements", "pages", type=click.Path(exists=True, path_type=Path), help="Labelled pages (JSONL)"
)
@click.option(
    "--messages", "chats", type=click.Path(exists=True, path_type=Path), help="Labelled messages (JSONL)"
)
def main(pages: Path | None, chats: Path | None) -> None:
    """Print all figures; rows a second reader could label otherwise are scored apart."""
    matcher = seed_matcher()
    everything: list[Labelled] = []
    if pages:
        rows = announcements(pages)
        everything += rows
        for name, chosen in (
            (
                "announcements, verbatim, not uncertain",
                [r for r in rows if r.group == "verbatim" and not r.uncertain],
            ),
            (
                "announcements, verbatim, uncertain",
                [r for r in rows if r.group == "verbatim" and r.uncertain],
            ),
            ("announcements, excerpts and retold", [r for r in rows if r.group != "verbatim"]),
        ):
            _show(name, {**announcement_scores(chosen), "organizers": organizer_scores(chosen, matcher)})
    if chats:
        rows = messages(chats)
        everything += rows
        for name, chosen in (
            ("messages, not uncertain", [r for r in rows if not r.uncertain]),
            ("messages, all", rows),
        ):
            _show(name, {**message_scores(chosen), "organizers": organizer_scores(chosen, matcher)})
    with embedded() as snapshot:
        if pages:
            click.echo(f"\n== levels of pages: {dict(page_levels(announcements(pages), snapshot))}")
        if chats:
            _show("levels of messages, all", dict(message_levels(messages(chats), snapshot)))
    _time(everything)


def _show(name: str, scores: dict[str, object]) -> None:
    click.echo(f"\n== {name}")
    for what, score in scores.items():
        click.echo(f"{what:22} {score}")


def _time(rows: list[Labelled]) -> None:
    """CPU time of reading and signals per page, after one warm-up round."""
    for turn in range(2):
        began = time.process_time()
        for row in rows:
            find_signals(row.page, read_event(row.page, row.on), row.on)
        spent = time.process_time() - began
        if turn and rows:
            size = sum(len(row.page.text) for row in rows) / len(rows)
            click.echo(
                f"\nCPU per page: {spent / len(rows) * 1000:.2f} ms ({size:.0f} characters on average)"
            )


if __name__ == "__main__":
    main()
