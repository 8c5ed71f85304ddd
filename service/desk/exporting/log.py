"""The audit log as lines: the whole of it with its hashes, the oldest entry first."""

from __future__ import annotations

import json
from collections.abc import Iterator

from registry.exporting.tables import as_csv, as_jsonl
from registry.ledger import Ledger
from registry.ledger.desk.audit import AuditRecord

_COLUMNS = ("number", "at", "actor", "action", "subject", "detail", "hash")
_AT_A_TIME = 1000


def log_lines(ledger: Ledger, kind: str, after: int = 0) -> Iterator[str]:
    """``kind``: ``csv`` (with a line of headings) or ``jsonl``; entries with a number above ``after``."""
    to_lines = as_csv if kind == "csv" else as_jsonl
    return to_lines(_COLUMNS, ([*_cells(entry)] for entry in _entries(ledger, after)))


def _entries(ledger: Ledger, after: int) -> Iterator[AuditRecord]:
    while found := ledger.audit.after(after, _AT_A_TIME):
        yield from found
        after = found[-1].number


def _cells(entry: AuditRecord) -> Iterator[object]:
    detail = json.dumps(dict(entry.detail), ensure_ascii=False, sort_keys=True)
    yield from (entry.number, entry.at.isoformat(), entry.actor, entry.action, entry.subject, detail)
    yield entry.hash.hex()
