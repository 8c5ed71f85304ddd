"""How a host name is looked at: its parts in front of the public suffix, as tokens with their places in the
text."""

from __future__ import annotations

import unicodedata
from functools import cached_property

from registry.hosts.link import Link
from registry.hosts.lookalike.confusables import latin
from registry.values import dataclass

MAX_TOKENS = 16  # a host with more parts than this is read up to here; honest ones have fewer than 8


@dataclass(frozen=True, slots=True)
class Token:
    """A part of the host between dots and hyphens; ``start``/``end`` are its place in ``HostView.shown``."""

    text: str
    start: int
    end: int
    label: int


@dataclass(frozen=True)
class HostView:
    """One host name as the techniques see it.

    ``shown`` is the name a reader sees (punycode decoded), without ``www.``; ``labels`` are its parts in
    front of the suffix, in Latin letters where foreign ones look like them; ``suffix`` is the public
    suffix, or the free host's name for a tenant. ``foreign`` says that decoding met a character that is not
    ASCII, ``mixed`` that one of another script stands among Latin letters."""

    shown: str
    labels: tuple[str, ...]
    suffix: str
    tenant: bool
    foreign: bool
    mixed: bool

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The parts between dots and hyphens, at most ``MAX_TOKENS``, from the left."""
        found: list[Token] = []
        at = 0
        for number, label in enumerate(self.shown_labels):
            start = at
            for part in label.split("-"):
                if part:
                    text = part if part.isascii() else latin(part)
                    found.append(Token(text, start, start + len(part), number))
                start += len(part) + 1
            at += len(label) + 1
        return tuple(found[-MAX_TOKENS:])

    @cached_property
    def shown_labels(self) -> tuple[str, ...]:
        """``labels`` as a reader sees them."""
        return tuple(self.shown.split(".")[: len(self.labels)])

    @property
    def name(self) -> str:
        """The last label in front of the suffix: what somebody registered."""
        return self.labels[-1] if self.labels else ""

    @property
    def glued(self) -> str:
        """All labels in front of the suffix without dots and hyphens."""
        return "".join(self.labels).replace("-", "")

    @property
    def suffix_start(self) -> int:
        """Where the suffix begins in ``shown``."""
        return len(self.shown) - len(self.suffix)


def view(link: Link) -> HostView:
    """The host of a link, taken apart. An IP address and a bare suffix have no labels."""
    host = link.host.removeprefix("www.")
    suffix = link.suffix
    if link.tenant and link.registrable and "." in link.registrable:
        suffix = link.registrable.partition(".")[2]  # the platform's own name, whether or not the list has it
    ahead = host[: -len(suffix) - 1] if suffix and host.endswith("." + suffix) else ""
    parts = [decode_label(label) for label in ahead.split(".")] if ahead else []
    shown = ".".join([*parts, suffix]) if parts else host
    labels = tuple(part if part.isascii() else latin(part) for part in parts)
    foreign = any(not part.isascii() for part in parts)
    mixed = foreign and any(map(_is_mixed, parts))
    return HostView(shown, labels, suffix, link.tenant, foreign, mixed)


def _is_mixed(label: str) -> bool:
    """Whether Latin letters and letters of another script stand in one label: no language writes so."""
    latins = any("a" <= character <= "z" for character in label)
    return latins and any(
        character.isalpha() and not unicodedata.name(character, "").startswith("LATIN") for character in label
    )


def decode_label(label: str) -> str:
    """The label as it is shown; one that is no valid punycode stays as it is.

    ``xn--pgr-fsa`` → ``pgrğ``
    """
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower()
    except (UnicodeError, ValueError):
        return label
