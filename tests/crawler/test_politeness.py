"""Politeness as the servers count it: never two requests at a time to an address, never earlier than told."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from crawler.outbound.answer import Answer, Outcome
from crawler.outbound.door import Door
from tests.crawler.outside import go_out_in
from tests.internet.http import Reply, html
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.moody import Moody, robots


def gaps(net: LittleIndonesia, host: str) -> list[float]:
    """Seconds between the end of one answer and the arrival of the next request, as the server saw them."""
    visits = sorted((v for v in net.server.visits if v.host == host), key=lambda v: v.begun)
    return [later.begun - earlier.ended for earlier, later in pairwise(visits)]


async def all_at_once(door: Door, urls: list[str]) -> list[Answer]:
    return await asyncio.gather(*(door.fetch(url) for url in urls))


def test_one_request_at_a_time_and_a_pause_between_them() -> None:
    with LittleIndonesia([Moody("a.example.go.id")]) as net:
        urls = [f"http://a.example.go.id/{n}" for n in range(6)]
        answers = go_out_in(net, lambda door: all_at_once(door, urls), pace=0.1)

        assert [a.outcome for a in answers] == [Outcome.OK] * 6
        assert net.server.most_at_once[net.places["a.example.go.id"].address] == 1
        assert len(net.server.visits) == 7  # robots.txt once
        assert min(gaps(net, "a.example.go.id")) >= 0.1


def test_hosts_that_share_an_address_share_its_turn() -> None:
    with LittleIndonesia([Moody("a.example.go.id")]) as net:
        address = net.places["a.example.go.id"].address
        for name in ("b", "c", "d"):
            net.add(Moody(f"{name}.example.go.id"), address)
        urls = [f"http://{name}.example.go.id/{n}" for name in "abcd" for n in range(3)]
        answers = go_out_in(net, lambda door: all_at_once(door, urls))

        assert {a.outcome for a in answers} == {Outcome.OK}
        assert net.server.most_at_once[address] == 1


def test_hosts_with_addresses_of_their_own_do_not_wait_for_each_other() -> None:
    slow = [Moody(f"{name}.example.go.id", lambda asked, n: Reply(200, b"x", before=0.3)) for name in "abcd"]
    with LittleIndonesia(slow) as net:
        go_out_in(net, lambda door: all_at_once(door, [f"http://{site.host}/" for site in slow]))

        begun = [v.begun for v in net.server.visits if not v.url.endswith("robots.txt")]
        ended = [v.ended for v in net.server.visits if not v.url.endswith("robots.txt")]
        assert max(begun) < min(ended)


def test_a_crawl_delay_is_kept_and_capped() -> None:
    sites = [
        Moody("a.example.go.id", robots=robots("User-agent: CekDiklat\nCrawl-delay: 0.3\n")),
        Moody("b.example.go.id", robots=robots("User-agent: *\nCrawl-delay: 3600\n")),
    ]
    with LittleIndonesia(sites) as net:
        urls = [f"http://{site.host}/{n}" for site in sites for n in range(3)]
        go_out_in(net, lambda door: all_at_once(door, urls), longest_pace=0.5)

        assert min(gaps(net, "a.example.go.id")[1:]) >= 0.3
        assert min(gaps(net, "b.example.go.id")[1:]) >= 0.5


@pytest.mark.parametrize("status", [429, 503])
def test_nobody_comes_earlier_than_told(status: int) -> None:
    def tired(_asked: object, n: int) -> Reply:
        return Reply(status, b"", {"retry-after": "1"}) if n == 1 else html("<p>isi")

    with LittleIndonesia([Moody("a.example.go.id", tired)]) as net:
        urls = [f"http://a.example.go.id/{n}" for n in range(3)]
        answers = go_out_in(net, lambda door: all_at_once(door, urls))

        assert [a.outcome for a in answers] == [Outcome.LIMITED, Outcome.OK, Outcome.OK]
        assert answers[0].retry_after == 1.0
        assert gaps(net, "a.example.go.id")[1] >= 1.0


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nAllow: /\n\nUser-agent: CekDiklat\nDisallow: /rahasia/\n",
        "\ufeffUser-agent: *\nDisallow: /rahasia/\n",  # as Notepad saves it, with a byte order mark
    ],
)
def test_what_robots_txt_forbids_is_not_asked_for(rules: str) -> None:
    with LittleIndonesia([Moody("a.example.go.id", robots=robots(rules))]) as net:
        urls = ["http://a.example.go.id/rahasia/1", "http://a.example.go.id/umum"]
        answers = go_out_in(net, lambda door: all_at_once(door, urls))

        assert [a.outcome for a in answers] == [Outcome.ROBOTS, Outcome.OK]
        assert [v.url for v in net.server.visits] == ["http://a.example.go.id/robots.txt", urls[1]]


@pytest.mark.parametrize(("status", "outcome"), [(500, Outcome.ROBOTS), (404, Outcome.OK), (403, Outcome.OK)])
def test_a_robots_txt_that_cannot_be_had(status: int, outcome: Outcome) -> None:
    """RFC 9309: not there means everything is allowed, out of order means nothing is."""
    with LittleIndonesia([Moody("a.example.go.id", robots=Reply(status))]) as net:
        (answer,) = go_out_in(net, lambda door: all_at_once(door, ["http://a.example.go.id/"]))

        assert answer.outcome is outcome


def test_a_redirect_is_checked_against_the_rules_of_where_it_leads() -> None:
    there = Moody("b.example.go.id", robots=robots("User-agent: *\nDisallow: /"))
    here = Moody(
        "a.example.go.id", lambda asked, n: Reply(302, b"", {"location": "http://b.example.go.id/x"})
    )
    with LittleIndonesia([here, there]) as net:
        (answer,) = go_out_in(net, lambda door: all_at_once(door, ["http://a.example.go.id/"]))

        assert answer.outcome is Outcome.ROBOTS
        assert there.asked == 0


@pytest.mark.parametrize("location", ["http://[", "//[x]:y/", "http://[::1/"])
def test_a_redirect_to_what_is_no_address_is_refused(location: str) -> None:
    """Not an error of ours: whoever asked is told like of any other address that is refused."""
    site = Moody("a.example.go.id", lambda asked, n: Reply(302, b"", {"location": location}))
    with LittleIndonesia([site]) as net:
        (answer,) = go_out_in(net, lambda door: all_at_once(door, ["http://a.example.go.id/"]))

        assert answer.outcome is Outcome.REFUSED


def test_we_say_who_we_are_and_nothing_else() -> None:
    with LittleIndonesia([Moody("a.example.go.id", lambda a, n: html("x", set_cookie="a=b"))]) as net:
        urls = [f"http://a.example.go.id/{n}" for n in range(2)]
        go_out_in(net, lambda door: all_at_once(door, urls))

        for visit in net.server.visits:
            assert visit.user_agent.startswith("CekDiklat/")
            assert "+https://" in visit.user_agent
            assert not {"cookie", "referer", "authorization", "x-forwarded-for"} & visit.headers.keys()
