"""From an entry of a list to a sighting for the ledger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from crawler.sources.definition import SourceDefinition
from crawler.sources.places import Places
from crawler.sources.reading import Entry
from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link
from registry.ledger.sighting import Sighting
from registry.organizer import Alias, Host, Kind

# What servers and site software call a front page that they lead to by themselves.
_FRONT_PAGE = re.compile(r"(index|default|home|beranda)(\.(php|html?|aspx?|jsp))?", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "--", "0", "null", "none", "tidak ada", "n/a"})


class Statements:
    """Turns the entries of one source into sightings, all seen on one day."""

    def __init__(self, definition: SourceDefinition, seen_on: date) -> None:
        self._definition = definition
        self._columns = definition.columns
        self._places = Places(definition.region.lookups)
        self._seen_on = seen_on
        #: How many entries were left out so far, and why.
        self.left_out: Counter[str] = Counter()

    def sightings(self, entries: Iterable[Entry]) -> list[Sighting]:
        """One sighting per entry that has a key, a name and a kind; the others are counted in
        :attr:`left_out`."""
        return [sighting for entry in entries if (sighting := self._one(entry)) is not None]

    def _one(self, entry: Entry) -> Sighting | None:
        columns = self._columns
        name = _value(entry, columns.name)
        registration = _value(entry, columns.registration)
        key = self._key(entry) or registration
        kind = self._kind(entry)
        if name is None or key is None or kind is None:
            self.left_out[self._lacking(entry, name, key)] += 1
            return None
        website = _value(entry, columns.website)
        return Sighting(
            key=key,
            kind=kind,
            name=name,
            seen_on=self._seen_on,
            region=self._region(entry),
            aliases=tuple(
                Alias(other) for c in columns.aliases if (other := _value(entry, c)) and other != name
            ),
            hosts=_hosts(website),
            registration=registration,
            website=website,
            url=entry.url,
            citation=self._definition.title,
            original=dict(entry.values),
        )

    def _lacking(self, entry: Entry, name: str | None, key: str | None) -> str:
        if name is None or key is None:
            return "no name" if name is None else "no key"
        return f"unknown kind {entry.values[self._columns.kind or ''].strip()[:40]!r}"

    def _key(self, entry: Entry) -> str | None:
        """What identifies the entry: one value as it is written, several without regard to their case."""
        parts = [_value(entry, header) for header in self._columns.keys]
        if len(parts) < 2:
            return parts[0] if parts else None
        return " | ".join(part.casefold() for part in parts if part) if any(parts) else None

    def _kind(self, entry: Entry) -> Kind | None:
        if self._columns.kind is None:
            return self._definition.kind
        return self._definition.kinds.get(entry.values[self._columns.kind].strip(), self._definition.kind)

    def _region(self, entry: Entry) -> str | None:
        rule = self._definition.region
        match rule.by:
            case "trail":
                return self._places.find(entry.trail)
            case "column":
                return self._places.find((_value(entry, self._columns.region) or "",))
            case "columns":
                return self._places.find([_value(entry, header) or "" for header in rule.columns])
            case "fixed":
                return rule.fixed
        return None


def _value(entry: Entry, header: str | None) -> str | None:
    """The value under a header; what lists write for "nothing" is nothing."""
    text = " ".join(entry.values.get(header or "", "").split())
    return None if text.casefold() in _NOTHING else text


def _hosts(website: str | None) -> tuple[Host, ...]:
    """The host of a website as the list prints it, when it is a host of the entry's own: no shared platform,
    and no page of a site that may be anybody's (``kompas.com/edu/sman2``). A front page is all of a site."""
    if website is None:
        return ()
    try:
        link = read_link(website)
        parts = urlsplit(website if "://" in website else f"//{website}")
    except (UnreadableLinkError, ValueError):
        return ()
    path = parts.path.strip("/")
    page = (path and not _FRONT_PAGE.fullmatch(path)) or parts.query or parts.fragment
    if page or link.platform is not None or not link.registrable:
        return ()
    return (Host(link.host, confidence="B"),)
