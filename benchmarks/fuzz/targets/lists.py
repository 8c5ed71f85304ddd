"""Official lists: tables, records, JSON, CSV and workbooks, each read by its reviewed definition.

A list may be unexpected; nothing else may come of it.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

from benchmarks.fuzz.books import workbook
from benchmarks.fuzz.source import JSON, Source
from benchmarks.fuzz.targets import Target, in_time
from crawler.sources.definition import SourceDefinition, all_definitions
from crawler.sources.reading import read_page
from crawler.sources.sheet import UnexpectedPageError
from crawler.sources.statements import Statements

DAY = date(2026, 11, 28)
GLUE = (
    *("<table>", "<thead>", "<tbody>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<td colspan='9'>"),
    *(
        "<td rowspan='999999999'>",
        "<th colspan='-1'>",
        '<a href="',
        '">',
        "</a>",
        "</table>",
        "<ul><li>",
        "<b>",
    ),
    *JSON,
    *(
        "1e999",
        "\\ud800",
        "data",
        "rows",
        "total",
        "\n",
        ";",
    ),
    *(
        "\x00",
        "\ufeff",
        "\r",
        "\t",
        "'",
        "=1+1",
        "-",
        "0",
        "20000001",
        "Kab. Bandung",
        "Prov. Jawa Barat",
        "²",
    ),
    *(
        "SDN Rekaan 1",
        "Dinas Pendidikan Kota Bandung",
        "PGRI",
        "http://a.sch.id",
        "http://[",
        "32.04",
        "&nbsp;",
    ),
)


def target(stack: ExitStack) -> Target:
    """One page of one list."""
    definitions = [(it, (*GLUE, *_headers(it), *it.read.items.split("."))) for it in all_definitions()]

    def one(data: bytes) -> None:
        source = Source(data)
        definition, pieces = source.choice(definitions)
        book = definition.read.reader == "xlsx" and source.flag()
        body = workbook(source) if book else _opening(definition, source.byte()) + source.body(pieces)
        with in_time():
            try:
                content = read_page(definition, definition.read.start[0], body)
            except UnexpectedPageError:
                return
            Statements(definition, DAY).sightings(content.entries)

    return one


def _opening(definition: SourceDefinition, byte: int) -> bytes:
    """What a page of this list begins with, most of the time: no luck finds a selector or a path."""
    read = definition.read
    if byte < 32:
        return b""
    if read.reader in ("html", "record"):
        name = read.table.split()[-1]
        tag, _, kind = name.partition("." if "." in name else "#")
        attribute = "class" if "." in name else "id"
        around = f'<div class="{read.table.split()[0].lstrip(".")}">' if " " in read.table else ""
        heads = "".join(f"<th>{word}</th>" for word in _headers(definition))
        return f"{around}<{tag or 'table'} {attribute}='{kind}'><tr>{heads}</tr>".encode()
    if read.reader == "json":
        return (
            "{" + "{".join(f'"{part}":' for part in read.items.split(".")) + "[{" if read.items else "[{"
        ).encode()
    return (read.delimiter.join(_headers(definition)) + "\n").encode()


def _headers(definition: SourceDefinition) -> tuple[str, ...]:
    """The words that a page of this list has for its columns, so that the reader gets beyond them."""
    columns = definition.columns
    keys = (columns.key,) if isinstance(columns.key, str) else columns.key or ()
    found = (columns.name, columns.registration, columns.website, *keys, *columns.aliases)
    levels = [word for level in definition.read.levels for word in (level.name, level.link) if word]
    return tuple(word for word in (*found, *levels) if word)
