"""Which links of an announcement are sign-up links: only those are vouched for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from crawler.announcements.body import Article, FoundLink
from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.reader import read_link

_EDGE = "()[]{}<>\"'“”‘’.,;:!?…|"
_MAX_TOKENS = 12_000


@dataclass(frozen=True, slots=True)
class _Words:
    signup: tuple[str, ...]
    other: tuple[str, ...]
    forms: frozenset[str]
    indirect: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(files("crawler.announcements").joinpath("signup.toml").read_text(encoding="utf-8"))
    return _Words(
        tuple(data["words"]["signup"]),
        tuple(data["words"]["other"]),
        frozenset(data["platforms"]["forms"]),
        frozenset(data["platforms"]["indirect"]),
        frozenset(data["platforms"]["never"]),
    )


@dataclass(frozen=True, slots=True)
class SignupLink:
    """A link that an announcement asks its readers to sign up by."""

    link: Link
    how: str
    words: str


def find_signup_links(article: Article, own_hosts: Iterable[str] = ()) -> tuple[SignupLink, ...]:
    """The sign-up links of an article, each key once, in reading order.

    A form counts unless the words at it say that it is for something else (attendance, feedback, uploads); a
    short link or a link page counts as the form it probably leads to; any other address counts only where the
    words at it ask the reader to sign up, because a vouch for ``host:…`` speaks for a whole site. Social
    networks never count. ``own_hosts`` need no vouch.
    """
    own = {host.removeprefix("www.") for host in own_hosts}
    found: dict[str, SignupLink] = {}
    for candidate in (*article.links, *_written_out(article)):
        try:
            link = read_link(candidate.url)
        except UnreadableLinkError:
            continue
        if link.host.removeprefix("www.") in own or link.key in found:
            continue
        if _asks_to_sign_up(link, candidate.words):
            found[link.key] = SignupLink(link, candidate.how, candidate.words)
    return tuple(found.values())


def _asks_to_sign_up(link: Link, words: str) -> bool:
    said = _last_said(words.casefold())
    platform = link.platform
    if platform in _words().never or link.private:
        return False
    if platform in _words().forms or platform in _words().indirect or link.needs_resolving:
        # a platform's own page (`host:docs.google.com`) is nobody's form
        return said != "other" and not link.key.startswith("host:")
    if platform is None:
        return said == "signup"
    return said == "signup" and not link.key.startswith("host:")


def _last_said(words: str) -> str | None:
    """``signup``, ``other`` or ``None``: which kind of word stands last before the end of the link's own
    text."""
    last = {kind: max(words.rfind(word) for word in terms) for kind, terms in _kinds()}
    kind, place = max(last.items(), key=lambda item: item[1])
    return kind if place >= 0 else None


def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("signup", _words().signup), ("other", _words().other))


def _written_out(article: Article) -> list[FoundLink]:
    """Addresses that stand in the text without being links (``daftar di s.id/bimtek``)."""
    found = []
    text = article.page.text
    place = 0
    for token in text.split()[:_MAX_TOKENS]:
        if "." not in token:
            continue
        bare = token.strip(_EDGE)
        if _looks_like_address(bare):
            place = text.index(token, place)
            found.append(FoundLink(bare, "text", " ".join(text[max(0, place - 160) : place].split())))
            place += len(token)
    return found


def _looks_like_address(token: str) -> bool:
    """``https://…``, ``www.…`` or ``host.tld/path``; a bare word with a dot in it is too often a typo."""
    if not 5 <= len(token) <= 2048 or "@" in token:
        return False
    low = token.casefold()
    if low.startswith(("http://", "https://", "www.")):
        return True
    host, slash, path = low.partition("/")
    return bool(slash and path) and "." in host and host.replace(".", "").replace("-", "").isalnum()
