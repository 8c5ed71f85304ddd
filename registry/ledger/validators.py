"""What servers gave us for conditional requests: ETag and Last-Modified by address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from registry.ledger.batches import batches
from registry.ledger.engine import Transactions
from registry.ledger.models import Validator
from registry.ledger.upsert import insert_rows
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Validation:
    """The headers of the last full answer for an address, as the server wrote them."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


class Validators:
    """The newest validation of each address."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def get(self, url: str) -> Validation | None:
        """What to send with the next request for this address."""
        with self._transactions.reading() as session:
            row = session.get(Validator, url)
            return None if row is None else Validation(row.url, row.etag, row.last_modified)

    def record(self, validations: Iterable[Validation]) -> None:
        """Keeps the newest headers of each address."""
        now = datetime.now(UTC)
        for batch in batches(validations):
            rows = [
                {"url": v.url, "etag": v.etag, "last_modified": v.last_modified, "at": now} for v in batch
            ]
            with self._transactions.writing() as session:
                insert_rows(session, Validator, rows, _newest)


def _newest(insert: Any) -> Any:
    columns = {name: insert.excluded[name] for name in ("etag", "last_modified", "at")}
    return insert.on_conflict_do_update(index_elements=["url"], set_=columns)
