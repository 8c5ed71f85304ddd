"""Facts about hosts that make nobody an organizer: addresses of local governments, and known caveats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from registry.data.seed_reader import SeedError, host_name
from registry.data.table import CellError, Fault, Row, read_table
from registry.region import gazetteer
from registry.values import dataclass

GOVERNMENT_COLUMNS = ("host", "region", "owner", "confidence", "note", "source", "as_of")
CAVEAT_COLUMNS = ("host", "caveat", "note", "source", "as_of")
_Fact = TypeVar("_Fact", "GovernmentHost", "HostCaveat")

CAVEATS = (
    "listed_in_blocklist",  # stands in a public blocklist: often a past compromise or a false positive
    "not_a_school",  # a *.sch.id host registered by a company
    "official_looking",  # carries an official body's name on a private domain, owner not proven
    "seen_defaced",
    "seen_in_spam",
    "self_declared",  # an official-looking entry that a stranger declared in a register
    "short_links",  # a short-link service on an official domain: resolve before judging
    "unconfirmed",  # written somewhere once, probably a slip or a placeholder
)


@dataclass(frozen=True, slots=True)
class GovernmentHost:
    """The domain of a local government (and all below it): proof of the government, not of its offices."""

    host: str
    region: str
    owner: str
    confidence: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class HostCaveat:
    """Something to know about a host before trusting it; ``caveat`` is one of ``CAVEATS``."""

    host: str
    caveat: str
    note: str
    source: str
    as_of: date


def government_hosts(folder: Traversable | None = None) -> tuple[GovernmentHost, ...]:
    """The domains of provinces, regencies and cities.

    Raises:
        SeedError: a row is broken; every broken row is named.
    """
    return _read(folder, "government_hosts.csv", GOVERNMENT_COLUMNS, _government)


def host_caveats(folder: Traversable | None = None) -> tuple[HostCaveat, ...]:
    """What is known against hosts that look official, or are.

    Raises:
        SeedError: a row is broken; every broken row is named.
    """
    return _read(folder, "host_caveats.csv", CAVEAT_COLUMNS, _caveat)


def _read(
    folder: Traversable | None, name: str, columns: tuple[str, ...], take: Callable[[Row], _Fact]
) -> tuple[_Fact, ...]:
    folder = folder if folder is not None else files("registry.data.seed")
    faults: list[Fault] = []
    facts: list[_Fact] = []
    for row in read_table(folder.joinpath(name), columns, faults):
        try:
            facts.append(take(row))
        except CellError as error:
            faults.append(Fault(name, row.line, error.column, str(error)))
    if faults:
        raise SeedError(faults)
    return tuple(facts)


def _as_of(row: Row) -> date:
    if (day := row.first_day("as_of")) is None:
        raise CellError("as_of", "is empty but needed")
    return day


def _government(row: Row) -> GovernmentHost:
    try:
        region = gazetteer().get(row.required("region"))
    except ValueError as error:
        raise CellError("region", str(error)) from None
    if region is None:
        raise CellError("region", f"unknown region code {row.text('region')}")
    return GovernmentHost(
        host=host_name(row.required("host")),
        region=region.code,
        owner=row.required("owner"),
        confidence=row.choice("confidence", "ABC"),
        source=row.required("source"),
        as_of=_as_of(row),
    )


def _caveat(row: Row) -> HostCaveat:
    return HostCaveat(
        host=host_name(row.required("host")),
        caveat=row.choice("caveat", CAVEATS),
        note=row.text("note"),
        source=row.required("source"),
        as_of=_as_of(row),
    )
