"""From what somebody pasted to the parts of an address, read exactly as a browser reads it.

The WHATWG parser (ada) is the one inside the browsers' family; a parser that reads ``https:\\\\a.id\\@b.id``
differently from the browser checks another site than the one that opens.
"""

from __future__ import annotations

import re

from ada_url import HostType, URLSearchParams, parse_url

from registry.hosts.link import UnreadableLinkError
from registry.hosts.platforms import Reading
from registry.values import dataclass

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HEX = frozenset("0123456789abcdefABCDEF")
_PARTS = ("protocol", "username", "hostname", "pathname", "search", "host_type")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")  # one character class: nothing to backtrack
_TRIM_ROUNDS = 4  # "(*https://s.id/x*)." needs two; bounded, because the text is a stranger's
_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")
_SCHEME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789+-.")


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a readable address.

    ``host`` is lower-case ASCII (punycode) without a trailing dot; ``path`` is the browser's path,
    ``segments`` are its non-empty parts with needless percent-escapes undone (``%66orms`` opens the same
    page as ``forms``); ``query`` still holds what must not survive. ``login`` is what stands in front of
    an ``@`` in the form of a host (``simpkb.id@x.example``), empty otherwise.
    """

    scheme: str
    host: str
    path: str
    segments: tuple[str, ...]
    query: str
    is_ip: bool
    login: str = ""

    @property
    def name(self) -> str:
        """The host without ``www.``: both spellings are one identity."""
        bare = self.host.removeprefix("www.")
        return bare if "." in bare and not self.is_ip else self.host

    def parameter(self, name: str) -> str | None:
        """The first value of a query parameter, decoded; ``None`` when missing or empty."""
        return URLSearchParams(self.query).get(name) or None


def read_address(text: str, reading: Reading) -> Address:
    """The parts of a pasted address or bare host name.

    Raises:
        UnreadableLinkError: with a ``code`` and a message for people, for anything a browser would not open
            over http(s), and for e-mail addresses.
    """
    full = _with_scheme(_cleaned(text, reading))
    try:
        url = parse_url(full, _PARTS)
    except ValueError:
        raise UnreadableLinkError(
            "not an address: the host name is missing or has characters no host name can have", "bad_host"
        ) from None
    is_ip = url["host_type"] is not HostType.DEFAULT
    host = url["hostname"] if is_ip else url["hostname"].removesuffix(".")
    if not is_ip:
        _check_host(host)
    path = url["pathname"]
    segments = tuple(plain_segment(part) for part in path.split("/") if part)
    login = url["username"].lower()
    if not ("." in login and set(login) <= _HOST_CHARACTERS):
        login = ""  # somebody's name: it ends here
    return Address(url["protocol"].rstrip(":"), host, path, segments, url["search"], is_ip, login)


def plain_segment(segment: str) -> str:
    """Undo the percent-escapes a browser and a server do not need; all others are written in capitals.

    ``%46oo%2fb`` → ``Foo%2Fb``
    """
    if "%" not in segment:
        return segment
    out: list[str] = []
    at = 0
    while at < len(segment):
        escape = segment[at : at + 3]
        if escape[0] == "%" and len(escape) == 3 and set(escape[1:]) <= _HEX:
            character = chr(int(escape[1:], 16))
            out.append(character if character in _UNRESERVED else escape.upper())
            at += 3
        else:
            out.append(segment[at])
            at += 1
    return "".join(out)


def _cleaned(text: str, reading: Reading) -> str:
    """Cut off what a chat or a sentence leaves around an address; refuse what cannot be one."""
    text = text.strip(reading.invisible)
    if len(text) > reading.max_length:
        raise UnreadableLinkError(f"the address is longer than {reading.max_length} characters", "too_long")
    for _ in range(_TRIM_ROUNDS):
        before = text
        text = text.lstrip(reading.leading).rstrip(reading.trailing).strip(reading.invisible)
        if len(text) > 1 and text[0] == text[-1] and text[0] in reading.marks:
            text = text[1:-1]
        for pair in reading.pairs:
            opening, closing = pair[0], pair[1]
            if text.endswith(closing) and opening not in text:
                text = text[:-1]
        if text == before:
            break
    if not text:
        raise UnreadableLinkError("nothing to check: the address is empty", "empty")
    if _CONTROL.search(text):
        raise UnreadableLinkError("the address has control characters in it; copy it again", "control")
    return text


def _with_scheme(text: str) -> str:
    """The address with its scheme; a bare host gets ``https``."""
    head, colon, rest = text.partition(":")
    scheme = head.lower()
    if colon and scheme[:1].isalpha() and set(scheme) <= _SCHEME_CHARACTERS:
        if scheme in ("http", "https"):
            if not rest.strip("/\\"):
                raise UnreadableLinkError("the address has no host name", "no_host")
            return text
        if not ("." in scheme and rest[:1].isdigit()):  # not "disdik.bandung.go.id:8080"
            raise UnreadableLinkError(
                f"only http and https addresses can be checked, not {head[:20]}:", "scheme"
            )
    if text.startswith("//"):
        return "https:" + text
    if text[0] in "/\\?#":
        raise UnreadableLinkError("the address has no host name", "no_host")
    authority = text.replace("\\", "/").partition("/")[0].partition("?")[0].partition("#")[0]
    if "@" in authority:
        raise UnreadableLinkError("this is an e-mail address or a login, not a link", "email")
    if "." not in authority and "。" not in authority and "[" not in authority:
        raise UnreadableLinkError("no host name: an address has a dot in it, like s.id/nama", "no_host")
    return "https://" + text


def _check_host(host: str) -> None:
    """Refuse names that cannot be in the DNS."""
    if not host:
        raise UnreadableLinkError("the address has no host name", "no_host")
    if len(host) > 253 or any(not 0 < len(label) <= 63 for label in host.split(".")):
        raise UnreadableLinkError("not a host name: a part of it is empty or too long", "bad_host")
