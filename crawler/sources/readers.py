"""The readers, each for one form of a list: HTML tables and records, JSON, CSV and XLSX."""

from __future__ import annotations

from crawler.sources.definition import Reading
from crawler.sources.grids import read_csv, read_xlsx
from crawler.sources.json_lists import read_json
from crawler.sources.sheet import Sheet
from crawler.sources.tables import read_record, read_table


def read_sheet(body: bytes, reading: Reading) -> Sheet:
    """The rows of one page.

    Raises:
        UnexpectedPageError: the page is no such list (``no_table``, ``login_page``, ``truncated`` …).
    """
    match reading.reader:
        case "html":
            sheet = read_table(body, reading)
        case "record":
            sheet = read_record(body, reading)
        case "json":
            sheet = read_json(body, reading)
        case "csv":
            sheet = read_csv(body, reading)
        case "xlsx":
            sheet = read_xlsx(body, reading)
    return sheet.filled_down(reading.fill_down)
