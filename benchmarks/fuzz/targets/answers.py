"""What a server says beside its pages: status and headers, robots.txt, feeds and site maps."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime

from benchmarks.fuzz.source import Source
from benchmarks.fuzz.targets import Target, in_time
from crawler.announcements.feeds import read_listing
from crawler.outbound.answer import Answer, Outcome
from crawler.outbound.classify import classify, retry_after, told_to_wait
from crawler.outbound.policy import Policy
from crawler.outbound.robots import _read as read_robots
from crawler.sources.freshness import dates_of

URL = "https://disdik.rekaan.go.id/feed"
NOW = datetime(2026, 11, 28, tzinfo=UTC)
STATUS = (200, 204, 206, 301, 304, 400, 401, 403, 404, 410, 418, 429, 451, 500, 503, 999, 0, 100, 1_000)
PIECES = (
    *("<?xml version='1.0'?>", "<rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", "<pubDate>"),
    *(
        "</pubDate>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
        '<link href="',
        '"/>',
        "</entry>",
    ),
    *(
        "<urlset>",
        "<url>",
        "<loc>",
        "</loc>",
        "<lastmod>",
        "</lastmod>",
        "</url>",
        "<sitemapindex>",
        "<sitemap>",
    ),
    *(
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "&a;",
        "&#x0;",
        "<![CDATA[",
        "]]>",
        "https://disdik.rekaan.go.id/a",
        "//",
    ),
    *(
        "User-agent: ",
        "*",
        "CekDiklat",
        "\n",
        "Disallow: ",
        "Allow: ",
        "/",
        "$",
        "Crawl-delay: ",
        "Sitemap: ",
        "#",
    ),
    *(
        "Sat, 28 Nov 2026 00:00:00 GMT",
        "2026-11-28",
        "T00:00:00+99:99",
        "Sun, 06 Nov 0001",
        " -9999",
        "99999999",
    ),
    *(
        "http://[",
        "-1",
        "1e9",
        "0x1",
        "NaN",
        "inf",
        "²",
        "\ufeff",
        "\x00",
        "\r\n",
        " ",
        "24:60:60",
        "Feb",
        "30",
        "10000",
    ),
)


def target(stack: ExitStack) -> Target:
    """One answer."""
    policy = Policy(user_agent="CekDiklat")

    def one(data: bytes) -> None:
        source = Source(data)
        status = source.choice(STATUS)
        names = ("retry-after", "date", "last-modified", "server", "content-type")
        headers = {name: source.text(PIECES, 40) for name in names if source.flag()}
        body = source.body(PIECES)
        with in_time():
            waits = (retry_after(headers), told_to_wait(status, headers.get("retry-after", "").encode()))
            assert all(it is None or it >= 0 for it in waits)
            classify(status, headers, body)
            dates_of(headers, NOW)
            rules = read_robots(Answer(URL, Outcome.OK, status, headers, body))
            rules.allows(URL)
            assert policy.pace <= rules.pause(policy) <= policy.longest_pace
            rules.sitemaps()
            read_listing(body, URL)

    return one
