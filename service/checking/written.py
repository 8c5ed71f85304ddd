"""Addresses in running text, as people write them: bold, behind a label or an emoji, several in one word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from unicodedata import normalize

from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.platforms import platforms
from registry.hosts.reader import read_link
from registry.reading.plain import READ_LIMIT
from registry.values import dataclass
from service.checking.led_up import LOOK_BACK, is_led_up_to

MAX_WORDS = 500
"""Different words of a text that are tried as addresses."""

ASIDE = frozenset(
    {"whatsapp", "telegram", "instagram", "facebook", "tiktok", "threads", "x", "youtube", "zoom", "meet"}
)
"""Platforms where one asks, watches or meets."""

_LONGEST = platforms().reading.max_length
_SHOWN = 80
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # a browser drops them
_DOT_IN_WORD = re.compile(r"\.[^\W\d]")  # the quick question: most texts have none
_INNER_DOT = re.compile(r"\w\.[^\W\d]")  # "disdik.bandung", not "10.00" or "Bandung."
_SCHEME = re.compile(r"https?:[/\\]", re.IGNORECASE)
_BEGIN = re.compile(
    r"(?P<scheme>https?:[/\\]+)|(?:(?!https?:[/\\])[\w.-])+", re.IGNORECASE
)  # or a host's letters
_AUTHORITY = re.compile(r"[^\s/\\?#\"'<>,;|]*")
_REST = re.compile(rf"[\w{_INVISIBLE}.~:/\\?#@!$&+=%^{{}}-]*")  # to a bracket, a comma, an emoji
_GOES_ON = re.compile(r"[/\\]|:\d|\?\w")
_LIKE_A_LINK = re.compile(r"[/\\]|:\d|\?\w{1,30}=")  # "belajar.id/", not "belajar.id?"
_OPENING = "([{*~`"
_SURE_MARKS = "*~`"
_MARKS = "*~`_"  # an address may end with "_", but not when one stands before it
_SHORTEST_NAME = 4  # "M.Si", "S.Ag": academic degrees whose second half is a top-level domain


class Standing(Enum):
    """What an address is to its text."""

    WAY_IN = "way_in"  # written as a link, or words of signing up lead to it
    ASIDE = "aside"  # a chat, a video, a profile
    NAMED = "named"  # a host name dropped in a sentence: it leads nowhere and proves nothing
    UNREAD = "unread"  # written as an address that cannot be read, or one more than are looked at


@dataclass(frozen=True, slots=True)
class Written:
    """An address of a text; ``link`` is ``None`` when it was not read. ``words`` is how it is written."""

    link: Link | None
    standing: Standing
    words: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """What may be an address: where it begins in its text, and how it is written. ``sure``: as a link."""

    start: int
    words: str
    sure: bool
    bare: bool = False


def in_text(text: str) -> Iterator[Written]:
    """The addresses in running text, in their order; the same one as often as it is written.

    ``https://``, ``www.``, a path, a port or a query settles that one is a link; a bare host needs a real
    suffix, and words that lead up to it. Linear in the text, of which the first ``READ_LIMIT`` characters are
    read.

    >>> text = "Daftar: https://forms.gle/abc atau s.id/abc, Budi, M.Si. 10.00 a@b.com, akun belajar.id"
    >>> [(it.link.key, it.standing.value) for it in in_text(text)]
    [('short:forms.gle/abc', 'way_in'), ('short:s.id/abc', 'way_in'), ('host:belajar.id', 'named')]
    """
    rest, text = text[READ_LIMIT:], text[:READ_LIMIT]
    if not text.isascii():  # letters and dots of other widths, which a browser reads like plain ones
        text = normalize("NFKC", text).replace("。", ".")[:READ_LIMIT]
    read: dict[str, Link | None] = {}
    end = 0
    for piece in _pieces(text):
        if piece.words not in read:
            if len(read) == MAX_WORDS:
                yield Written(None, Standing.UNREAD, piece.words[:_SHOWN])
                return
            read[piece.words] = _read(piece)
        link = read[piece.words]
        before = text[max(end, piece.start - LOOK_BACK) : piece.start]
        if link is not None:
            end = piece.start + len(piece.words)
            yield Written(link, _standing(link, piece, before), piece.words[:_SHOWN])
        elif not piece.bare:
            yield Written(None, Standing.UNREAD, piece.words[:_SHOWN])
    if rest.strip():
        yield Written(None, Standing.UNREAD, rest.strip()[:_SHOWN])


def _standing(link: Link, piece: _Piece, before: str) -> Standing:
    aside = link.platform in ASIDE
    if piece.sure and not aside:
        return Standing.WAY_IN
    if is_led_up_to(before, chat=aside):
        return Standing.WAY_IN
    return Standing.ASIDE if piece.sure else Standing.NAMED


def _pieces(text: str) -> Iterator[_Piece]:
    if _DOT_IN_WORD.search(text) is None and not _has_scheme(text):
        return
    at = 0
    for word in text.split():
        if "." in word[:-1] or _has_scheme(word):
            at = text.index(word, at)  # no word before it holds it: that would have been one of these
            if _DOT_IN_WORD.search(word) or _has_scheme(word):
                for piece in _in_word(word):
                    yield _Piece(at + piece.start, piece.words, piece.sure, piece.bare)
            at += len(word)


def _has_scheme(text: str) -> bool:
    return ":/" in text or ":\\" in text


def _in_word(word: str) -> Iterator[_Piece]:
    at = 0
    while (found := _BEGIN.search(word, at)) is not None:
        start, at = found.span()
        if found["scheme"]:
            marks = _MARKS if word[:start].endswith("_") else _SURE_MARKS
            at = _end(word, at)
            yield _Piece(start, _trimmed(word[start:at]).rstrip(marks), sure=True)
            continue
        host = found.group().lstrip("._-")
        if _INNER_DOT.search(host) is None or _belongs_to_a_name(word, start, at):
            continue
        start = at - len(host)
        sure = host[:4].lower() == "www." or _LIKE_A_LINK.match(word, at) is not None
        if _GOES_ON.match(word, at):
            at = _end(word, start)
        yield _Piece(start, word[start:at].rstrip(_SURE_MARKS), sure, bare=True)


def _end(word: str, begin: int) -> int:
    """Where the address ends whose host begins at ``begin``: where no address goes on, or another one begins.

    One that the address carries (``?u=https://…``, ``/web/2024/https://…``) is a part of it.
    """
    host = _span(_AUTHORITY, word, begin, len(word))
    most = min(len(word), host + _LONGEST)
    end = _span(_REST, word, host, most)
    query = word.find("?", host, end)
    for inner in _SCHEME.finditer(word, begin, end):
        sign = word[inner.start() - 1]
        if not (sign == "/" or (sign == "=" and 0 <= query < inner.start())):
            return inner.start()
    return _span(_REST, word, end, len(word)) if end == most else end


def _span(pattern: re.Pattern[str], word: str, start: int, most: int) -> int:
    found = pattern.match(word, start, most)
    return found.end() if found else start


def _trimmed(address: str) -> str:
    """Without what stands between it and the next one: a bracket, a bullet."""
    end = len(address)
    while end and not (
        address[end - 1].isalnum() or (address[end - 1].isascii() and address[end - 1] not in _OPENING)
    ):
        end -= 1
    return address[:end]


def _belongs_to_a_name(word: str, start: int, end: int) -> bool:
    """A mail address, a name behind "@", a hashtag, a part of something escaped."""
    before = word[start - 1 : start]
    return (
        word[end : end + 1] == "@" or before in ("@", "%") or (before == "#" and word[end : end + 1] != "/")
    )


def _read(piece: _Piece) -> Link | None:
    words = piece.words
    host = _span(_AUTHORITY, words, 0 if piece.bare else _span(_BEGIN, words, 0, len(words)), len(words))
    try:
        link = read_link(
            words[:_LONGEST] if host < _LONGEST else words
        )  # whose page it is, its beginning says
    except UnreadableLinkError:
        return None
    return link if not piece.bare or _is_host(link, words) else None


def _is_host(link: Link, words: str) -> bool:
    if not link.suffix or not link.registrable:
        return False
    name = link.registrable.removesuffix(f".{link.suffix}")
    return link.platform is not None or words[:4].lower() == "www." or len(name) >= _SHORTEST_NAME
