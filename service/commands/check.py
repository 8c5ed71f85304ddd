"""``cekdiklat check``: one page or message, or a stream of them, without a server and without a request."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TextIO

import click
from pydantic import ValidationError

from registry.commands.jsonl import Json, LineError, stream
from registry.commands.opened import clear_ends
from registry.settings import settings
from service.answering import Answering
from service.api.request import CheckRequest
from service.checking.texts import Language
from service.firststart import publish_when_empty
from service.log import configure as configure_log

_FOUND = ("caution", "danger")


@click.command()
@click.argument("url", required=False)
@click.option(
    "--text",
    type=click.File(encoding="utf-8", errors="replace"),
    help="File with the text of the page; - for stdin",
)
@click.option("--title", default=None, help="Title of the page")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the check (today)")
@click.option(
    "--lang", type=click.Choice([it.value for it in Language]), default="id", help="Language of the answer"
)
@click.option("--json", "as_json", is_flag=True, help="Write the whole verdict as JSON")
@click.option(
    "--jsonl", is_flag=True, help='Read {"id","url"?,"title"?,"text"?,"links"?,"date"?} lines from stdin'
)
def check(
    url: str | None,
    text: TextIO | None,
    title: str | None,
    on: datetime | None,
    lang: str,
    as_json: bool,
    jsonl: bool,
) -> None:
    """Say who is behind a link or message.

    Exit code 0: done; 1: found caution or danger (one page only); 2: something could not be read.
    """
    configure_log()
    with clear_ends():
        publish_when_empty(settings())
        answering = Answering.local(settings())
    if jsonl:
        if url or text or title:
            raise click.UsageError("--jsonl reads everything from stdin; leave out URL, --text and --title")
        given: Json = {"lang": lang} | ({"date": on.date().isoformat()} if on else {})
        sys.exit(stream(lambda row: _line(given | row, answering)))
    wanted: Json = {"url": url, "title": title, "text": text.read() if text else None, "lang": lang}
    if on:
        wanted["date"] = on.date()
    try:
        verdict = answering.check(CheckRequest.model_validate(wanted))
    except ValidationError as error:
        raise click.UsageError(_why(error)) from None
    click.echo(json.dumps(verdict, ensure_ascii=False) if as_json else _plain(verdict))
    sys.exit(1 if verdict["level"] in _FOUND else 0)


def _line(row: Json, answering: Answering) -> Json:
    try:
        return answering.check(CheckRequest.model_validate(row))
    except ValidationError as error:
        raise LineError(_why(error)) from None


def _why(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, entry['loc'])) or 'input'}: {entry['msg'].removeprefix('Value error, ')}"
        for entry in error.errors(include_url=False, include_input=False, include_context=False)
    )


def _plain(verdict: Json) -> str:
    lines = [f"{verdict['headline']}  [{verdict['level']}]"]
    if "link" in verdict:
        lines.append(f"  {verdict['link']['url']}")
    for reason in verdict["reasons"]:
        lines.append(f"- {reason['text']}")
        if "quote" in reason and reason["quote"] not in reason["text"]:
            lines.append(f"    “{' '.join(reason['quote'].split())}”")
    lines += [f"→ {it['text']}" for it in verdict["advice"] if it["kind"] in ("do", "ask")]
    return "\n".join(lines)
