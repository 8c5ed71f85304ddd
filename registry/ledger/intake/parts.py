"""Hosts and aliases in one cell, with what is said about them: what ``export`` writes, ``import`` reads.

A host is ``name|relation|confidence|since..until``: ``jalan.example|app|C|..2015-01-01``. What is left out at
the end is the default: a plain name is an own host of confidence B without dates. An alias is its name, with
``|since..until`` behind it when it is dated.
"""

from __future__ import annotations

import re
from datetime import date

from registry.organizer import Alias, Host

_PLAIN = ("", "own", "B", "")
_DATED = re.compile(r"(?P<name>.+)\|\s*(?P<since>[0-9-]*)\.\.(?P<until>[0-9-]*)")


def host_cell(host: Host) -> str:
    """The host as text.

    >>> host_cell(Host("a.go.id")), host_cell(Host("b.go.id", "app", True, until=date(2015, 1, 1)))
    ('a.go.id', '*.b.go.id|app|B|..2015-01-01')
    """
    name = f"*.{host.name}" if host.subtree else host.name
    fields = [name, host.relation, host.confidence, _span(host.since, host.until)]
    while len(fields) > 1 and fields[-1] == _PLAIN[len(fields) - 1]:
        fields.pop()
    return "|".join(fields)


def host_entry(cell: str) -> dict[str, str]:
    """The fields of :func:`host_cell`'s text; empty where it says nothing.

    Raises:
        ValueError: too many fields, or the dates are not written with two dots.
    """
    name, relation, confidence, days, *more = (*(field.strip() for field in cell.split("|")), "", "", "")
    if any(more) or (days and ".." not in days):
        raise ValueError(f"{cell!r} is not written like disdik.example|app|C|2015-01-01..2020-12-31")
    since, _, until = days.partition("..")
    return {"name": name, "relation": relation, "confidence": confidence, "since": since, "until": until}


def alias_cell(alias: Alias) -> str:
    """The alias as text; a ``;``, which parts the aliases of a cell, becomes a comma.

    >>> alias_cell(Alias("Disdik; lama", until=date(2015, 1, 1)))
    'Disdik, lama|..2015-01-01'
    """
    span = _span(alias.since, alias.until)
    return "|".join(text for text in (alias.name.replace(";", ","), span) if text)


def alias_entry(cell: str) -> dict[str, str]:
    """The fields of :func:`alias_cell`'s text."""
    dated = _DATED.fullmatch(cell)
    return {"name": cell} if dated is None else dated.groupdict()


def _span(since: date | None, until: date | None) -> str:
    if since is None and until is None:
        return ""
    return "..".join("" if day is None else day.isoformat() for day in (since, until))
