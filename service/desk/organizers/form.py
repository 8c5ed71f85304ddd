"""The form of an organizer: what was typed, what it means, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from registry.ledger.editing.facts import Facts
from registry.ledger.identity import plain_canonical
from registry.ledger.intake.cells import RefusedRowError, read_sighting
from registry.organizer import Alias, Host

BLANKS = 3
"""Empty lines offered for more aliases and hosts; saving offers three more."""
_SINGLE = ("kind", "name", "region", "registration", "website", "status", "parent")
_ALIAS = ("name", "since", "until")
_HOST = ("name", "relation", "since", "until", "subtree", "confidence")
_MOST_LINES = 200
_CONFIDENCE = {"A": "A", "B": "B", "C": "C"}


@dataclass(slots=True)
class OrganizerForm:
    """What the fields hold, as texts. ``wrong``: what cannot be taken, in the intake's own words.

    ``base``: the facts that the form was made from. ``keep_name``: a replaced name stays as another name.
    """

    single: dict[str, str]
    aliases: list[dict[str, str]]
    hosts: list[dict[str, str]]
    reason: str = ""
    version: int = 0
    base: str = ""
    keep_name: bool = True
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, facts: Facts, version: int) -> OrganizerForm:
        """Filled with what stands."""
        single = {name: getattr(facts, name) for name in _SINGLE}
        return cls(
            single={name: str(value or "") for name, value in single.items()},
            aliases=[_alias(alias) for alias in facts.aliases],
            hosts=[_host(host) for host in facts.hosts],
            version=version,
            base=json.dumps(facts.as_json(), ensure_ascii=False),
        )

    @classmethod
    def empty(cls) -> OrganizerForm:
        """For a new organizer."""
        return cls(dict.fromkeys(_SINGLE, "") | {"status": "listed"}, [], [])

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> OrganizerForm:
        """What somebody sent."""
        version = form.get("version", "")
        return cls(
            single={name: form.get(name, "").strip() for name in _SINGLE},
            aliases=_lines(form, "alias", _ALIAS),
            hosts=_lines(form, "host", _HOST),
            reason=form.get("reason", "").strip(),
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,
            base=form.get("base", ""),
            keep_name=form.get("keep_name") == "yes",
        )

    def facts(self) -> Facts | None:
        """What is wanted; ``None`` when something cannot be taken, which :attr:`wrong` then says."""
        cells: dict[str, Any] = {name: value for name, value in self.single.items() if value}
        cells["aliases"] = [line for line in self.aliases if line["name"]]
        cells["hosts"] = [
            # No field shows how sure somebody was: what cannot be meant is taken for the usual.
            {**line, "subtree": bool(line["subtree"]), "confidence": _CONFIDENCE.get(line["confidence"], "B")}
            for line in self.hosts
            if line["name"]
        ]
        try:
            facts = Facts.of(read_sighting(cells, datetime.now(UTC).date()))
        except RefusedRowError as error:
            self.wrong.append(str(error))
            return None
        hosts = [host.name for host in facts.hosts]
        aliases = [plain_canonical(alias.name) for alias in facts.aliases]
        twice = [host.name for n, host in enumerate(facts.hosts) if host.name in hosts[:n]]
        twice += [alias.name for n, alias in enumerate(facts.aliases) if aliases[n] in aliases[:n]]
        if twice:
            self.wrong.append(f"{', '.join(twice)}: given twice; keep one line, with one period")
            return None
        return self._with_old_name(facts)

    def _with_old_name(self, facts: Facts) -> Facts:
        """The name that was replaced becomes another name, unless it was wrong: old posters still use it."""
        seen = self.seen()
        if not self.keep_name or seen is None:
            return facts
        known = {plain_canonical(name) for name in (facts.name, *(alias.name for alias in facts.aliases))}
        if plain_canonical(seen.name) in known:
            return facts
        return replace(facts, aliases=(*facts.aliases, Alias(seen.name)))

    def seen(self) -> Facts | None:
        """The facts that the form was made from; ``None`` when they were not sent back whole."""
        try:
            kept = json.loads(self.base)
            return Facts.from_json(kept) if isinstance(kept, Mapping) else None
        except (ValueError, KeyError, TypeError, RecursionError):
            return None

    def shown_aliases(self) -> list[dict[str, str]]:
        """The lines for aliases, with empty ones at the end."""
        return [*self.aliases, *[dict.fromkeys(_ALIAS, "")] * BLANKS]

    def shown_hosts(self) -> list[dict[str, str]]:
        """The lines for hosts, with empty ones at the end."""
        return [*self.hosts, *[dict.fromkeys(_HOST, "") | {"relation": "own"}] * BLANKS]


def _lines(form: MultiDict[str, str], what: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The filled lines ``alias-0-name``, ``alias-0-since``, … in their order."""
    numbers = sorted(
        {
            int(number)
            for key in form
            if key.startswith(f"{what}-") and (number := key.split("-")[1]).isdecimal() and len(number) < 4
        }
    )
    lines = [
        {column: form.get(f"{what}-{number}-{column}", "").strip() for column in columns}
        for number in numbers[:_MOST_LINES]
    ]
    return [line for line in lines if line["name"]]


def _alias(alias: Alias) -> dict[str, str]:
    return {"name": alias.name, "since": _day(alias.since), "until": _day(alias.until)}


def _host(host: Host) -> dict[str, str]:
    return {
        "name": host.name,
        "relation": host.relation,
        "since": _day(host.since),
        "until": _day(host.until),
        "subtree": "yes" if host.subtree else "",
        "confidence": host.confidence,
    }


def _day(day: object) -> str:
    return "" if day is None else str(day)
