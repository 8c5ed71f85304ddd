"""HTML as the crawler reads it: broken markup recovered as browsers do, and types for what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, cast

import lxml.etree
import lxml.html
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

Element: TypeAlias = HtmlElement
Select: TypeAlias = Callable[[HtmlElement], list[HtmlElement]]


def parse(body: bytes, charset: str | None = None) -> Element | None:
    """The document, ``None`` when there is nothing in it. UTF-8 unless the server says otherwise."""
    try:
        parser = lxml.html.HTMLParser(encoding=charset or "utf-8")
        return lxml.html.document_fromstring(body, parser=parser)
    except (lxml.etree.ParserError, ValueError, LookupError):
        return None


def selector(css: str) -> Select:
    """What a CSS selector finds, in document order."""
    compiled = CSSSelector(css)
    return lambda element: list(cast("Iterable[Element]", compiled(element)))


def elements(element: Element, path: str) -> list[Element]:
    """The elements an XPath finds."""
    return list(cast("Iterable[Element]", element.xpath(path)))


def values(element: Element, path: str) -> list[str]:
    """The attribute values or texts an XPath finds."""
    return [str(value) for value in cast("Iterable[object]", element.xpath(path))]


def words(element: Element) -> str:
    """All text below an element on one line."""
    return " ".join(element.text_content().split())


def title_of(document: Element) -> str:
    """The document's title, at most 300 characters."""
    return " ".join((document.findtext(".//title") or "").split())[:300]
