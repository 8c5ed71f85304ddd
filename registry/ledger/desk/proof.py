"""Proving that nobody changed, removed or added an entry of the audit log behind its back."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.ledger.desk.audit import START, chained, stored_head
from registry.ledger.desk.models import AuditEntry

_AT_A_TIME = 2000


def faults(session: Session, anchor: tuple[int, bytes] | None = None) -> Iterator[str]:
    """What is wrong with the log, in the order of its entries; nothing when it is untouched.

    ``anchor``: number and hash of an entry that was written down elsewhere earlier.
    """
    last, hash_ = 0, START
    head_number, head_hash = stored_head(session)
    found_anchor = None if anchor is None or anchor[0] == 0 else False
    query = select(AuditEntry).order_by(AuditEntry.id)
    for entry in session.scalars(query, execution_options={"yield_per": _AT_A_TIME}):
        if entry.id != last + 1:
            yield _missing(last + 1, entry.id - 1)
        elif chained(hash_, entry) != entry.hash:
            what = f"{entry.at:%Y-%m-%d %H:%M} UTC, {entry.action}"
            yield f"entry {entry.id} was changed, or does not follow entry {last} ({what})"
        if anchor is not None and entry.id == anchor[0]:
            found_anchor = entry.hash == anchor[1]
            if not found_anchor:
                yield f"entry {entry.id} is not the one that was written down: the log was made anew"
        last, hash_ = entry.id, entry.hash
        session.expunge(entry)
    if last < head_number:
        yield _missing(last + 1, head_number)
    elif (last, hash_) != (head_number, head_hash):
        yield f"the log ends with entry {last}, but says that it ends with entry {head_number}"
    if anchor is not None and found_anchor is False and last < anchor[0]:
        yield f"entry {anchor[0]}, which was written down, is missing"


def _missing(first: int, last: int) -> str:
    return f"entry {first} is missing" if first == last else f"entries {first} to {last} are missing"
