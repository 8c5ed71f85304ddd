"""What servers answer that is no sound HTTP: an outcome, never an error of ours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.outbound.answer import Answer, Outcome
from crawler.outbound.classify import retry_after
from crawler.outbound.door import Door
from crawler.sources.freshness import dates_of
from tests.crawler.outside import go_out_in
from tests.internet.http import Reply
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.moody import Moody

NOW = datetime(2026, 11, 22, tzinfo=UTC)
# Years and offsets that the calendar of Python cannot hold, or only just
STRANGE = (
    "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
    "Mon, 01 Jan 2026 00:00:00 +99999999999999999999",
    "Fri, 31 Dec 9999 23:59:59 -2359",
)


@pytest.mark.parametrize("day", STRANGE)
def test_a_strange_date_does_no_harm(day: str) -> None:
    assert dates_of({"date": day, "last-modified": day}, NOW) == {}
    wait = retry_after({"retry-after": day}, NOW.timestamp())
    assert wait is None or 0 <= wait < 1e9  # what can be added to a date of ours


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate", "gzip, gzip, br, deflate"])
def test_a_body_that_is_not_packed_as_it_says_is_broken(encoding: str) -> None:
    answer = answer_to(Reply(200, b"<html><p>polos", {"content-encoding": encoding}))

    assert answer.outcome is Outcome.BROKEN


def answer_to(reply: Reply, scheme: str = "http") -> Answer:
    async def errand(door: Door) -> Answer:
        return await door.fetch(f"{scheme}://a.example.go.id/")

    site = Moody("a.example.go.id", lambda asked, n: reply, certificate="good")
    with LittleIndonesia([site]) as net:
        return go_out_in(net, errand)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_headers_that_do_not_end_are_cut_off(scheme: str) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + b"X-Rekaan: %s\r\n" % (b"a" * 1000) * 20_000
    reply = Reply(raw=head + b"Content-Length: 2\r\n\r\nok")

    answer = answer_to(reply, scheme)

    assert (answer.outcome, answer.reason) == (Outcome.TOO_LARGE, "headers")


def test_many_headers_are_taken() -> None:
    head = b"HTTP/1.1 200 OK\r\n" + b"X-Rekaan: %s\r\n" % (b"a" * 1000) * 100
    reply = Reply(raw=head + b"Content-Length: 1000000\r\n\r\n" + bytes(1_000_000))

    assert len(answer_to(reply).body) == 1_000_000
