"""The article of a page: what the organizer itself wrote there, without sidebar, comments, adverts and
navigation.

Only what stands in the article is the organizer's word. Where no article can be told from the rest, nothing
is taken: an advert in a sidebar must never become a vouch. The selectors are data, ``article.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from urllib.parse import urljoin

from crawler.markup import Element, Select, selector, title_of, values, words
from registry.reading.page import Page

_BLOCKS = frozenset({
    "p", "div", "li", "ul", "ol", "br", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote",
    "section", "figure", "figcaption", "iframe", "form", "pre", "dt", "dd", "hr",
})  # fmt: skip
MAX_LINKS = 200  # an announcement has a handful; a page of thousands is a link farm or an index
MAX_IMAGES = 20
_MAX_TEXT = 60_000
_MAX_SCRIPT = 1_000


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link in an article. ``how``: ``link``, ``button``, ``embedded``, ``text`` or ``qr``; ``words`` is
    what stands in and before it."""

    url: str
    how: str
    words: str


@dataclass(frozen=True, slots=True)
class FoundImage:
    """An image in an article, with the words before it and its own description."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """What the organizer wrote. ``page`` is fit for `registry.reading`; ``container`` is the selector that
    fitted."""

    page: Page
    links: tuple[FoundLink, ...]
    container: str
    published: str | None = None
    images: tuple[FoundImage, ...] = ()


@dataclass(frozen=True, slots=True)
class _Selectors:
    articles: tuple[tuple[str, Select], ...]
    titles: tuple[Select, ...]
    foreign: Select


@lru_cache(maxsize=1)
def _selectors() -> _Selectors:
    data = tomllib.loads(files("crawler.announcements").joinpath("article.toml").read_text(encoding="utf-8"))
    return _Selectors(
        tuple((entry["css"], selector(entry["css"])) for entry in data["article"]),
        tuple(selector(css) for css in data["titles"]["css"]),
        selector(", ".join(data["foreign"]["css"])),
    )


def find_article(document: Element, url: str) -> Article | None:
    """The one article of a page, or ``None``: there is none, or there are several (an index of posts)."""
    selectors = _selectors()
    foreign = frozenset(selectors.foreign(document))
    known: dict[Element, bool] = {}
    for css, select in selectors.articles:
        found = [e for e in select(document) if not _lies_in(e, foreign, known)]
        if len(found) == 1:
            return _read(document, (found[0], css), foreign, url)
        if len(found) > 1:
            return None
    return None


def _lies_in(element: Element, foreign: frozenset[Element], known: dict[Element, bool]) -> bool:
    """Whether an element lies inside something that is not the organizer's own text. ``known``: of which
    elements that was found out already, so that none is looked at twice."""
    path: list[Element] = []
    inside = False
    for node in chain((element,), element.iterancestors()):
        if node in known:
            inside = known[node]
            break
        path.append(node)
        if node in foreign:
            inside = True
            break
    known.update(dict.fromkeys(path, inside))
    return inside


def _read(document: Element, found: tuple[Element, str], foreign: frozenset[Element], url: str) -> Article:
    container, css = found
    writer = _Writer(url, foreign)
    writer.walk(container)
    titles = (words(element) for select in _selectors().titles for element in select(document))
    title = next(filter(None, titles), "") or title_of(document)
    text = writer.text()
    page = Page(url=url, title=title, text=text, links=tuple(link.url for link in writer.links))
    told = values(document, "//meta[@property='article:published_time']/@content")
    stamp = told or values(document, "//time/@datetime")
    return Article(page, tuple(writer.links), css, stamp[0][:10] if stamp else None, tuple(writer.images))


class _Writer:
    """Walks an article in reading order: plain text with line breaks, and its links with the words around
    them."""

    def __init__(self, url: str, foreign: frozenset[Element]) -> None:
        self._url = url
        self._foreign = foreign
        self._parts: list[str] = []
        self._length = 0
        self.links: list[FoundLink] = []
        self.images: list[FoundImage] = []

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)

    def walk(self, element: Element) -> None:
        # An explicit stack: a stranger's page may nest deeper than Python recurses
        stack: list[tuple[Element, bool]] = [(element, False)]
        while stack and self._length < _MAX_TEXT:
            node, closing = stack.pop()
            if closing:
                self._close(node)
                if node is not element:
                    self._say(node.tail)
                continue
            skipped = (
                not isinstance(node.tag, str)
                or node in self._foreign
                or node.tag in ("script", "style", "template")
            )
            if skipped:
                if node is not element:
                    self._say(node.tail)
                continue
            if node.tag in _BLOCKS:
                self._say("\n")
            self._say(node.text)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))

    def _close(self, node: Element) -> None:
        if node.tag == "a" and (href := node.get("href")):
            self._link(href, "link")
        elif node.tag in ("iframe", "embed") and (source := node.get("src") or node.get("data-src")):
            self._link(source, "embedded")
        elif node.tag == "form" and (action := node.get("action")):
            self._link(action, "embedded")
        elif node.tag == "img" and (source := node.get("src") or node.get("data-src")):
            self._image(source, node.get("alt") or "")
        elif (pressed := _pressed(node)) is not None:
            self._link(pressed, "button")
        if node.tag in _BLOCKS:
            self._say("\n")

    def _link(self, address: str, how: str) -> None:
        if len(self.links) >= MAX_LINKS:
            return
        try:
            url = urljoin(self._url, address.strip())
        except ValueError:
            return
        before = "".join(self._parts[-12:])[-240:]
        self.links.append(FoundLink(url, how, " ".join(before.split())))

    def _image(self, address: str, description: str) -> None:
        if len(self.images) >= MAX_IMAGES:
            return
        try:
            url = urljoin(self._url, address.strip())
        except ValueError:
            return
        before = " ".join("".join(self._parts[-12:])[-240:].split())
        self.images.append(FoundImage(url, f"{before} {description[:200]}".strip()))

    def _say(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)


def _pressed(node: Element) -> str | None:
    """Where a button leads: its ``data-href``, or the one address its ``onclick`` names in quotes."""
    if address := node.get("data-href") or node.get("data-url"):
        return str(address)
    script = (node.get("onclick") or "")[:_MAX_SCRIPT]
    quoted = [part for quote in ("'", '"') for part in script.split(quote)[1::2]]
    return next((part for part in quoted if part.startswith(("http://", "https://"))), None)
