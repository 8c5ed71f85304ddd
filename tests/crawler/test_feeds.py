"""Feeds and site maps in which something is wrong: what can be read is read."""

from __future__ import annotations

import pytest

from crawler.announcements.feeds import read_listing

URL = "https://disdik.rekaan.go.id/feed"


def test_broken_markup_is_no_feed() -> None:
    assert read_listing(b"<:\xe3", URL) is None
    assert read_listing(b"<rss><item><:x>y</item></rss>", URL) == ()


def test_an_entry_that_leads_nowhere_hides_no_other() -> None:
    items = "".join(f"<item><link>{link}</link></item>" for link in ("http://[", "/berita/1", ""))
    listed = read_listing(f"<rss><channel>{items}</channel></rss>".encode(), URL)
    assert listed is not None
    assert [it.url for it in listed] == ["https://disdik.rekaan.go.id/berita/1"]


@pytest.mark.parametrize(
    "day",
    ["Mon, 01 Jan 2026 00:00:00 +99999999999999999999", "Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "x"],
)
def test_a_day_that_no_calendar_has_is_no_day(day: str) -> None:
    listed = read_listing(f"<rss><item><link>/1</link><pubDate>{day}</pubDate></item></rss>".encode(), URL)
    assert listed is not None
    assert [(it.url, it.day) for it in listed] == [("https://disdik.rekaan.go.id/1", None)]
