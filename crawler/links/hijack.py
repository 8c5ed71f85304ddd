"""Whether a page was taken over. HTTP 200 is not "fine" and ``.go.id`` is not "clean".

Nothing is concluded from one word: offices warn of gambling, and "slot" is also a place on a list. Each rule
says what must come together, and each has the pages that taught it in ``tests/internet/sites/linkweb.py``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from crawler.links.profile import Profile
from crawler.links.terms import Terms, fold

_NEAR = 120  # characters around a term in which a word against gambling takes it back
_HIDDEN_LINKS = 3  # one hidden link is a theme's sloppiness, three with offers are an injection
_TRADE = 4  # distinct words of the trade together with an offer in the text
_SHORT = 120  # words; a parked or empty page says little else


class Sign(StrEnum):
    """What was seen. The first four mean that the page cannot vouch for anything."""

    GAMBLING_TITLE = "gambling_title"
    GAMBLING_LINKS = "gambling_links"
    GAMBLING_TEXT = "gambling_text"
    PARKED = "parked"
    EMPTY = "empty"  # a default page: nobody's, but nobody has taken it
    MOVED = "moved"  # leads to another owner's host
    LANGUAGE = "language"
    TITLE = "title"
    OUTLINKS = "outlinks"
    CERTIFICATE = "certificate"


TAKEN_OVER = frozenset({Sign.GAMBLING_TITLE, Sign.GAMBLING_LINKS, Sign.GAMBLING_TEXT, Sign.PARKED})


@dataclass(frozen=True, slots=True)
class Found:
    """A sign with what was read."""

    sign: Sign
    quote: str


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    offers: Terms
    trade: Terms
    against: Terms
    parked: Terms
    empty: Terms


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads(files("crawler.links").joinpath("hijack.toml").read_text(encoding="utf-8"))
    gambling, parked = data["gambling"], data["parked"]
    return _Vocabulary(
        Terms(gambling["offers"]),
        Terms(gambling["trade"]),
        Terms(gambling["against"]),
        Terms(parked["phrases"]),
        Terms(parked["empty"]),
    )


def find_takeover(page: Profile) -> tuple[Found, ...]:
    """Signs in the page itself, without its history."""
    found = [*_in_title(page), *_in_links(page), *_in_text(page), *_parked(page)]
    return tuple(found)


def find_drift(page: Profile, before: Mapping[str, Any]) -> tuple[Found, ...]:
    """What changed against the page's own history (`Profile.kept`). One change is life; two together want a
    look."""
    found = []
    language = before.get("language")
    spoken = page.language()
    if language == "id" and spoken not in (None, "id"):
        found.append(Found(Sign.LANGUAGE, f"{language} → {spoken}"))
    title = str(before.get("title") or "")
    if title and page.title and not _share_a_word(title, page.title):
        found.append(Found(Sign.TITLE, f"{title} → {page.title}"[:300]))
    had, has = set(before.get("outlinks") or ()), set(page.outlinks())
    if len(had) >= 3 and len(has) >= 3 and not had & has:
        found.append(Found(Sign.OUTLINKS, ", ".join(sorted(has)[:5])))
    return tuple(found) if len(found) >= 2 else ()


def _share_a_word(one: str, other: str) -> bool:
    meant = {word for word in fold(one).split() if len(word) > 3}
    return not meant or bool(meant & set(fold(other).split()))


def _in_title(page: Profile) -> list[Found]:
    """An offer in the title, in a main heading or in the description that search engines show."""
    for said in (page.title, *page.headings, page.description):
        if quote := _offer(said):
            return [Found(Sign.GAMBLING_TITLE, quote)]
    return []


def _offer(said: str) -> str | None:
    text = fold(said)
    for start, term in _vocabulary().offers.find(text):
        around = text[max(0, start - _NEAR) : start + len(term) + _NEAR]
        if not _vocabulary().against.find(around):
            return said[:200]
    return None


def _in_links(page: Profile) -> list[Found]:
    """Links with offers that visitors cannot see, or several that lead to foreign hosts."""
    offers = [a for a in page.anchors if _offer(a.words) and page.host_of(a) not in ("", page.host)]
    hidden = [anchor for anchor in offers if anchor.hidden]
    hosts = {page.host_of(anchor) for anchor in offers}
    if (
        len(hidden) >= _HIDDEN_LINKS
        or len(hosts) >= _HIDDEN_LINKS
        or (hidden and len(offers) >= _HIDDEN_LINKS)
    ):
        return [Found(Sign.GAMBLING_LINKS, f"{offers[0].words} → {page.host_of(offers[0])}"[:200])]
    return []


def _in_text(page: Profile) -> list[Found]:
    """An offer in the text among many words of the trade, and nobody warning of it there."""
    text = fold(page.text)
    if len({term for _, term in _vocabulary().trade.find(text)}) < _TRADE:
        return []
    for start, term in _vocabulary().offers.find(text):
        around = text[max(0, start - 2 * _NEAR) : start + len(term) + 2 * _NEAR]
        if not _vocabulary().against.find(around):
            return [Found(Sign.GAMBLING_TEXT, around[_NEAR : 3 * _NEAR])]
    return []


def _parked(page: Profile) -> list[Found]:
    title, text = fold(page.title), fold(page.text)
    short = len(text.split()) < _SHORT
    for sign, terms in ((Sign.PARKED, _vocabulary().parked), (Sign.EMPTY, _vocabulary().empty)):
        hits = terms.find(title) or (terms.find(text) if short else [])
        if hits and short:
            return [Found(sign, hits[0][1])]
    return []
