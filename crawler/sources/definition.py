"""What a source is: one reviewed TOML file that says who publishes it, where it is, and what its columns
mean."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from crawler.outbound.target import RefusedError, read_target
from registry.organizer import Kind

FOLDER = "lists"


class SourceFileError(ValueError):
    """A source file cannot be used; the message says what is wrong and where."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _address(url: str) -> str:
    try:
        return read_target(url).url
    except RefusedError as error:
        raise ValueError(str(error)) from error


Url = Annotated[str, AfterValidator(_address)]


class Level(_Part):
    """One level of a list that is spread over pages: what its table holds and how to go on below it.

    ``name``: the column with the region's name. The way down is either the first link in the ``link`` column
    or the ``down`` template, with ``{column}`` filled from the row. The last level has neither.
    """

    name: str | None = None
    link: str | None = None
    down: str | None = None
    unused: tuple[str, ...] = ()


class Paging(_Part):
    """A list in pieces. ``offset`` or ``page`` names the query parameter that counts; ``size`` is a piece's
    length. In HTML, ``next`` is a CSS selector for the link to the next piece.

    ``total`` is the dotted path of the count a JSON answer states; reading fewer rows than that is a fault.
    """

    offset: str | None = None
    page: str | None = None
    first_page: int = 1
    size: int = Field(default=1, ge=1, le=10_000)
    total: str | None = None
    next: str | None = None

    @property
    def parameter(self) -> str | None:
        """The query parameter that tells the pieces apart."""
        return self.offset or self.page


class Reading(_Part):
    """How the source is read.

    ``reader``: ``html`` (``table`` is a CSS selector), ``record`` (one entry a page: the tables' cells number
    ``record`` hold label and value), ``json`` (``items`` is a dotted path, empty for a bare list;
    ``positions`` names the values of entries that are arrays, ``""`` for one that does not matter), ``csv``
    or ``xlsx`` (``sheet`` by name). ``fill_down``: columns whose empty cells mean "as above". ``hosts``:
    where a page may come from in the end, the address's own by default.
    """

    reader: Literal["html", "record", "json", "csv", "xlsx"]
    start: tuple[Url, ...] = Field(min_length=1)
    table: str = "table"
    record: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]] = (0, 1)
    items: str = ""
    positions: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    sheet: str | None = None
    delimiter: str = ","
    levels: tuple[Level, ...] = ()
    paging: Paging | None = None
    hosts: tuple[str, ...] = ()

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Hosts on which an answer counts as this source's."""
        return frozenset(self.hosts or (read_target(url).host for url in self.start))


class Columns(_Part):
    """Which header holds which fact. Headers are compared without regard to case and blanks.

    ``key`` identifies the entry within its source, alone or several together; ``registration`` when it is
    left out. ``unused`` are headers we know and do not need (``*`` stands for anything): any other header is
    reported as new.
    """

    name: str
    key: str | tuple[str, ...] | None = None
    registration: str | None = None
    website: str | None = None
    region: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def used(self) -> tuple[str, ...]:
        """Headers that must be there."""
        single = (self.name, self.registration, self.website, self.region, self.kind)
        named = (*self.keys, *(header for header in single if header), *self.aliases)
        return tuple(dict.fromkeys(named))

    @property
    def keys(self) -> tuple[str, ...]:
        """The headers that together identify an entry."""
        return (self.key,) if isinstance(self.key, str) else self.key or ()


class RegionRule(_Part):
    """Where an entry lies: by the names of the levels above it (``trail``), by one column (that of
    `Columns.region`), by several ``columns`` from the province down, or one region for all."""

    by: Literal["trail", "column", "columns", "fixed", "none"] = "none"
    columns: tuple[str, ...] = ()
    fixed: str | None = None
    lookups: dict[str, str] = {}


class Bounds(_Part):
    """What a sound reading looks like; a run outside of it is refused and the last good one stays.

    Shares are of all entries, 0 to 1. ``left_out``: rows without a key, a name or a known kind.
    ``fill``: fact → least share that must have it. ``shapes``: fact → a shape of `crawler.sources.shapes`
    that at least ``shaped`` of the values must have.
    """

    least: int = Field(ge=1)
    most: int | None = None
    drop: float = Field(default=0.05, ge=0, le=1)
    vanished: float = Field(default=0.05, ge=0, le=1)
    duplicates: float = Field(default=0.02, ge=0, le=1)
    left_out: float = Field(default=0.02, ge=0, le=1)
    moved_hosts: float = Field(default=0.02, ge=0, le=1)
    fill: dict[str, float] = {}
    shapes: dict[str, str] = {}
    shaped: float = Field(default=0.95, ge=0, le=1)


class SourceDefinition(_Part):
    """One official list."""

    id: str = Field(pattern=r"^[a-z0-9-]{3,60}$")
    title: str
    publisher: str
    trusted_because: str = Field(min_length=20)
    trust: int = Field(default=60, ge=1, le=89)
    verified: date
    every_days: int = Field(ge=1)
    automatic: bool = True  # false: only when a person asks for it, by name
    whole: bool = True  # false: a reading is a part of the list, and what it does not name has not vanished
    kind: Kind | None = None
    kinds: dict[str, Kind] = {}
    night_only: bool = False
    notes: str = ""
    read: Reading
    columns: Columns
    region: RegionRule = RegionRule()
    bounds: Bounds

    @model_validator(mode="after")
    def _kind_is_known(self) -> SourceDefinition:
        if self.kind is None and not (self.kinds and self.columns.kind):
            raise ValueError("give `kind`, or `columns.kind` with a `[kinds]` table")
        if self.columns.key is None and self.columns.registration is None:
            raise ValueError("give `columns.key` or `columns.registration`: entries need an identity")
        if (self.region.by == "columns") != bool(self.region.columns):
            raise ValueError('`region.columns` goes with `region.by = "columns"`')
        return self

    @property
    def needed(self) -> tuple[str, ...]:
        """Headers that must be there where entries are."""
        return tuple(dict.fromkeys((*self.columns.used, *self.region.columns)))


def read_definition(text: str, name: str) -> SourceDefinition:
    """The definition a TOML text holds; ``name`` is for messages.

    Raises:
        SourceFileError: not TOML, or not a valid definition; every fault is listed.
    """
    try:
        return SourceDefinition.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SourceFileError(f"{name} is not TOML: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise SourceFileError(f"{name}: {faults}") from error


def find_definition(name: str) -> SourceDefinition:
    """A source by its id (from the program's own folder) or by the path of a file.

    Raises:
        SourceFileError: there is no such source, or its file is wrong.
    """
    if name.endswith(".toml"):
        try:
            return read_definition(Path(name).read_text(encoding="utf-8"), name)
        except OSError as error:
            raise SourceFileError(f"{name} cannot be read: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise SourceFileError(f"{name} is not UTF-8 (byte {error.start + 1})") from error
    for entry in _files():
        if entry.name == f"{name}.toml":
            return read_definition(entry.read_text(encoding="utf-8"), entry.name)
    known = ", ".join(definition.id for definition in all_definitions())
    raise SourceFileError(f"there is no source {name!r}; known are: {known}")


def all_definitions() -> tuple[SourceDefinition, ...]:
    """All sources of the program, by id."""
    return tuple(read_definition(entry.read_text(encoding="utf-8"), entry.name) for entry in _files())


def _files() -> Iterator[Traversable]:
    folder = files("crawler.sources").joinpath(FOLDER)
    return (entry for entry in sorted(folder.iterdir(), key=lambda e: e.name) if entry.name.endswith(".toml"))
