"""Who reads a source's open run now: two at one run would ask for every page twice.

A reader says again and again that it is there; one that was killed says nothing any more, and the next goes
on with its run. It stands where the counts of a finished run do, so a run that ends has no reader.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from registry.ledger.engine import Transactions
from registry.ledger.models import Run, Source
from registry.ledger.runs import RunOutcome, RunRecord, open_row

_READER = "reader"
_UNTIL = "read_until"


class ReadByAnotherError(RuntimeError):
    """Somebody else is at the run; ``until``: it says so again before then, or is there no more."""

    def __init__(self, reader: str, until: datetime) -> None:
        super().__init__(f"{reader} reads it now")
        self.reader = reader
        self.until = until


class Readers:
    """Of each open run the one reader. Every call is one short transaction."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def hold(self, run: RunRecord, reader: str, lasts: timedelta) -> None:
        """This reader is at the run, and will say so again before ``lasts`` is over.

        Raises:
            ReadByAnotherError: another one is.
            RunClosedError: the run was closed in the meantime.
        """
        with self._transactions.writing() as session:
            row, now = open_row(session, run), self._transactions.now()
            held = _held(row)
            if held is not None and held.reader != reader and held.until > now:
                raise held
            row.stats = {_READER: reader, _UNTIL: (now + lasts).isoformat()}

    def leave(self, run: RunRecord, reader: str) -> None:
        """This reader is at the run no more, whether it is closed or not."""
        with self._transactions.writing() as session:
            row = session.get_one(Run, run.id, populate_existing=True, with_for_update=True)
            held = _held(row)
            if held is not None and held.reader == reader:
                row.stats = None

    def of(self, source: str) -> str | None:
        """Who reads this source now."""
        now = self._transactions.now()
        with self._transactions.reading() as session:
            runs = session.scalars(
                select(Run)
                .join(Source, Source.id == Run.source_id)
                .where(Source.name == source, Run.outcome == RunOutcome.OPEN)
            )
            standing = (held for run in runs if (held := _held(run)) is not None and held.until > now)
            return next((held.reader for held in standing), None)


def _held(run: Run) -> ReadByAnotherError | None:
    if run.outcome != RunOutcome.OPEN or not run.stats or _READER not in run.stats:
        return None
    return ReadByAnotherError(run.stats[_READER], datetime.fromisoformat(run.stats[_UNTIL]))
