"""Pages made to keep a reader busy: what is done with them grows with their size, not with its square."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from crawler import markup
from crawler.announcements.body import find_article
from crawler.announcements.index import follow_index
from crawler.links import profile
from crawler.links.profile import read_profile
from crawler.markup import elements, parse, selector, values
from crawler.sources.definition import Reading
from crawler.sources.tables import read_table

URL = "https://disdik.rekaan.go.id/x/"


def test_no_path_is_a_union() -> None:
    """The one way to make an XPath of the crawler's slow: both sides are compared node by node."""
    document = parse(b"<h2>a</h2><h1>b</h1>")
    assert document is not None
    for ask in (elements, values):
        with pytest.raises(ValueError, match="union"):
            ask(document, "//h1 | //h2")
    assert [element.tag for element in selector("h1, h2, h1:first-of-type")(document)] == ["h1", "h2"]


@pytest.mark.parametrize(
    "piece",
    [
        "<h1>x<p><h2>",
        "<script></script>x<style></style>y",
        "<p hidden><a href=x>y</a>",
        "<meta property=article:published_time content=a><time datetime=x></time>",
        "<aside><div class=sidebar>",
        "<div class=post-content></div>",
    ],
)
def test_steps_grow_with_the_page_only(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_SMALL", 0)

    def read(times: int) -> None:
        page = ("<aside>" + "<div>" * 100 + piece * times).encode()
        document = parse(page)
        assert document is not None
        find_article(document, URL)
        follow_index(document, URL, 1)
        assert read_profile(page, URL) is not None

    read(1)  # selectors are compiled once
    assert steps(lambda: read(2_000)) < 2.5 * steps(lambda: read(1_000))


def test_an_element_is_looked_at_once_however_deep_it_lies() -> None:
    def read(depth: int) -> None:
        document = parse(("<aside>" + "<div>" * depth + "<p class=post-content></p>" * 1_000).encode())
        assert document is not None
        assert find_article(document, URL) is None

    read(1)
    assert steps(lambda: read(200)) < 1.5 * steps(lambda: read(20))


def test_few_headings_are_read_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(element: markup.Element, most: int | None = None) -> str:
        said = markup.words(element, most)
        read.append(len(said))
        return said

    monkeypatch.setattr(profile, "words", counted)
    page = read_profile(b"<h1>x y<p><h2>" * 5_000, URL)

    assert page is not None
    assert page.headings[0].startswith("x y")
    assert len(read) == len(page.headings) + 1 == 21
    assert max(read[:20]) <= 200


def test_scripts_are_no_words_and_what_follows_them_is() -> None:
    page = read_profile(b"<p>a<script>b</script>c<style>d</style> <noscript>e</noscript>f<template>g", URL)

    assert page is not None
    assert page.text == "ac f"


def test_an_element_of_thousands_of_attributes_is_no_page() -> None:
    crowded = b"<p %s>" % b" ".join(b"a%d=b" % n for n in range(50_000))

    assert parse(b"<p>halo" + crowded) is None
    assert parse(b"<p a=b>" * 50_000) is not None


@pytest.mark.parametrize("piece", [b"", b" ", b"\0", b"<!--", b"<", b"</", b"\xff"])
def test_what_is_no_page_is_no_error(piece: bytes) -> None:
    for times in (1, 200_000):
        document = parse(piece * times)
        assert document is None or document.tag == "html"


def test_rows_of_all_parts_of_a_table_are_read_in_their_order() -> None:
    page = b"""<table><tr><th>a<th>b</tr><tbody><tr><td>1<td><table><tr><td>x</table></tr></tbody>
    <tr><td>2<td>y</tr><tfoot><tr><td>3<td>z</tr></tfoot></table></html>"""

    rows = read_table(page, Reading(reader="html", start=("https://x.example.go.id/",))).rows

    assert [row.values["a"] for row in rows] == ["1", "2", "3"]


def steps(work: Callable[[], Any]) -> int:
    """How many lines of Python are run."""
    count = 0

    def line(_frame: FrameType, event: str, _given: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
