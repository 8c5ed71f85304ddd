"""Logging in where the account belongs is no demand for a secret; sending or telling it always is one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from registry.hosts.link import Link
from registry.reading.plain import PlainText
from registry.reading.segments import sentence_around
from registry.reading.signals.find import MOST_KEPT
from registry.reading.signals.patterns import compile_patterns
from registry.reading.signals.signal import Signal
from registry.values import dataclass
from service.checking.findings import Holding
from service.checking.kinship import line_of
from service.checking.links import follow, link_ties
from service.checking.published import Published

_ASKED = "N08"
_ADDRESS = re.compile(rb"\S*(?:://|\bwww\.)\S*")
_FOLLOWING = 200
"""Characters behind the sentence in which somebody may be said to be told the password."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """``of``: pattern of an account's names → id of the body above all whose account it is; the rest are the
    parts of a sentence that logs in (``registry/data/signals/accounts.toml``).
    """

    of: Mapping[Any, str]
    enters: Any
    password: Any
    more: Any
    told_next: Any


@lru_cache(maxsize=1)
def accounts() -> Accounts:
    """The embedded list of accounts."""
    data = tomllib.loads(files("registry.data.signals").joinpath("accounts.toml").read_text("utf-8"))
    parts = {name: compile_patterns(patterns, data["words"]) for name, patterns in data["sentence"].items()}
    # An account that is a mail address is named so: "email belajar.id" is no other account
    of = {
        compile_patterns([f"email|surel? {name}" for name in it["names"]], {}): it["organizer"]
        for it in data["account"]
    }
    return Accounts(of, **parts)


def without_logins_at_home(
    signals: tuple[Signal, ...],
    fields: Iterable[PlainText],
    addresses: Iterable[Link],
    snapshot: Published,
    on: date,
    *,
    on_page: bool,
) -> tuple[Signal, ...]:
    """The signals but for those that only say to log in, at a proven site of the body whose account it is.

    Every address must be proven so: a form, a chat or a name beside the official site keeps the demand.
    ``on_page``: the text was read at an address; in a message the sentence itself must hold the one to enter.
    Where as many demands were found as are kept there may be more, and all stay.
    """
    secrets = [signal for signal in signals if signal.code == _ASKED]
    if not 0 < len(secrets) < MOST_KEPT:
        return signals
    bodies = _bodies_entered(addresses, snapshot, on)
    by_name = {field.where: field for field in fields}
    harmless = [
        it for it in secrets if bodies and _account_of(by_name[it.where], it, on_page=on_page) in bodies
    ]
    return tuple(signal for signal in signals if signal not in harmless)


def _bodies_entered(addresses: Iterable[Link], snapshot: Published, on: date) -> frozenset[str]:
    """The ids of the body behind all addresses and of those above it; empty when any is not proven."""
    houses: list[frozenset[str]] = []
    for link in addresses:
        ties = link_ties(follow(link, snapshot), snapshot, on).ties
        owners = (tie.organizer for tie in ties if tie.holding is Holding.OWN)
        houses.append(frozenset(id_ for owner in owners for id_ in line_of(owner, snapshot)))
    return frozenset.intersection(*houses) if houses else frozenset()


def _account_of(field: PlainText, signal: Signal, *, on_page: bool) -> str | None:
    """Whose account one logs in with; ``None`` when more is asked for, or not said where or with which."""
    said, following = _said(field, field.place(signal.start), field.place(signal.end))
    if not on_page and _ADDRESS.search(said) is None:
        return None
    said, following = _ADDRESS.sub(b" ", said), _ADDRESS.sub(b" ", following)  # a host is no account's name
    known = accounts()
    bodies = {body for pattern, body in known.of.items() if pattern.search(said)}
    for pattern in known.of:
        said = pattern.sub(b" ", said)
    entered = known.enters.search(said) and known.password.search(said)
    if len(bodies) != 1 or not entered or known.more.search(said) or known.told_next.search(following):
        return None
    return bodies.pop()


def _said(field: PlainText, start: int, end: int) -> tuple[bytes, bytes]:
    """The sentences of a find, and what follows them."""
    first, _ = sentence_around(field, start)
    _, last = sentence_around(field, max(start, end - 1))
    return field.folded[first:last], field.folded[last : last + _FOLLOWING]
