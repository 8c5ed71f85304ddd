"""Lists as JSON: objects, or arrays of values as tables made for browsers use them."""

from __future__ import annotations

import json
from typing import Any

from crawler.markup import parse, words
from crawler.sources.definition import Reading
from crawler.sources.sheet import Row, Sheet, UnexpectedPageError
from crawler.sources.tables import parse_page, why_no_table


def read_json(body: bytes, reading: Reading) -> Sheet:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        if body.lstrip()[:1] == b"<":
            reason, message = why_no_table(parse_page(body), "(JSON)")
            raise UnexpectedPageError(
                "login_page" if reason == "login_page" else "not_json", message
            ) from error
        reason = "truncated" if body.lstrip()[:1] in (b"{", b"[") else "not_json"
        raise UnexpectedPageError(reason, f"the answer is not whole JSON: {error}") from error
    items = dig(document, reading.items)
    if not isinstance(items, list):
        raise UnexpectedPageError("no_table", f"there is no list at {reading.items!r} in the answer")
    rows = []
    for item in items:
        entry = _named(item, reading.positions) if isinstance(item, list) else item
        if not isinstance(entry, dict):
            raise UnexpectedPageError("ragged", "an entry of the list is no object")
        rows.append(Row({key: _text(value) for key, value in entry.items() if key}, {}))
    headers = tuple(dict.fromkeys(key for row in rows for key in row.values))
    total = dig(document, reading.paging.total) if reading.paging and reading.paging.total else None
    return Sheet(
        headers, tuple(rows), int(total) if isinstance(total, int | str) and str(total).isdigit() else None
    )


def _named(values: list[Any], positions: tuple[str, ...]) -> dict[str, Any]:
    if len(values) != len(positions):
        raise UnexpectedPageError(
            "ragged", f"an entry has {len(values)} values for {len(positions)} positions"
        )
    return dict(zip(positions, values, strict=True))


def _text(value: Any) -> str:
    """A value as text; tables made for browsers carry HTML in their cells."""
    text = "" if value is None else str(value).strip()
    return words(cell) if "<" in text and (cell := parse(text.encode())) is not None else text


def dig(document: Any, path: str) -> Any:
    """The value at a dotted path, ``None`` when it is not there; the document itself for an empty path."""
    for name in path.split(".") if path else ():
        document = document.get(name) if isinstance(document, dict) else None
    return document
