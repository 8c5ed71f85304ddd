"""``cekdiklat hosts``: whose address is this, and whom does it imitate, step by step."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from registry.commands.jsonl import Json, LineError, stream
from registry.hosts.index import HostIndex, IndexFormatError
from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.lookalike import Lookalike, Severity
from registry.hosts.lookalike.view import decode_label
from registry.hosts.ownership import Ownership
from registry.hosts.platforms import as_dict
from registry.hosts.reader import read_link, wrappers


@click.group()
def group() -> None:
    """Link keys, owners of hosts, look-alikes."""


@group.command()
@click.argument("url", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"id","url"} lines from stdin')
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day on which owners count (today)")
@click.option(
    "--index",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A built host index in place of the published one",
)
def explain(url: str | None, jsonl: bool, day: datetime | None, folder: Path | None) -> None:
    """Show key, owner and look-alike evidence of an address.

    Exit code 0: done; 1: the address imitates somebody; 2: it could not be read.
    """
    if jsonl == (url is not None):
        raise click.UsageError("give one address, or --jsonl and the addresses on stdin")
    index = _index(folder)
    on = day.date() if day else date.today()
    if jsonl:
        blank = {"key": None, "owner": None, "lookalike": None}
        sys.exit(stream(lambda row: _line(row, index, on), blank))
    try:
        link = read_link(url or "")
    except UnreadableLinkError as error:
        raise click.UsageError(str(error)) from None
    for line in (*_reading(url or "", link), *_steps(link, index, on)):
        click.echo(line)
    sys.exit(1 if index.lookalike(link) else 0)


@group.command()
def platforms() -> None:
    """Print the shared platforms as JSON, as the extension reads them."""
    click.echo(json.dumps(as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _index(folder: Path | None) -> HostIndex:
    if folder is not None:
        try:
            return HostIndex.open(folder)
        except IndexFormatError as error:
            raise click.UsageError(str(error)) from None
    from registry.settings import settings
    from registry.snapshot import SnapshotError, SnapshotStore

    try:
        return SnapshotStore(settings().snapshots).current().hosts
    except SnapshotError as error:
        raise click.UsageError(str(error)) from None


def _line(row: Json, index: HostIndex, on: date) -> Json:
    if not isinstance(row.get("url"), str):
        raise LineError('the line needs the form {"id": …, "url": "…"}')
    try:
        return _answer(read_link(row["url"]), index, on)
    except UnreadableLinkError as error:
        raise LineError(str(error), error.code) from None


def _answer(link: Link, index: HostIndex, on: date) -> Json:
    owners = index.owners(link, on)
    found = index.inspect(link)
    shown = next((item for item in found if item.severity is not Severity.SHADOW), None)
    return {
        "key": link.key,
        "url": link.url,
        "platform": link.platform,
        "needs_resolving": link.needs_resolving,
        "owner": _owner(owners[0]) if owners else None,
        "owners": [item.organizer_id for item in owners],
        "suffix_class": index.suffix_class(link),
        "caveats": list(index.caveats(link)),
        "lookalike": _lookalike(shown) if shown else None,
        "counted": sorted({item.technique.value for item in found if item.severity is Severity.SHADOW}),
    }


def _owner(item: Ownership) -> Json:
    return {
        **asdict(item),
        "since": item.since.isoformat() if item.since else None,
        "until": item.until.isoformat() if item.until else None,
        "proves": item.proves,
    }


def _lookalike(item: Lookalike) -> Json:
    return {**asdict(item), "spans": [list(span) for span in item.spans]}


def _reading(text: str, link: Link) -> Iterator[str]:
    """What was cut off or opened before the address was read, and how a reader sees its host."""
    before = text.partition("//")[2].replace("\\", "/").partition("/")[0]
    if "@" in before:
        yield 'login       what stands before "@" is no host and was dropped'
    yield from (f"through     {address}" for address in wrappers(text))
    shown = ".".join(map(decode_label, link.host.split(".")))
    if shown != link.host:
        yield f"shown       {shown}"


def _steps(link: Link, index: HostIndex, on: date) -> Iterator[str]:
    """Every step of the answer, one line each."""
    yield f"key         {link.key}"
    yield f"address     {link.url}"
    if link.platform:
        told = ", everybody can take a name here" if link.tenant else ""
        told = ", needs resolving" if link.needs_resolving else told
        yield f"platform    {link.platform}{told}"
    yield f"domain      {link.registrable or '-'} below {link.suffix or '-'}"
    if (zone := index.suffix_class(link)) is not None:
        yield f"zone        {zone}: proves that a registrant of this class exists, not which"
    yield from (f"caveat      {caveat}" for caveat in index.caveats(link))
    owners = index.owners(link, on)
    yield from (f"owner       {_told(item)}" for item in owners)
    if not owners:
        yield "owner       nobody in the registry"
    yield from (f"not now     {_told(item)}" for item in index.former_owners(link, on))
    for found in index.inspect(link):
        label = "counted" if found.severity is Severity.SHADOW else found.severity.value
        target = found.target or "no one address"
        yield f"look-alike  {found.technique.value} ({label}): {target} {found.claimed or ''}".rstrip()
        yield f"            {found.shown}"
        yield "            " + _marks(found)


def _told(item: Ownership) -> str:
    dates = f" {item.since or ''}..{item.until or ''}" if item.since or item.until else ""
    below = " and all below it" if item.subtree else ""
    sure = f"confidence {item.confidence}" + ("" if item.proves else ", no proof")
    return f"{item.organizer_id} ({item.relation}, {item.host}{below}, {sure}){dates}"


def _marks(found: Lookalike) -> str:
    marked = {at for start, end in found.spans for at in range(start, end)}
    return "".join("^" if at in marked else " " for at in range(len(found.shown))).rstrip()
