"""The ledger, the one place that writes: opens and migrates the database, leads to a part per concern."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from registry.ledger.announcements import Announcements
from registry.ledger.cases.appeals import Appeals
from registry.ledger.cases.cases import Cases
from registry.ledger.cases.decisions import Decisions
from registry.ledger.cases.proposals import Proposals
from registry.ledger.cases.reports import Reports
from registry.ledger.desk.accounts import Accounts
from registry.ledger.desk.audit import Audit
from registry.ledger.desk.logins import Logins
from registry.ledger.editing.edits import Edits
from registry.ledger.editing.review import Review
from registry.ledger.engine import Transactions, open_engine
from registry.ledger.frontier import Frontier
from registry.ledger.health import Health
from registry.ledger.identity import Canonical
from registry.ledger.jobs import Jobs
from registry.ledger.publications import Publications
from registry.ledger.readers import Readers
from registry.ledger.resolutions import Resolutions
from registry.ledger.runs import Runs
from registry.ledger.schema import migrate
from registry.ledger.sightings import Sightings
from registry.ledger.sources import Sources
from registry.ledger.validators import Validators
from registry.naming.text import normalize


class Ledger:
    """Every claim anyone made, never overwritten. Safe to use from several threads and processes.

    ``canonical`` reduces a name to what makes two spellings the same organizer's.
    """

    def __init__(self, transactions: Transactions, canonical: Canonical = normalize) -> None:
        self._transactions = transactions
        self.sources = Sources(transactions)
        self.runs = Runs(transactions, self.sources)
        self.readers = Readers(transactions)
        self.sightings = Sightings(transactions, canonical)
        self.announcements = Announcements(transactions)
        self.resolutions = Resolutions(transactions)
        self.frontier = Frontier(transactions)
        self.validators = Validators(transactions)
        self.health = Health(transactions)
        self.jobs = Jobs(transactions)
        self.cases = Cases(transactions)
        self.reports = Reports(transactions, self.cases)
        self.decisions = Decisions(transactions)
        self.appeals = Appeals(transactions)
        self.proposals = Proposals(transactions)
        self.accounts = Accounts(transactions)
        self.logins = Logins(transactions)
        self.audit = Audit(transactions)
        self.publications = Publications(transactions, self.audit)
        self.review = Review(transactions, self.runs, self.audit)
        self.edits = Edits(transactions, self.runs, self.sightings, self.audit)

    @classmethod
    def open(cls, url: str, canonical: Canonical = normalize) -> Ledger:
        """Opens the ledger at an SQLAlchemy URL; makes it, or brings it to the newest schema, when needed.

        Raises:
            LedgerError: it cannot be opened, or a newer version of the program wrote it.
        """
        engine = open_engine(url)
        migrate(engine)
        return cls(Transactions(engine), canonical)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction around several calls of this thread: all of them are committed, or none."""
        with self._transactions.writing() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view of everything, however long it is read."""
        with self._transactions.reading() as session:
            yield session

    def now(self) -> datetime:
        """The time that counts for all machines that share the ledger; see `Transactions.now`."""
        return self._transactions.now()

    def close(self) -> None:
        """Gives the database connections back."""
        self._transactions.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
