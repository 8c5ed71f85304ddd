"""Numbers that strangers send: no larger than a database can hold, so that each is found or not found."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1
"""Of SQLite's integers and of PostgreSQL's largest."""


def row_number(text: str) -> int:
    """For ``request.args.get(…, type=row_number)``.

    Raises:
        ValueError: no number, or one that no row can have.

    >>> row_number("17")
    17
    >>> row_number("9" * 19)
    Traceback (most recent call last):
    ValueError: larger than any number of ours
    """
    found = int(text)
    if abs(found) > LARGEST:
        raise ValueError("larger than any number of ours")
    return found


class RowNumber(IntegerConverter):
    """``<int:…>`` in an address: what no row can have is no address."""

    def __init__(self, rules: Map) -> None:
        super().__init__(rules, max=LARGEST)
