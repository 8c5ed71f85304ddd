"""What a page looks like from far away: enough to know it again, and to see when somebody else moved in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.markup import Element, elements, parse, title_of, values, words
from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link

_MAX_HEADINGS = 20
_MAX_WORDS = 200  # characters of a heading or link
_HIDDEN = (
    "display:none",
    "visibility:hidden",
    "left:-",
    "top:-",
    "font-size:0",
    "text-indent:-",
    "height:0",
    "opacity:0",
)
_MAX_TEXT = 60_000
_MAX_ANCHORS = 2_000
_OUTLINKS = 20
# Words that a page in one of these languages cannot do without
_LANGUAGES = {
    "id": frozenset(
        {"yang", "dan", "untuk", "dengan", "pada", "dari", "di", "ini", "tidak", "atau", "dalam"}
    ),
    "en": frozenset({"the", "and", "of", "to", "for", "with", "is", "this", "you", "your", "in"}),
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link on the page: its words, its address as written, and whether visitors cannot see it."""

    words: str
    href: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A page from far away. What costs more than reading it is worked out when it is asked for."""

    url: str
    title: str
    headings: tuple[str, ...]
    text: str
    anchors: tuple[Anchor, ...]
    description: str = ""

    @property
    def host(self) -> str:
        """The page's host."""
        return urlsplit(self.url).hostname or ""

    def host_of(self, anchor: Anchor) -> str:
        """Where a link leads, empty when it cannot be read."""
        try:
            return urlsplit(urljoin(self.url, anchor.href)).hostname or ""
        except ValueError:
            return ""

    def language(self) -> str | None:
        """``id``, ``en``, ``other`` for another script, ``None`` when the text is too short to tell."""
        return _language(self.text)

    def outlinks(self) -> tuple[str, ...]:
        """The foreign registrable domains the page leads to most."""
        own = _registrable(self.host)
        hosts = Counter(self.host_of(anchor) for anchor in self.anchors)
        domains: Counter[str] = Counter()
        for host, count in hosts.items():
            domains[_registrable(host)] += count
        del domains[own], domains[""]
        return tuple(sorted(domain for domain, _ in domains.most_common(_OUTLINKS)))

    def kept(self) -> dict[str, Any]:
        """What is stored of it, to compare the next visit with."""
        return {
            "host": self.host,
            "title": self.title[:200],
            "language": self.language(),
            "outlinks": list(self.outlinks()),
            "words": len(self.text.split()),
        }


def read_profile(body: bytes, url: str) -> Profile | None:
    """The profile of an HTML page; ``None`` when it is no HTML."""
    document = parse(body)
    return None if document is None else profile_of(document, url)


def profile_of(document: Element, url: str) -> Profile:
    """The profile of a parsed page. Scripts and styles are taken out of the document for it."""
    etree.strip_elements(document, "script", "style", "template", "noscript", with_tail=False)
    headings = islice(document.iter("h1", "h2"), _MAX_HEADINGS)
    return Profile(
        url=url,
        title=title_of(document),
        headings=tuple(words(heading, _MAX_WORDS) for heading in headings),
        text=words(document)[:_MAX_TEXT],
        anchors=tuple(_anchors(document)),
        description=" ".join(values(document, "//meta[@name='description']/@content"))[:500],
    )


def _anchors(document: Element) -> list[Anchor]:
    hidden = {
        element
        for element in elements(document, "//*[@style or @hidden]")
        if element.get("hidden") is not None
        or any(mark in (element.get("style") or "").replace(" ", "").casefold() for mark in _HIDDEN)
    }
    found = []
    for anchor in elements(document, "//a[@href]")[:_MAX_ANCHORS]:
        unseen = bool(hidden) and any(e in hidden for e in (anchor, *anchor.iterancestors()))
        found.append(Anchor(words(anchor, _MAX_WORDS), (anchor.get("href") or "").strip(), unseen))
    return found


def _registrable(host: str) -> str:
    try:
        return read_link(f"https://{host}/").registrable
    except UnreadableLinkError:
        return ""


def _language(text: str) -> str | None:
    """``id``, ``en``, another script's name, or ``None`` when the text is too short to tell."""
    letters = [char for char in text[:4000] if char.isalpha()]
    if len(letters) < 100:
        return None
    foreign = sum(ord(char) > 0x0370 for char in letters)  # beyond Latin: Greek, Cyrillic, Thai, Han, ...
    if foreign / len(letters) > 0.3:
        return "other"
    said = Counter(text[:20_000].casefold().split())
    counts = {language: sum(said[word] for word in stop) for language, stop in _LANGUAGES.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= 5 else None


def kept_of(evidence: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The profile stored in an observation's evidence."""
    profile = evidence.get("profile")
    return profile if isinstance(profile, Mapping) else None
