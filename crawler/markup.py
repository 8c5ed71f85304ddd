"""HTML as the crawler reads it: broken markup recovered as browsers do, and types for what comes out.

What is done with a page is linear in its size, whatever it holds: 2 MB of headings are read by the same event
loop that keeps every other job alive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias, cast

import cssselect
import lxml.etree
import lxml.html
from lxml.html import HtmlElement

Element: TypeAlias = HtmlElement
Select: TypeAlias = Callable[[HtmlElement], list[HtmlElement]]


_SMALL = 100_000  # bytes; what fits into less is read in a moment
_MOST_ATTRIBUTES = 1_000  # of one element; a page has a dozen


class _CrowdedError(Exception):
    """An element with more attributes than any page has: the tree is built in the square of their number."""


class _Counting:
    """A parser's target that builds no tree, and stops at a crowded element."""

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        """Before each element is in the tree that this parser does not build."""
        if len(attributes) > _MOST_ATTRIBUTES:
            raise _CrowdedError

    def close(self) -> None:
        """The end of the page."""


def parse(body: bytes, charset: str | None = None) -> Element | None:
    """The document, ``None`` when there is nothing in it, or an element that was made to keep us busy. UTF-8
    unless the server says otherwise."""
    encoding = charset or "utf-8"
    try:
        if len(body) > _SMALL:
            lxml.etree.fromstring(
                body, lxml.etree.HTMLParser(encoding=encoding, target=cast("Any", _Counting()))
            )
        return lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding=encoding))
    except (lxml.etree.ParserError, ValueError, LookupError, _CrowdedError):
        return None


def selector(css: str) -> Select:
    """What a CSS selector finds, in document order; of several (``h1, h2``) one after the other, each
    element once."""
    translator = cssselect.HTMLTranslator()
    paths = [translator.selector_to_xpath(single) for single in cssselect.parse(css)]
    return lambda element: list(dict.fromkeys(it for path in paths for it in elements(element, path)))


def elements(element: Element, path: str) -> list[Element]:
    """The elements an XPath finds, in document order.

    Raises:
        ValueError: the path is a union, see `_compiled`.
    """
    return list(cast("Iterable[Element]", _compiled(path)(element)))


def values(element: Element, path: str) -> list[str]:
    """The attribute values or texts an XPath finds.

    Raises:
        ValueError: the path is a union, see `_compiled`.
    """
    return [str(value) for value in cast("Iterable[object]", _compiled(path)(element))]


@lru_cache(maxsize=256)
def _compiled(path: str) -> lxml.etree.XPath:
    """No unions (``a | b``): libxml2 compares every node of one side with every node of the other."""
    if "|" in path:
        raise ValueError(f"a union takes too long on a page made for it: {path}")
    return lxml.etree.XPath(path)


def words(element: Element, most: int | None = None) -> str:
    """All text below an element on one line, or its first ``most`` characters: elements lie in each other,
    and each of them may hold nearly the whole page."""
    text = element.text_content()
    if most is None:
        return " ".join(text.split())
    return " ".join(text.split(None, most)[:most])[:most]


def title_of(document: Element) -> str:
    """The document's title, at most 300 characters."""
    return " ".join((document.findtext(".//title") or "").split())[:300]
