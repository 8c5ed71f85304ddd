"""The facts of a sighting as they are stored: plain JSON, a content hash, text that every database takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from registry.ledger.sighting import Correction, Sighting
from registry.organizer import Alias, Host
from registry.region import normal_code

#: Longest text kept of any one field, in characters; a source's cell beyond that is cut, visibly.
LONGEST = 4000

# NUL is refused by PostgreSQL, lone surrogates by UTF-8: both come only from broken or hostile input.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_UNSTORABLE = {0: "�"} | dict.fromkeys(range(0xD800, 0xE000), "�")


def storable(text: str | None) -> str | None:
    """The text without what no database takes, at most :data:`LONGEST` characters; blank becomes ``None``."""
    if not text or not (text := text.strip()):
        return None
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return without_unstorable(text)


def without_unstorable(text: str) -> str:
    """The text with a sign in place of each character that no database takes."""
    return text if text.isascii() and "\0" not in text else text.translate(_UNSTORABLE)


def stored_aliases(aliases: Iterable[Alias]) -> list[Any] | None:
    """Aliases as JSON; absent dates are left out."""
    return [
        _without_none(name=storable(a.name), since=_day(a.since), until=_day(a.until)) for a in aliases
    ] or None


def stored_hosts(hosts: Iterable[Host]) -> list[Any] | None:
    """Hosts as JSON; absent dates are left out."""
    return [
        _without_none(
            name=storable(h.name),
            relation=h.relation,
            subtree=h.subtree or None,
            since=_day(h.since),
            until=_day(h.until),
            confidence=h.confidence,
        )
        for h in hosts
    ] or None


def read_aliases(stored: Iterable[Mapping[str, Any]] | None) -> tuple[Alias, ...]:
    """The aliases that :func:`stored_aliases` stored."""
    return tuple(Alias(a["name"], _read_day(a.get("since")), _read_day(a.get("until"))) for a in stored or ())


def read_hosts(stored: Iterable[Mapping[str, Any]] | None) -> tuple[Host, ...]:
    """The hosts that :func:`stored_hosts` stored."""
    return tuple(
        Host(
            name=h["name"],
            relation=h["relation"],
            subtree=h.get("subtree", False),
            since=_read_day(h.get("since")),
            until=_read_day(h.get("until")),
            confidence=h["confidence"],
        )
        for h in stored or ()
    )


def stored_correction(correction: Correction | None) -> dict[str, Any] | None:
    """A correction as JSON."""
    if correction is None:
        return None
    return {
        "decides": sorted(correction.decides),
        "hosts": sorted(correction.hosts),
        "aliases": sorted(correction.aliases),
    }


def read_correction(stored: Mapping[str, Any] | None) -> Correction | None:
    """The correction that :func:`stored_correction` stored."""
    if stored is None:
        return None
    return Correction(frozenset(stored["decides"]), frozenset(stored["hosts"]), frozenset(stored["aliases"]))


def fact_columns(sighting: Sighting) -> dict[str, Any]:
    """The sighting's facts by column.

    Raises:
        ValueError: no key, no name, or a region that is not shaped like a code.
    """
    key, name = storable(sighting.key), storable(sighting.name)
    if key is None or name is None:
        raise ValueError("a sighting needs a key and a name")
    return {
        "key": key,
        "kind": sighting.kind.value,
        "name": name,
        "region": _region(sighting.region) if sighting.region else None,
        "registration": storable(sighting.registration),
        "website": storable(sighting.website),
        "status": sighting.status.value,
        "parent": storable(sighting.parent),
        "aliases": stored_aliases(sighting.aliases),
        "hosts": stored_hosts(sighting.hosts),
        "correction": stored_correction(sighting.correction),
    }


def content_hash(facts: Mapping[str, Any], organizer_id: str | None) -> bytes:
    """16 bytes that change when, and only when, a fact changes.

    The source's original values, the address and the citation are no part of it: a row number or a time stamp
    that changes with every reading would otherwise double the ledger each time.
    """
    # Statements without a correction keep the hash they had before there were any.
    said = [value for fact, value in facts.items() if fact != "correction" or value is not None]
    return blake2b(_encode([organizer_id, *said]).encode(), digest_size=16).digest()


def original_columns(sighting: Sighting) -> dict[str, Any]:
    """What the source itself said, untouched but for what no database takes."""
    original = {storable(str(k)) or "": storable(str(v)) or "" for k, v in sighting.original.items()}
    return {
        "url": storable(sighting.url),
        "citation": storable(sighting.citation),
        "original": original or None,
    }


@lru_cache(maxsize=16_384)  # a list has a million rows and a few thousand regions
def _region(code: str) -> str:
    return normal_code(code)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _without_none(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
