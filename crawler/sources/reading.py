"""What one page of a source gives: entries, and pages to go on to. Pure; the fetching is
`crawler.sources.visit`.

A frontier address carries the names of the regions above it in its fragment (``…/3#Prov. Jawa Barat/Kab.
Bandung``), percent-encoded. A fragment is never sent, and it survives a kill with the address itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from crawler.sources.definition import Level, Paging, SourceDefinition
from crawler.sources.readers import read_sheet
from crawler.sources.sheet import Row, Sheet, UnexpectedPageError, fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list: its values by the definition's header names, and where it was found."""

    values: Mapping[str, str]
    trail: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page gave. ``new_headers`` are columns the definition does not know; ``total`` what the page
    says."""

    entries: tuple[Entry, ...] = ()
    onward: tuple[str, ...] = ()
    new_headers: tuple[str, ...] = ()
    total: int | None = None


def trail_of(url: str) -> tuple[str, ...]:
    """The names of the regions above an address, from its fragment."""
    fragment = urlsplit(url).fragment
    return tuple(unquote(name) for name in fragment.split("/")) if fragment else ()


def with_trail(url: str, trail: tuple[str, ...]) -> str:
    """The address with the names of the regions above it as its fragment."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(fragment="/".join(quote(name, safe="") for name in trail)))


def list_of(paging: Paging | None, url: str) -> str:
    """What the pieces of one list have in common: the address without the parameter that counts them."""
    if paging is None or paging.parameter is None:
        return url
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != paging.parameter]
    return urlunsplit(parts._replace(query=urlencode(query)))


def read_page(definition: SourceDefinition, url: str, body: bytes) -> PageContent:
    """The entries of a page, or the way down from it.

    Raises:
        UnexpectedPageError: the page is not what the definition describes.
    """
    reading, trail = definition.read, trail_of(url)
    sheet = read_sheet(body, reading)
    level = reading.levels[len(trail)] if len(trail) < len(reading.levels) else Level()
    if level.link is None and level.down is None:
        return _entries(definition, url, sheet)
    needed = tuple(header for header in (level.name, level.link) if header)
    headers = _match(sheet, needed, level.unused)
    onward: list[str] = []
    for row in sheet.rows:
        name = row.values[headers.known[level.name]] if level.name else str(len(onward))
        onward.append(with_trail(_way_down(level, row, headers.known, url), (*trail, name)))
    return PageContent(onward=tuple(onward), new_headers=headers.new, total=sheet.total)


@dataclass(frozen=True, slots=True)
class _Headers:
    known: Mapping[str, str]  # the definition's spelling → the page's
    new: tuple[str, ...]


def _match(sheet: Sheet, needed: tuple[str, ...], unused: tuple[str, ...]) -> _Headers:
    """Find every needed header by name.

    Raises:
        UnexpectedPageError: ``lost_column`` when one is missing, ``repeated_column`` when two have one name.
    """
    written: dict[str, str] = {}
    for header in sheet.headers:
        if header and fold(header) in written:
            raise UnexpectedPageError("repeated_column", f"two columns are called {header!r}")
        written[fold(header)] = header
    missing = [header for header in needed if fold(header) not in written]
    if missing and sheet.rows:
        raise UnexpectedPageError(
            "lost_column", f"column {', '.join(missing)} is missing; the page has: {', '.join(sheet.headers)}"
        )
    expected = {fold(header) for header in (*needed, *unused)}
    patterns = [header for header in expected if "*" in header]
    new = tuple(
        header
        for key, header in written.items()
        if key and key not in expected and not any(fnmatchcase(key, pattern) for pattern in patterns)
    )
    return _Headers({header: written.get(fold(header), header) for header in needed}, new)


def _way_down(level: Level, row: Row, known: Mapping[str, str], url: str) -> str:
    if level.link is not None:
        href = row.links.get(known[level.link])
        if href is None:
            raise UnexpectedPageError("lost_link", f"the column {level.link!r} has no link to go on by")
        return _joined(url, href)
    values = {fold(header).replace(" ", "_"): quote(value, safe="") for header, value in row.values.items()}
    try:
        return _joined(url, (level.down or "").format_map(values))
    except KeyError as error:
        raise UnexpectedPageError(
            "lost_column", f"the way down needs {error}, which the page does not have"
        ) from error


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href)
    except ValueError as error:
        raise UnexpectedPageError(
            "lost_link", f"a link leads to {href[:80]!r}, which is no address"
        ) from error


def _entries(definition: SourceDefinition, url: str, sheet: Sheet) -> PageContent:
    needed, columns = definition.needed, definition.columns
    headers = _match(sheet, needed, columns.unused)
    place = urlunsplit(urlsplit(url)._replace(fragment=""))
    trail = trail_of(url)
    entries = []
    for row in sheet.rows:
        # A JSON entry may leave a field out where it has nothing to say
        known = {header: row.values.get(headers.known[header], "") for header in needed}
        if columns.website is not None:
            known[columns.website] = _website(
                known[columns.website], row.links.get(headers.known[columns.website])
            )
        entries.append(Entry({**row.values, **known}, trail, place))
    onward = _next_piece(definition.read.paging, url, sheet)
    return PageContent(tuple(entries), onward, headers.new, sheet.total)


def _website(text: str, link: str | None) -> str:
    """What a cell says, or where it leads when it only says "open"."""
    leads_out = link is not None and link.lower().startswith(("http://", "https://"))
    return link if leads_out and link is not None and "." not in text else text


def _next_piece(paging: Paging | None, url: str, sheet: Sheet) -> tuple[str, ...]:
    """The address of the next piece of a paged list, if there is one."""
    count, total = len(sheet.rows), sheet.total
    if sheet.onward is not None:
        return (with_trail(_joined(url, sheet.onward), trail_of(url)),) if count else ()
    if paging is None or paging.parameter is None or count == 0 or (total is None and count < paging.size):
        return ()
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if paging.offset is not None:
        reached = int(query.get(paging.offset) or 0) + count
        query[paging.offset] = str(reached)
    else:
        name = paging.page or "page"
        page = int(query.get(name) or paging.first_page)
        reached = (page - paging.first_page + 1) * paging.size
        query[name] = str(page + 1)
    if total is not None and reached >= total:
        return ()
    return (urlunsplit(parts._replace(query=urlencode(query))),)
