"""The embedded seed registry: from readable CSV files to sightings of the source ``seed``.

One fact is one row: an organizer in the file of its kind, an alias in ``aliases.csv``, a host in
``hosts.csv``. ``registry/data/README.md`` explains every column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import date
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable

import idna

from registry.data.table import CellError, Fault, Row, read_table
from registry.ledger.sighting import Sighting
from registry.organizer import Alias, Host, Kind, Status
from registry.region import gazetteer
from registry.values import dataclass

SOURCE = "seed"
KINDS = (
    Kind.MINISTRY,
    Kind.DINAS,
    Kind.PROFESSION,
    Kind.WORKING_GROUP,
    Kind.COMMUNITY,
    Kind.UNIVERSITY,
)
_ALWAYS = ("source", "as_of")  # every row of every file
ORGANIZER_COLUMNS = (
    *("id", "name", "region", "registration", "website", "status", "parent", "confidence", "note"),
    *_ALWAYS,
)
ALIAS_COLUMNS = ("organizer", "alias", "since", "until", "note", *_ALWAYS)
HOST_COLUMNS = (
    *("organizer", "host", "relation", "subtree", "since", "until", "confidence", "note"),
    *_ALWAYS,
)
AMBIGUOUS_COLUMNS = ("name", "reason", *_ALWAYS)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_URL = re.compile(r"https?://\S+")


class SeedError(ValueError):
    """The seed registry has faults; ``faults`` lists all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class SeedReading:
    """What could be read, and everything that could not."""

    sightings: tuple[Sighting, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Draft:
    """An organizer while its aliases and hosts are still being collected."""

    row: Row
    kind: Kind
    file: str
    aliases: list[Alias] = field(default_factory=list)
    hosts: list[Host] = field(default_factory=list)


def load_seed() -> tuple[Sighting, ...]:
    """All organizers of the embedded seed registry.

    Raises:
        SeedError: a row is broken; the message names every broken row by file, line and column.
    """
    reading = read_seed()
    if reading.faults:
        raise SeedError(reading.faults)
    return reading.sightings


def read_seed(folder: Traversable | None = None) -> SeedReading:
    """Read a seed folder (the embedded one by default). One broken row hides no other."""
    folder = folder if folder is not None else files("registry.data.seed")
    faults: list[Fault] = []
    drafts = _organizers(folder, faults)
    forbidden = _ambiguous(folder, faults)
    _each(folder, "aliases.csv", ALIAS_COLUMNS, faults, lambda row: _add_alias(row, drafts, forbidden))
    owners: dict[str, str] = {}
    _each(folder, "hosts.csv", HOST_COLUMNS, faults, lambda row: _add_host(row, drafts, owners))
    for draft in drafts.values():
        parent = draft.row.text("parent")
        if parent and parent not in drafts:
            faults.append(Fault(draft.file, draft.row.line, "parent", f"no organizer has the id {parent!r}"))
    return SeedReading(tuple(_sighting(draft) for draft in drafts.values()), tuple(faults))


def _each(
    folder: Traversable, name: str, columns: tuple[str, ...], faults: list[Fault], take: Callable[[Row], None]
) -> None:
    """Hand every row of a file to ``take``; a row it refuses becomes a fault and the rest goes on."""
    for row in read_table(folder.joinpath(name), columns, faults):
        try:
            _dated(row)
            take(row)
        except CellError as error:
            faults.append(Fault(name, row.line, error.column, str(error)))


def _dated(row: Row) -> date:
    """The day of the statement; every row of every file names its source and its day."""
    row.required("source")
    row.required("as_of")
    day = row.first_day("as_of")
    assert day is not None  # noqa: S101  # required() has seen to that
    return day


def _organizers(folder: Traversable, faults: list[Fault]) -> dict[str, _Draft]:
    drafts: dict[str, _Draft] = {}

    def take(row: Row, kind: Kind, file: str) -> None:
        identity = row.required("id")
        if not _ID.fullmatch(identity):
            raise CellError("id", f"{identity!r} may only hold a-z, 0-9 and single hyphens")
        if identity in drafts:
            raise CellError("id", f"{identity!r} already stands in {drafts[identity].file}")
        row.required("name")
        row.choice("status", [status.value for status in Status])
        row.choice("confidence", "ABC")
        _region(row)
        website = row.text("website")
        if website and not _URL.fullmatch(website):
            raise CellError("website", f"{website!r} does not begin with http:// or https://")
        drafts[identity] = _Draft(row, kind, file)

    for kind in KINDS:
        file = f"{kind.value}.csv"
        _each(folder, file, ORGANIZER_COLUMNS, faults, partial(take, kind=kind, file=file))
    return drafts


def _region(row: Row) -> str | None:
    """The region's code with dots, ``None`` for a national body."""
    code = row.text("region")
    if not code:
        return None
    try:
        region = gazetteer().get(code)
    except ValueError as error:
        raise CellError("region", str(error)) from None
    if region is None:
        raise CellError("region", f"unknown region code {code}")
    return region.code


def _ambiguous(folder: Traversable, faults: list[Fault]) -> set[str]:
    """Names that several bodies share: none of them may have one as an alias."""
    names: set[str] = set()
    _each(
        folder,
        "ambiguous_names.csv",
        AMBIGUOUS_COLUMNS,
        faults,
        lambda row: names.add(row.required("name").casefold()),
    )
    return names


def _owner(row: Row, drafts: dict[str, _Draft]) -> _Draft:
    identity = row.required("organizer")
    if identity not in drafts:
        raise CellError("organizer", f"no organizer has the id {identity!r}")
    return drafts[identity]


def _span(row: Row) -> tuple[date | None, date | None]:
    since, until = row.first_day("since"), row.last_day("until")
    if since and until and since > until:
        raise CellError("until", "is before since")
    return since, until


def _add_alias(row: Row, drafts: dict[str, _Draft], forbidden: set[str]) -> None:
    draft, name = _owner(row, drafts), row.required("alias")
    if name.casefold() in forbidden:
        raise CellError("alias", f"{name!r} stands for several bodies (ambiguous_names.csv)")
    draft.aliases.append(Alias(name, *_span(row)))


def _add_host(row: Row, drafts: dict[str, _Draft], owners: dict[str, str]) -> None:
    draft, name = _owner(row, drafts), host_name(row.required("host"))
    if owners.setdefault(name, row.text("organizer")) != row.text("organizer"):
        raise CellError("host", f"{name} already belongs to {owners[name]}")
    since, until = _span(row)
    draft.hosts.append(
        Host(
            name=name,
            relation=row.choice("relation", ("own", "authorized", "app")),
            subtree=row.choice("subtree", ("yes", "no")) == "yes",
            since=since,
            until=until,
            confidence=row.choice("confidence", "ABC"),
        )
    )


def host_name(text: str) -> str:
    """A bare host name: lower case, IDNA, at least one dot; no scheme, port, path or final dot.

    Raises:
        CellError: it is something else.
    """
    try:
        encoded = idna.encode(text, uts46=False, std3_rules=True).decode()
    except idna.IDNAError:
        encoded = ""
    if encoded != text or text != text.lower() or "." not in text or text.endswith("."):
        raise CellError("host", f"{text!r} is not a bare host name (like disdik.bandungkab.go.id)")
    return text


def _sighting(draft: _Draft) -> Sighting:
    row = draft.row
    link = _URL.search(row.text("source"))
    return Sighting(
        key=row.text("id"),
        kind=draft.kind,
        name=row.text("name"),
        seen_on=_dated(row),
        organizer_id=row.text("id"),
        region=_region(row),
        aliases=tuple(draft.aliases),
        hosts=tuple(draft.hosts),
        registration=row.text("registration") or None,
        website=row.text("website") or None,
        status=Status(row.text("status")),
        parent=row.text("parent") or None,
        url=link.group() if link else None,
        citation=row.text("source"),
        original={column: cell for column, cell in row.cells.items() if cell},
    )
