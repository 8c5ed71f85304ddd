"""The shared platforms, from ``registry/data/hosts/platforms.toml``; plain data for the extension, too."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from registry.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a pasted address is cleaned before it is read (see the head of the data file)."""

    max_length: int
    max_unwraps: int
    leading: str
    trailing: str
    pairs: tuple[str, ...]
    marks: str
    invisible: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One way an address on a platform is written: ``path`` (a prefix) and ``query`` give the ``key``."""

    path: tuple[str, ...]
    key: str
    query: str | None
    words: frozenset[str]  # `not`: words of the platform itself, which are no identifier
    short: bool


@dataclass(frozen=True, slots=True)
class Platform:
    """Hosts on which anybody can open a page, and how its addresses are read."""

    name: str
    title: str
    rules: tuple[Rule, ...]
    tenants: bool
    partial: bool
    private: bool


@dataclass(frozen=True, slots=True)
class Wrapper:
    """An address that only forwards to the one it carries."""

    path: tuple[str, ...]
    params: tuple[str, ...]
    text: bool
    rest: bool
    unless: str | None


class HostTable(Generic[T]):
    """Values by exact host name, or by the name they are below (``*.blogspot.com``)."""

    def __init__(self) -> None:
        self._exact: dict[str, list[T]] = {}
        self._below: dict[str, list[T]] = {}

    def add(self, pattern: str, value: T) -> None:
        """Register a value for ``name`` or ``*.name``."""
        table = self._below if pattern.startswith("*.") else self._exact
        table.setdefault(pattern.removeprefix("*."), []).append(value)

    def find(self, name: str) -> tuple[str, list[T]]:
        """What stands before the matched name (empty when it is exact), and the values; else ``("", [])``."""
        if (exact := self._exact.get(name)) is not None:
            return "", exact
        at = name.find(".")
        while at >= 0:
            if (below := self._below.get(name[at + 1 :])) is not None:
                return name[:at], below
            at = name.find(".", at + 1)
        return "", []


@dataclass(frozen=True, slots=True)
class Platforms:
    """All platforms and wrappers."""

    version: str
    reading: Reading
    by_host: HostTable[Platform]
    wrappers: HostTable[Wrapper]
    tenant_suffixes: frozenset[str]


def segments(path: str) -> tuple[str, ...]:
    """``forms/d/e/{id}`` → its parts; an empty path has none."""
    return tuple(part for part in path.split("/") if part)


def as_dict() -> dict[str, Any]:
    """The data file as plain JSON-ready data, for the extension's own reader."""
    text = files("registry.data.hosts").joinpath("platforms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def platforms() -> Platforms:
    """The embedded platforms, read once."""
    return _platforms(as_dict())


def _platforms(data: Mapping[str, Any]) -> Platforms:
    by_host: HostTable[Platform] = HostTable()
    suffixes: set[str] = set()
    for entry in data["platform"]:
        platform = Platform(
            name=entry["name"],
            title=entry["title"],
            rules=tuple(_rule(rule) for rule in entry["rules"]),
            tenants=entry.get("tenants", False),
            partial=entry.get("partial", False),
            private=entry.get("private", False),
        )
        for pattern in entry["hosts"]:
            by_host.add(pattern, platform)
            if platform.tenants and pattern.startswith("*."):
                suffixes.add(pattern[2:])
    wrappers: HostTable[Wrapper] = HostTable()
    for entry in data["wrapper"]:
        wrapper = Wrapper(
            path=segments(entry["path"]),
            params=tuple(entry.get("params", ())),
            text=entry.get("text", False),
            rest=entry.get("rest", False),
            unless=entry.get("unless"),
        )
        for pattern in entry["hosts"]:
            wrappers.add(pattern, wrapper)
    reading = Reading(**{**data["reading"], "pairs": tuple(data["reading"]["pairs"])})
    return Platforms(data["version"], reading, by_host, wrappers, frozenset(suffixes))


def _rule(data: Mapping[str, Any]) -> Rule:
    return Rule(
        path=segments(data.get("path", "")),
        key=data["key"],
        query=data.get("query"),
        words=frozenset(data.get("not", ())),
        short=data.get("short", False),
    )
