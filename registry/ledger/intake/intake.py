"""Recording a handed-in list: row by row judged, batch by batch recorded, every refusal reported."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from registry.data.seed_reader import SOURCE as SEED
from registry.ledger.batches import batches
from registry.ledger.desk.audit import command_actor
from registry.ledger.editing.edits import DESK
from registry.ledger.host_owners import HostOwners
from registry.ledger.intake.cells import COLUMNS, REQUIRED, RefusedRowError, read_sighting
from registry.ledger.intake.keys import EarlierKeys
from registry.ledger.intake.rows import Refusal, Row, UnusableFileError, read_csv, read_jsonl
from registry.ledger.intake.workbook import read_workbook
from registry.ledger.ledger import Ledger
from registry.ledger.runs import RunRecord
from registry.ledger.sighting import Sighting
from registry.ledger.sightings import Fate
from registry.ledger.sources import SourceInfo, Trust
from registry.organizer import PROPOSALS
from registry.values import dataclass

_NO_LISTS = {
    DESK.name: "what maintainers correct at the desk",
    SEED: "the registry that comes with the program",
    PROPOSALS: "what organizers and teachers proposed",
}
"""Sources that are ours: a list under such a name would speak, and end entries, in their place."""


def _ignore(_: object) -> None:
    """Hears something and does nothing with it."""


def _ignore_fate(_line: int, _sighting: Sighting, _fate: Fate) -> None:
    """Hears a fate and does nothing with it."""


@dataclass(frozen=True, slots=True)
class IntakeOrder:
    """What to take in, and how.

    ``complete``: the file is the whole list, so that what it does not name has ended. ``dry_run``: only say
    what would happen. ``on_refusal`` hears each refused row as it is found, ``on_fate`` line, statement and
    fate of each other one; ``on_bytes`` how far the file is read. ``by``: whose word it is, for the log.
    """

    source: str
    complete: bool = False
    trust: int = Trust.LIST
    seen_on: date = field(default_factory=lambda: datetime.now(UTC).date())
    dry_run: bool = False
    by: str = field(default_factory=command_actor)
    on_refusal: Callable[[Refusal], None] = _ignore
    on_fate: Callable[[int, Sighting, Fate], None] = _ignore_fate
    on_bytes: Callable[[int], None] = _ignore


@dataclass(slots=True)
class IntakeReport:
    """What came of a file. ``unknown_columns`` are kept with the original values, and not used."""

    run: int | None = None
    rows: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    refused: int = 0
    unknown_columns: tuple[str, ...] = ()
    complete: bool = False


def take_in(ledger: Ledger, path: Path, order: IntakeOrder) -> IntakeReport:
    """Records a CSV file, a workbook (``.xlsx``) or JSON lines (``.jsonl``, ``.ndjson``) as a run.

    Raises:
        UnusableFileError: nothing can be read from the file, the source's name is not for lists, the day is
            in the future, or the ledger has a newer reading of the source.
        LedgerError: the ledger cannot be written.
    """
    _refuse_reserved(ledger, order)
    _refuse_older(ledger, order)
    try:
        with path.open("rb") as file:
            return _Intake(ledger, order, path.suffix.casefold()).take(file)
    except OSError as error:
        raise UnusableFileError(f"{path} cannot be read: {error.strerror or error}") from error


def _refuse_reserved(ledger: Ledger, order: IntakeOrder) -> None:
    name = order.source.strip().casefold()
    if name in _NO_LISTS:
        raise UnusableFileError(f"the source {name} is {_NO_LISTS[name]}: give the list a name of its own")
    for source in ledger.sources.all():
        if source.url is not None and source.name.casefold() == name:
            raise UnusableFileError(
                f"the source {source.name} is read by the crawler: hand its pages over with `cekdiklat crawl"
                f" {source.name} --saved`, or give the list a name of its own"
            )


def _refuse_older(ledger: Ledger, order: IntakeOrder) -> None:
    """A source says what its latest run says: an older list read later would undo the newer one.

    A day that has not come yet would keep every list of the source out until it has. (It may have come in
    Jakarta, while it has not by the clock of the world.)
    """
    if order.seen_on > ledger.now().date() + timedelta(days=1):
        raise UnusableFileError(f"the day of the list, {order.seen_on}, is in the future")
    last = ledger.runs.last_good(order.source)
    if last is not None and (day := last.stats.get("seen_on")) and date.fromisoformat(day) > order.seen_on:
        raise UnusableFileError(
            f"the ledger already has a newer reading of source {order.source}, from {day} (run {last.id});"
            f" should that one be wrong: `cekdiklat registry set-aside {last.id} --reason 'why'`"
        )


def _reader(suffix: str) -> Callable[[BinaryIO], Iterator[Row | Refusal]]:
    if suffix in (".jsonl", ".ndjson", ".json"):
        return read_jsonl
    if suffix == ".xlsx":
        return lambda file: read_workbook(file, REQUIRED)
    return lambda file: read_csv(file, REQUIRED)


class _Intake:
    """One file on its way into the ledger."""

    def __init__(self, ledger: Ledger, order: IntakeOrder, suffix: str) -> None:
        self._ledger = ledger
        self._order = order
        self._read = _reader(suffix)
        self._owners = HostOwners(ledger, order.source)
        self._keys = EarlierKeys(ledger, order.source)
        self._report = IntakeReport(complete=order.complete)
        self._lines: deque[int] = deque()  # of the sightings handed over and not yet recorded

    def take(self, file: BinaryIO) -> IntakeReport:
        sightings = self._sightings(file)
        if self._order.dry_run:
            self._preview(sightings)
        else:
            self._record(sightings)
        if self._report.rows == 0:
            raise UnusableFileError("the file has no rows")
        return self._report

    def _preview(self, sightings: Iterator[Sighting]) -> None:
        last = self._ledger.runs.last(self._order.source)
        for batch in batches(sightings):
            self._settle(self._ledger.sightings.preview(last.source_id if last else None, batch))

    def _record(self, sightings: Iterator[Sighting]) -> None:
        first = next(sightings, None)
        if first is None:
            return  # nothing but refused rows: no run, so that no empty run is taken for an empty source
        run = self._ledger.runs.start(
            SourceInfo(self._order.source, trust=self._order.trust, ends_after=1),
            complete=self._order.complete,
        )
        self._report.run = run.id
        self._ledger.sightings.record(run, self._with(first, sightings), self._settle)
        self._finish(run)

    def _finish(self, run: RunRecord) -> None:
        report = self._report
        # A refused row is no sign that its organizer has ended.
        report.complete = self._order.complete and report.refused == 0
        stats = {
            "rows": report.rows,
            "refused": report.refused,
            "seen_on": self._order.seen_on.isoformat(),
            **{fate.value: count for fate, count in report.fates.items()},
        }
        with self._ledger.transaction():
            self._ledger.runs.finish(run, stats=stats, complete=report.complete)
            self._ledger.audit.record(
                self._order.by, "source.import", self._order.source, {"run": run.id, **stats}
            )

    @staticmethod
    def _with(first: Sighting, rest: Iterator[Sighting]) -> Iterator[Sighting]:
        yield first
        yield from rest

    def _sightings(self, file: BinaryIO) -> Iterator[Sighting]:
        for row in self._read(file):
            self._report.rows += 1
            if self._report.rows % 1000 == 0:
                self._order.on_bytes(file.tell())
            if isinstance(row, Refusal):
                self._refuse(row)
            elif (sighting := self._sighting(row)) is not None:
                self._lines.append(row.line)
                yield sighting
        self._order.on_bytes(file.tell())

    def _sighting(self, row: Row) -> Sighting | None:
        unknown = [column for column in row.cells if column not in COLUMNS]
        if unknown:
            self._report.unknown_columns = tuple(dict.fromkeys([*self._report.unknown_columns, *unknown]))[
                :50
            ]
        try:
            sighting = self._keys.kept(read_sighting(row.cells, self._order.seen_on))
        except RefusedRowError as error:
            self._refuse(Refusal(row.line, str(error)))
            return None
        if (held := self._owners.of_another_kind(sighting)) is not None:
            host, owner = held
            told = f"{host.name} is the own host of {owner.name} ({owner.id}, {owner.kind.value})"
            self._refuse(Refusal(row.line, f"hosts: {told}: leave it out, or correct the owner first"))
            return None
        return sighting

    def _refuse(self, refusal: Refusal) -> None:
        self._report.refused += 1
        self._order.on_refusal(refusal)

    def _settle(self, fates: list[tuple[Sighting, Fate]]) -> None:
        for sighting, fate in fates:
            line = self._lines.popleft()
            self._report.fates[fate] += 1
            if fate is not Fate.CONFLICT:
                self._order.on_fate(line, sighting, fate)
            if fate is Fate.CONFLICT:
                self._refuse(Refusal(line, "repeats an earlier row of this file with other facts"))
