"""An organizer whose name says no type: "Penyelenggara: Pusat Contoh", "by Ruang Contoh", "Sahabat Contoh
mengadakan ...", or a signature.

Read from capital letters, only where nobody else leads. The registry may know it by that name (communities
have names of their own); else it proves nothing, but "a stranger is named" is another answer than "nobody is
named".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import re2

from registry.matching.answer import NameMatch, Outcome
from registry.naming.parse import parse
from registry.reading.mention import Mention, Role
from registry.reading.page import Page
from registry.reading.plain import READ_LIMIT
from registry.reading.sender import LETTER
from registry.reading.vocabulary import vocabulary

_LEADS = (Role.ORGANIZER, Role.HOST)
_WORD = r"[A-Z][\w&'’-]{0,24}"
_NAME = rf"{_WORD}(?:[ ]{_WORD}){{1,5}}"
_SIGNATURE = re.compile(
    rf"^[^\w\n]{{0,6}}(?:(?:by|oleh|salam|Salam)[\s,]+)?(?:(?:[Tt]im|[Aa]dmin|[Pp]anitia)[\s,:-]+)?"
    rf"({_NAME})(?:\s\([A-Z]{{2,8}}\))?[^\w\n]{{0,6}}(?:[—–|·•\"“,].{{0,60}})?$"
)
# What a signature shares its line with: an address or a sentence before it, a telephone number behind it.
_BEFORE = re.compile(r"^.*(?:[\w)”]{2}[.!?]\s|/\S{0,80}\s|[\U0001F000-\U0001FAFF\u2600-\u27BF]\s)")
_NUMBER = re.compile(r"[\s:(–-]{1,4}\+?\d[\d -]{7,16}\W{0,3}$")
_TITLED = re.compile(r"\s*,\s*(?:S|M|A|Dr|Ph)\.")
_DASHES = ("-", "–", "—", "•", "▪")
_LAST_LINES = 4
_MOST_LINE = 110


_LABELLED = r"\b(?i:{labels})\b[ ]?[.:=(]?[ ]?[:=]?[ ]{{0,3}}\*?({name})"


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(_LABELLED.format(labels=_either("labels"), name=_NAME))


@lru_cache(maxsize=1)
def _label_and_letter() -> Any:
    """Where ``_label`` can match: with whole names this engine needs too much memory, without it is fast."""
    return re2.compile(_LABELLED.format(labels=_either("labels"), name="[A-Z]"))


@lru_cache(maxsize=1)
def _acting() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w@#/.-])({_NAME})[*_]{{0,2}}(?:\s\([^()\n]{{1,40}}\))?(?:\s(?:(?:{_either('between')})\s){{0,2}}({_either('verbs')})\b"
        rf"|(?:,\s|\s\()(?:{_either('apposed')})\b)"
    )


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@#/.-])((?:{_WORD}[ ]){{1,3}}(?i:{_either('bodies')}))(?![\w/-])")


@lru_cache(maxsize=1)
def _plain_label() -> re.Pattern[str]:
    return re.compile(rf"(?i){_either('plain_labels')}")


def _either(name: str) -> str:
    """The words of a list of ``strangers.toml``, as a pattern: the longest first."""
    words = sorted(vocabulary("strangers")[name], key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


def find_stranger(page: Page, mentions: Iterable[Mention]) -> Mention | None:
    """The unknown body that the text says is behind it, as a mention with outcome ``none``; or ``None``.

    ``mentions`` are those with their roles; when one of them leads there is no stranger to look for.
    """
    given = tuple(mentions)
    if any(mention.role in _LEADS for mention in given):
        return None
    if (found := find_said(page, given)) is not None:
        return found
    text = page.text[:READ_LIMIT]
    letter = len(text) <= LETTER
    return (_signature(text, given) if letter else None) or _bodied(text, given)


def find_said(page: Page, given: tuple[Mention, ...], *, clearly: bool = False) -> Mention | None:
    """Who is said to be behind it by a label or a verb; ``clearly``: only by such as leave no doubt."""
    text = page.text[:READ_LIMIT]
    letter = len(text) <= LETTER
    for match in _labelled(text):
        plain = _plain_label().search(text[match.start() : match.start(1)])
        if not plain and (clearly or not letter):
            continue
        if (found := _mention(text, match.start(1), match.end(1), given)) is not None:
            return found
    for match in _acting().finditer(text, 0, LETTER):
        if clearly and match.group(2) in vocabulary("strangers")["inviting"]:
            continue
        if (found := _mention(text, match.start(1), match.end(1), given)) is not None:
            return found
    return None


def _labelled(text: str) -> Iterator[re.Match[str]]:
    past = 0
    for begins in _label_and_letter().finditer(text):
        if begins.start() >= past and (match := _label().match(text, begins.start())) is not None:
            past = match.end()
            yield match


def _bodied(text: str, given: tuple[Mention, ...]) -> Mention | None:
    """A name that ends with a word for a body; words before it that begin no name are left out."""
    refused = {*vocabulary("strangers")["not_first"], *vocabulary("strangers")["labels"]}
    for match in _body().finditer(text, 0, LETTER):
        start, end = match.span(1)
        while (blank := text.find(" ", start, end)) > 0 and text[start:blank].casefold() in refused:
            start = blank + 1
        if (found := _mention(text, start, end, given)) is not None:
            return found
    return None


def _signature(text: str, given: tuple[Mention, ...]) -> Mention | None:
    end = len(text)
    looked = 0
    lines = text.split("\n")
    items = sum(line.lstrip().startswith(_DASHES) for line in lines)
    for line in reversed(lines):
        start = end - len(line)
        if line.strip():
            looked += 1
            if items > 1 and line.lstrip().startswith(_DASHES):
                break  # a list, no "- Nama Lembaga"
            if (found := _signed(text, start, line, given)) is not None:
                return found
        if looked == _LAST_LINES:
            break
        end = start - 1
    return None


def _signed(text: str, start: int, line: str, given: tuple[Mention, ...]) -> Mention | None:
    """The name a line consists of, but for an address or sentence before it and a number behind it."""
    bare = line.replace("*", " ").replace("_", " ").rstrip()
    before = _BEFORE.match(bare[-_MOST_LINE - 60 :])
    cut = max(0, len(bare) - _MOST_LINE - 60) + before.end() if before else 0
    for at, piece in ((0, bare), (cut, _NUMBER.sub("", bare[cut:]))):
        if len(piece) <= _MOST_LINE and (match := _SIGNATURE.match(piece)) is not None:
            found = _mention(text, start + at + match.start(1), start + at + match.end(1), given, signed=True)
            if found is not None:
                return found
    return None


def _mention(
    text: str, start: int, end: int, given: tuple[Mention, ...], *, signed: bool = False
) -> Mention | None:
    quote = text[start:end].rstrip(".,'’-")
    end = start + len(quote)
    words = quote.casefold().split()
    first = words[0].rstrip(".")
    begins = " ".join(words[:2]) in vocabulary("strangers")["may_begin"] and len(words) > 2
    refused = first in vocabulary("strangers")["not_first"] and not begins
    if (refused and not (signed and first in vocabulary("strangers")["may_sign"])) or len(words) < 2:
        return None
    if not set(words).isdisjoint(vocabulary("strangers")["never"]):
        return None
    if all(not isinstance(item, str) for item in parse(quote).items):
        return None  # a region, or nothing but a type
    if _TITLED.match(text, end) or any(
        it.where == "text" and it.start < end and start < it.end for it in given
    ):
        return None
    return Mention("text", start, end, quote, NameMatch(Outcome.NONE), Role.ORGANIZER)
