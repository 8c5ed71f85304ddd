"""From an address to its key: unwrap what only forwards, then ask the platform's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from registry.hosts.address import Address, plain_segment, read_address
from registry.hosts.link import UnreadableLinkError
from registry.hosts.platforms import Platform, Platforms, Rule, Wrapper
from registry.values import dataclass

_MAX_IDENTIFIER = 256  # the longest identifier seen on a platform (a Microsoft form's) has 90 characters
_IDENTIFIER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@+=")
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an address stands for: its key, the platform that hosts it, and the query value that is in it."""

    key: str
    platform: Platform | None
    query: tuple[str, str] | None = None
    short: bool = False


def unwrap(address: Address, platforms: Platforms) -> Iterator[Address]:
    """The address itself, then the one inside ``google.com/url?q=…`` and the like, without a request.

    The last one is meant. Bounded, so that nesting ends."""
    yield address
    for _ in range(platforms.reading.max_unwraps):
        inner = _inner(address, platforms)
        if inner is None:
            return
        address = inner
        yield address


def identify(address: Address, platforms: Platforms) -> Identity:
    """The key of an address: the first platform rule that fits, else its host name."""
    name = address.name
    sub, candidates = platforms.by_host.find(name)
    for platform in candidates:
        for rule in platform.rules:
            if (found := _apply(rule, address, {"sub": sub, "host": name})) is not None:
                key, query = found
                return Identity(key, platform, query, rule.short)
    platform_here = next((platform for platform in candidates if not platform.partial), None)
    return Identity(f"host:{name}", platform_here)


def _inner(address: Address, platforms: Platforms) -> Address | None:
    _, wrappers = platforms.wrappers.find(address.name)
    for wrapper in wrappers:
        text = _wrapped(wrapper, address)
        if text is not None:
            try:
                return read_address(text, platforms.reading)
            except UnreadableLinkError:
                continue  # a wrapper around nothing readable is only a page of its host
    return None


def _wrapped(wrapper: Wrapper, address: Address) -> str | None:
    length = len(wrapper.path)
    if address.segments[:length] != wrapper.path:
        return None
    if wrapper.rest:
        rest = "/".join(address.segments[length:])
        return f"https://{rest}" if rest else None
    if len(address.segments) != length or (wrapper.unless and address.parameter(wrapper.unless)):
        return None
    for name in wrapper.params:
        if (value := address.parameter(name)) is not None:
            return _first_address(value) if wrapper.text else value
    return None


def _first_address(message: str) -> str | None:
    """The first http(s) address in a message, up to the next white space."""
    lowered = message.lower()
    found = [at for at in (lowered.find("http://"), lowered.find("https://")) if at >= 0]
    if not found:
        return None
    return message[min(found) :].split(maxsplit=1)[0]


def _apply(rule: Rule, address: Address, values: dict[str, str]) -> tuple[str, tuple[str, str] | None] | None:
    """The key a rule gives and the query value in it, or ``None`` when the rule does not fit."""
    if len(address.segments) < len(rule.path):
        return None
    for pattern, segment in zip(rule.path, address.segments, strict=False):
        if not pattern.startswith("{"):
            if pattern not in ("*", segment):
                return None
            continue
        name, _, kind = pattern[1:-1].partition(":")
        value = _READERS[kind](segment)
        if not value or value.lower() in rule.words or len(value) > _MAX_IDENTIFIER:
            return None
        values[name] = value
    query = None
    if rule.query is not None:
        value = plain_segment(address.parameter(rule.query) or "")
        if not value or len(value) > _MAX_IDENTIFIER or not set(value) <= _IDENTIFIER:
            return None
        values["query"] = value
        query = (rule.query, value)
    key = rule.key
    for name, value in values.items():
        key = key.replace("{" + name + "}", value)
    return key, query


def _digits(segment: str) -> str:
    return segment if segment.isascii() and segment.isdigit() else ""


def _tail(segment: str) -> str:
    return segment.rpartition("-")[2]


def _hex(segment: str) -> str:
    last = segment.replace("-", "").lower()[-32:]
    return last if len(last) == 32 and set(last) <= _HEX else ""


def _handle(segment: str) -> str:
    lowered = segment.replace("%40", "@").lower()
    return lowered if lowered.startswith("@") else ""


def _invite(segment: str) -> str:
    return segment if segment.startswith("+") else segment.lower()


_READERS: dict[str, Callable[[str], str]] = {
    "": str,
    "lower": str.lower,
    "digits": _digits,
    "tail": _tail,
    "hex": _hex,
    "slug": lambda segment: segment.rstrip("+"),
    "handle": _handle,
    "invite": _invite,
}
