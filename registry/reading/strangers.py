"""An organizer that no vocabulary knows: "Penyelenggara: Pusat Contoh", "by Ruang Contoh", or a signature.

Read from capital letters, only where nobody else leads. It never proves anything, but "a stranger is named"
is another answer than "nobody is named".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from registry.matching.answer import NameMatch, Outcome
from registry.reading.mention import Mention, Role
from registry.reading.page import Page
from registry.reading.plain import READ_LIMIT
from registry.reading.vocabulary import vocabulary

_LEADS = (Role.ORGANIZER, Role.HOST)
_WORD = r"[A-Z][\w&'’-]{0,24}"
_NAME = rf"{_WORD}(?:[ ]{_WORD}){{1,5}}"
_SIGNATURE = re.compile(
    rf"^[^\w\n-]{{0,6}}(?:(?:by|oleh|salam)\s+)?({_NAME})[^\w\n]{{0,6}}(?:[—–|\"“,].{{0,60}})?$"
)
_TITLED = re.compile(r"\s*,\s*(?:S|M|A|Dr|Ph)\.")
_PLAIN_LABEL = re.compile(r"(?i)penyelenggara|pelaksana|diselenggarakan oleh|diadakan oleh")
_LAST_LINES = 4
_LETTER = 1_500
"""Characters; the last line of a longer text is no signature."""
_MOST_LINE = 110


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    words = sorted(vocabulary("strangers")["labels"], key=len, reverse=True)
    return re.compile(
        rf"\b(?i:{'|'.join(re.escape(word) for word in words)})\b[ ]?[.:=]{{0,2}}[ ]{{0,3}}\*?({_NAME})"
    )


def find_stranger(page: Page, mentions: Iterable[Mention]) -> Mention | None:
    """The unknown body that the text says is behind it, as a mention with outcome ``none``; or ``None``.

    ``mentions`` are those with their roles; when one of them leads there is no stranger to look for.
    """
    given = tuple(mentions)
    if any(mention.role in _LEADS for mention in given):
        return None
    text = page.text[:READ_LIMIT]
    letter = len(text) <= _LETTER
    for match in _label().finditer(text):
        if not letter and not _PLAIN_LABEL.search(text[max(0, match.start()) : match.start(1)]):
            continue
        if (found := _mention(text, match.start(1), match.end(1), given)) is not None:
            return found
    return _signature(text, given) if letter else None


def _signature(text: str, given: tuple[Mention, ...]) -> Mention | None:
    end = len(text)
    looked = 0
    for line in reversed(text.split("\n")):
        start = end - len(line)
        if line.strip() and len(line) <= _MOST_LINE:
            looked += 1
            bare = line.replace("*", " ").replace("_", " ")
            match = _SIGNATURE.match(bare.rstrip())
            if match is not None:
                found = _mention(text, start + match.start(1), start + match.end(1), given)
                if found is not None:
                    return found
        if looked == _LAST_LINES:
            break
        end = start - 1
    return None


def _mention(text: str, start: int, end: int, given: tuple[Mention, ...]) -> Mention | None:
    quote = text[start:end].rstrip(".,'’-")
    end = start + len(quote)
    first = quote.split()[0].casefold().rstrip(".")
    if first in vocabulary("strangers")["not_first"] or len(quote.split()) < 2:
        return None
    if _TITLED.match(text, end) or any(
        it.where == "text" and it.start < end and start < it.end for it in given
    ):
        return None
    return Mention("text", start, end, quote, NameMatch(Outcome.NONE), Role.ORGANIZER)
