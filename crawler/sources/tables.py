"""Lists as HTML: tables with one entry a row, and pages with one entry each (a label and a value a row)."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.markup import Element, elements, parse, selector, title_of, values, words
from crawler.sources.definition import Reading
from crawler.sources.sheet import Row, Sheet, UnexpectedPageError, find_header

_MOST_SPAN = 1_000  # rows one cell may stand for
_MOST_CELLS = 200  # in one row, spans counted: a list has a dozen columns


def read_table(body: bytes, reading: Reading) -> Sheet:
    """The first table that fits ``reading.table``. A cell over several rows or columns counts in each.

    Raises:
        UnexpectedPageError: no table, no headers, rows of another length, a page that breaks off.
    """
    document = parse_page(body)
    tables = selector(reading.table)(document)
    if not tables:
        raise UnexpectedPageError(*why_no_table(document, reading.table))
    if b"</html" not in body[-2000:].lower() and b"</table" not in body.lower():
        raise UnexpectedPageError("truncated", "the page breaks off inside the table")
    lines = _lines(tables[0])
    start = _header_line(lines)
    headers = tuple(words(cell) for cell in lines[start]) if lines else ()
    if not any(headers):
        raise UnexpectedPageError("no_headers", f"the table {reading.table!r} has no header row")
    rows = []
    for cells in lines[start + 1 :]:
        if all(cell.tag == "th" for cell in cells) or len({id(cell) for cell in cells}) == 1 < len(headers):
            continue  # headers repeated, a heading or "no data" over the whole width
        if len(cells) != len(headers):
            raise UnexpectedPageError("ragged", f"a row has {len(cells)} cells under {len(headers)} headers")
        under = dict(zip(headers, cells, strict=True))
        links = {header: found[0] for header, cell in under.items() if (found := values(cell, ".//a/@href"))}
        rows.append(Row({header: words(cell) for header, cell in under.items()}, links))
    return Sheet(headers, tuple(rows), onward=_onward(document, reading))


def read_record(body: bytes, reading: Reading) -> Sheet:
    """One entry from all tables that fit: labels and values at the places ``reading.record`` names.

    Raises:
        UnexpectedPageError: there is no such table, or no label in it.
    """
    document = parse_page(body)
    tables = selector(reading.table)(document)
    if not tables:
        raise UnexpectedPageError(*why_no_table(document, reading.table))
    label, value = reading.record
    told: dict[str, str] = {}
    for table in tables:
        for line in elements(table, ".//tr"):
            cells = elements(line, "./td")
            if len(cells) > max(label, value) and (name := words(cells[label]).rstrip(" :")):
                told.setdefault(name, words(cells[value]))
    if not told:
        raise UnexpectedPageError("no_headers", f"no labels in the tables {reading.table!r}")
    return Sheet(tuple(told), (Row(told, {}),))


def parse_page(body: bytes) -> Element:
    """The document of a page.

    Raises:
        UnexpectedPageError: the page is empty.
    """
    document = parse(body)
    if document is None:
        raise UnexpectedPageError("empty_page", "the page is empty")
    return document


def why_no_table(document: Element, selector: str) -> tuple[str, str]:
    """Reason and message for a page that came instead of a list."""
    title = title_of(document)[:80]
    if elements(document, "//input[@type='password']"):
        return "login_page", f"a login page came instead of the list ({title!r})"
    return "no_table", f"there is no table {selector!r} on the page ({title!r})"


def _header_line(lines: list[list[Element]]) -> int:
    """The first line of ``th`` cells; without any, the first that is no title."""
    for number, cells in enumerate(lines):
        if len({id(cell) for cell in cells}) > 1 and all(cell.tag == "th" for cell in cells):
            return number
    return find_header([[words(cell) for cell in cells] for cells in lines])


def _lines(table: Element) -> list[list[Element]]:
    """The table's cells as a grid: a cell that spans rows or columns stands in each of its places."""
    lines: list[list[Element]] = []
    hanging: dict[int, tuple[Element, int]] = {}  # column → the cell from above, and for how many more rows
    for line in _rows(table):
        waiting = line.iterchildren("td", "th")
        cells: list[Element] = []
        while True:
            column = len(cells)
            if column in hanging:
                cell, left = hanging.pop(column)
                cells.append(cell)
                if left > 1:
                    hanging[column] = (cell, left - 1)
                continue
            cell_or_none = next(waiting, None)
            if cell_or_none is None:
                break
            if column > _MOST_CELLS:
                raise UnexpectedPageError("ragged", f"a row has more than {_MOST_CELLS} cells")
            for place in range(column, column + min(_span(cell_or_none, "colspan"), _MOST_CELLS)):
                cells.append(cell_or_none)
                if (rows := _span(cell_or_none, "rowspan")) > 1:
                    hanging[place] = (cell_or_none, rows - 1)
        if cells:
            lines.append(cells)
    return lines


def _rows(table: Element) -> Iterator[Element]:
    """The table's own rows in document order, not those of tables in its cells."""
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        yield from (child,) if child.tag == "tr" else child.iterchildren("tr")


def _span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), _MOST_SPAN)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _onward(document: Element, reading: Reading) -> str | None:
    """The link to the next piece of a list that is spread over pages."""
    css = reading.paging.next if reading.paging is not None else None
    for element in selector(css)(document) if css else ():
        if href := (element.get("href") or "").strip():
            return str(href)
    return None
