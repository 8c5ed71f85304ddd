"""Addresses: what a teacher pastes, what a page links to, what a redirect or a proposal names.

One is read or refused with a reason; what was read says nothing personal, reads the same again, and is
never an inside address where the crawler would go.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

from benchmarks.embedded import embedded
from benchmarks.fuzz.source import Source
from benchmarks.fuzz.targets import Target, in_time
from crawler.links.proof import read_claim
from crawler.outbound.target import RefusedError, read_target
from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.reader import read_link, wrappers

DAY = date(2026, 11, 28)
PIECES = (
    *(
        "http://",
        "https://",
        "//",
        "/",
        "\\",
        "@",
        ":",
        "?",
        "#",
        "&",
        "=",
        ".",
        "..",
        "%",
        "%2f",
        "%00",
        "[",
        "]",
    ),
    *("www.", "docs.google.com", "/forms/d/e/", "/viewform", "forms.gle/", "s.id/", "bit.ly/", "linktr.ee/"),
    *(
        "disdik.bandung.go.id",
        ".go.id",
        ".sch.id",
        ".my.id",
        "xn--",
        "xn--80ak6aa92e",
        "127.0.0.1",
        "0x7f.1",
        "::1",
    ),
    *(
        "169.254.169.254",
        "localhost",
        "2130706433",
        "１２７。０",
        "ⓔ",
        "ı",
        "ß",
        "е",
        "\u200d",
        "\u202e",
        "\t",
        " ",
    ),
    *(
        "q=https://",
        "url=",
        "u=http%3A%2F%2F",
        "l.facebook.com/l.php?",
        "google.com/url?",
        "user:sandi@",
        ":443",
    ),
    *(
        ":99999",
        "a",
        "1",
        "-",
        "_",
        "javascript:",
        "data:",
        "file:",
        "mailto:",
        "🎓",
        "'",
        '"',
        "<",
        ">",
        "\x00",
    ),
)


def _same_again(link: Link) -> None:
    """What is shown stands for the same link; only its length may be too much for a second reading."""
    try:
        again = read_link(f"{link.url}#x")  # else a last colon is taken for the sentence's around it
    except UnreadableLinkError as error:
        if error.code == "too_long":
            return
        raise
    assert again.key == link.key, link


def target(stack: ExitStack) -> Target:
    """Reading, owners and imitations on the embedded registry."""
    snapshot = stack.enter_context(embedded())

    def one(data: bytes) -> None:
        text = Source(data).text(PIECES)
        with in_time():
            try:
                link = read_link(text)
            except UnreadableLinkError:
                link = None
            if link is not None:
                assert "@" not in link.url.split("/")[2], link
                _same_again(link)
                wrappers(text)
                snapshot.hosts.inspect(link)
                snapshot.hosts.owners(link, DAY)
            read_claim({"host": text, "token": "x" * 16, "method": "dns"})
            try:
                read_target(text)
            except RefusedError:
                return

    return one
