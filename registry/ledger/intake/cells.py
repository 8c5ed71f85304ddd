"""From the cells of one row to a sighting, or to the reason why the row is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link
from registry.ledger.identity import is_npsn, is_organizer_id
from registry.ledger.intake.keys import key_of
from registry.ledger.intake.parts import alias_entry, host_entry
from registry.ledger.sighting import Sighting
from registry.organizer import Alias, Host, Kind, Status
from registry.region import gazetteer

REQUIRED = frozenset({"kind", "name"})
COLUMNS = (
    *("kind", "name", "region", "aliases", "hosts", "registration", "website"),
    *("id", "status", "parent"),
)

_KINDS = [kind.value for kind in Kind]
_STATUSES = [status.value for status in Status]
_TEXTS = tuple(column for column in COLUMNS if column not in ("aliases", "hosts"))
_LONGEST_CELL = 4000
_LONGEST_NAME = 300
_MOST_PARTS = 100
# A cell that begins like this runs as a formula when the list is opened in a spreadsheet (OWASP, CSV
# Injection).
_FORMULA = ("=", "+", "@", "\t", "\r", "-")
# UTF-8 read as Latin-1 or Windows-1252: a capital A with accent, then a continuation byte.
_MOJIBAKE = re.compile("[ÂÃ][\u0080-¿]|â€|ï¿½")
_SPREADSHEET_NUMBER = re.compile(r"[0-9][0-9.,]*[eE]\+?[0-9]{1,3}|[0-9]{5,}[.,]0+")


class RefusedRowError(ValueError):
    """The row cannot be taken; the message says why, in the words of the person who made the list."""


def read_sighting(cells: Mapping[str, Any], seen_on: date) -> Sighting:
    """The statement that a row makes.

    Raises:
        RefusedRowError: a cell is missing, malformed or dangerous.
    """
    text = {column: _text(column, cells.get(column)) for column in _TEXTS}
    kind = _choice("kind", text["kind"], _KINDS)
    name = text["name"]
    if not any(character.isalpha() for character in name):
        raise RefusedRowError("name: a name with letters is needed")
    if len(name) > _LONGEST_NAME:
        raise RefusedRowError(f"name: longer than {_LONGEST_NAME} characters")
    region = _region(text["region"])
    registration = _registration(Kind(kind), text["registration"])
    for column in ("id", "parent"):
        if text[column] and not is_organizer_id(text[column]):
            raise RefusedRowError(f"{column}: {text[column]!r} (words of a-z and 0-9, joined by -)")
    status = _choice("status", text["status"] or "listed", _STATUSES)
    sighting = Sighting(
        key=text["id"],
        kind=Kind(kind),
        name=name,
        seen_on=seen_on,
        organizer_id=text["id"] or None,
        region=region,
        aliases=tuple(_aliases(cells.get("aliases"))),
        hosts=tuple(_hosts(cells.get("hosts"))),
        registration=registration,
        website=_website(text["website"]),
        status=Status(status),
        parent=text["parent"] or None,
        original={
            str(column): _shown(value) for column, value in cells.items() if value not in (None, "", [])
        },
    )
    return replace(sighting, key=key_of(sighting))


def _text(column: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool | list | dict | float):
        raise RefusedRowError(f"{column}: a text is needed")
    text = str(value).strip(" \u00a0\n").replace("\n", " ")  # a quoted cell may go over lines
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if len(text) > _LONGEST_CELL:
        raise RefusedRowError(f"{column}: longer than {_LONGEST_CELL} characters")
    if not text.strip("-–— "):
        return ""  # people write a dash where there is nothing
    if text.startswith(_FORMULA):
        raise RefusedRowError(
            f"{column}: begins with {text[0]!r} and would run as a formula in a spreadsheet"
        )
    if not text.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs", "Co") for c in text):
        raise RefusedRowError(f"{column}: contains control characters")
    if not text.isascii() and ("\ufffd" in text or _MOJIBAKE.search(text)):
        raise RefusedRowError(f"{column}: characters were lost, the list was read in a wrong encoding before")
    return " ".join(text.split())


def _choice(column: str, text: str, choices: list[str]) -> str:
    if text.casefold() not in choices:
        raise RefusedRowError(f"{column}: {text!r} is none of {', '.join(choices)}")
    return text.casefold()


_NATIONWIDE = frozenset(("", "-", "nasional", "indonesia"))
"""What lists write where a body has no region."""


def _region(text: str) -> str | None:
    if text.casefold() in _NATIONWIDE:
        return None
    try:
        return gazetteer().find(text).code
    except ValueError as error:
        raise RefusedRowError(f"region: {error}") from error


def _registration(kind: Kind, text: str) -> str | None:
    number = text.lstrip("'")  # how a spreadsheet marks a number that is to stay a text
    if not number:
        return None
    if _SPREADSHEET_NUMBER.fullmatch(number):
        raise RefusedRowError(f"registration: a spreadsheet has turned {number!r} into a decimal number")
    if kind is Kind.SCHOOL:
        number = number.upper()
        if not is_npsn(number):
            raise RefusedRowError(f"registration: a school's number (NPSN) has 8 digits, not {number!r}")
    return number


def _parts(column: str, value: Any) -> list[Any]:
    parts = value if isinstance(value, list) else _text(column, value).split(";")
    if len(parts) > _MOST_PARTS:
        raise RefusedRowError(f"{column}: more than {_MOST_PARTS}")
    return [part for part in parts if part]


def _aliases(value: Any) -> Iterable[Alias]:
    for part in _parts("aliases", value):
        entry = part if isinstance(part, dict) else alias_entry(_text("aliases", part))
        if name := _text("aliases", entry.get("name")):
            yield Alias(name, *_days("aliases", entry))


def _hosts(value: Any) -> Iterable[Host]:
    for part in _parts("hosts", value):
        entry = part if isinstance(part, dict) else _host_entry(_text("hosts", part))
        text = _text("hosts", entry.get("name"))
        if not text:
            continue
        subtree = text.startswith("*.") or entry.get("subtree") is True
        since, until = _days("hosts", entry)
        yield Host(
            name=_host_name(text.removeprefix("*.")),
            relation=_choice(
                "hosts", _text("hosts", entry.get("relation")) or "own", ["own", "authorized", "app"]
            ),
            subtree=subtree,
            since=since,
            until=until,
            confidence=_choice(
                "hosts", _text("hosts", entry.get("confidence")) or "b", ["a", "b", "c"]
            ).upper(),
        )


def _host_entry(text: str) -> dict[str, str]:
    try:
        return host_entry(text)
    except ValueError as error:
        raise RefusedRowError(f"hosts: {error}") from error


def _host_name(text: str) -> str:
    try:
        link = read_link(text)
    except UnreadableLinkError as error:
        raise RefusedRowError(f"hosts: {text!r}: {error}") from error
    if link.platform is not None and not link.tenant:
        raise RefusedRowError(
            f"hosts: {link.host} is a platform that everybody can use, so nobody's own host"
        )
    if not link.registrable:
        raise RefusedRowError(f"hosts: {text!r} is no host name that one body can own")
    if "/" in text or ":" in text or "@" in text:
        raise RefusedRowError(f"hosts: {text!r}: the host name alone is needed, such as {link.host}")
    return link.host.removeprefix("www.")


def _website(text: str) -> str | None:
    if not text:
        return None
    if "://" in text and not text.casefold().startswith(("http://", "https://")):
        raise RefusedRowError(f"website: {text[:60]!r} is no http(s) address")
    try:
        read_link(text)
    except UnreadableLinkError as error:
        raise RefusedRowError(f"website: {text[:60]!r}: {error}") from error
    return text if "://" in text else f"https://{text}"


def _days(column: str, entry: Mapping[str, Any]) -> tuple[date | None, date | None]:
    since, until = _date(column, entry.get("since")), _date(column, entry.get("until"))
    if since is not None and until is not None and since > until:
        raise RefusedRowError(f"{column}: {_shown(entry.get('name'))} is said to begin after it ends")
    return since, until


def _date(column: str, value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise RefusedRowError(f"{column}: {value!r} is no date like 2026-11-22") from error


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
