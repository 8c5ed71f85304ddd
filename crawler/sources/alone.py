"""One reader at a time for the run of a source."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from registry.ledger.errors import LedgerError
from registry.ledger.ledger import Ledger
from registry.ledger.readers import ReadByAnotherError
from registry.ledger.runs import RunClosedError, RunRecord

BEATS = 3  # a reader says so often that it is there before it would be taken for gone
_log = logging.getLogger(__name__)


def _a_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


@dataclass(slots=True)
class Alone:
    """Keeps a run for this reader. ``lasts``: so long a reader counts that says nothing any more."""

    ledger: Ledger
    lasts: timedelta = timedelta(seconds=30)
    name: str = field(default_factory=_a_name)
    _lost: ReadByAnotherError | RunClosedError | None = None

    async def take(self, run: RunRecord, waiting: Callable[[str], None]) -> None:
        """Take an open run over when nobody is at it; of one that was killed the time has to run out first.

        ``waiting`` hears before each wait whose run it is.

        Raises:
            ReadByAnotherError: another reader is at it, and alive.
            RunClosedError: it was closed in the meantime.
        """
        before = None
        while True:
            try:
                return self.ledger.readers.hold(run, self.name, self.lasts)
            except ReadByAnotherError as other:
                if before is not None and other.until > before:
                    raise
                before = other.until
                waiting(other.reader)
            await asyncio.sleep(self.lasts.total_seconds() / 2)

    @asynccontextmanager
    async def at(self, run: RunRecord) -> AsyncIterator[None]:
        """While the block goes on nobody else takes the run over."""
        self.ledger.readers.hold(run, self.name, self.lasts)
        beat = asyncio.create_task(self._beat(run))
        try:
            yield
        finally:
            beat.cancel()
            with suppress(LedgerError):  # then the time runs out
                self.ledger.readers.leave(run, self.name)

    def check(self) -> None:
        """Whether the run is still this reader's: it is not after a machine slept.

        Raises:
            ReadByAnotherError: another reader took it over.
            RunClosedError: it was closed.
        """
        if self._lost is not None:
            raise self._lost

    async def _beat(self, run: RunRecord) -> None:
        while self._lost is None:
            await asyncio.sleep(self.lasts.total_seconds() / BEATS)
            try:
                self.ledger.readers.hold(run, self.name, self.lasts)
            except (ReadByAnotherError, RunClosedError) as error:
                self._lost = error
            except LedgerError as error:  # the reading itself meets it too, and says so where it matters
                _log.warning("the run of %s is not held: %s", run.source, error)
