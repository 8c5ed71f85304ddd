"""No sound link is called dead, no hijacked page is missed, no clean page is called hijacked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from crawler.links.health import observe
from crawler.links.hijack import TAKEN_OVER, find_takeover
from crawler.links.profile import read_profile
from crawler.outbound.door import Door
from tests.crawler.outside import go_out_in
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.linkweb import WEB, Case


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, tuple[str, bool, str | None]]]:
    """Every host of the web looked at once: its state, whether it was taken over, and the reason."""

    async def look(door: Door, case: Case) -> tuple[str, tuple[str, bool, str | None]]:
        state, evidence, answer = await observe(door, case.url)
        profile = read_profile(answer.body, answer.final_url)
        signs = find_takeover(profile) if profile is not None else ()
        taken = any(sign.sign in TAKEN_OVER for sign in signs)
        return case.name, (state.value, taken, evidence.get("reason"))

    async def errand(door: Door) -> dict[str, tuple[str, bool, str | None]]:
        return dict(await asyncio.gather(*(look(door, case) for case in WEB)))

    with LittleIndonesia([case.site() for case in WEB]) as net:
        yield go_out_in(net, errand, total_seconds=3.0)


@pytest.mark.slow
@pytest.mark.parametrize("case", WEB, ids=lambda case: case.name)
def test_each_host_is_what_it_is(case: Case, found: dict[str, tuple[str, bool, str | None]]) -> None:
    state, taken_over, _ = found[case.name]

    assert (state, taken_over) == (case.state, case.taken_over)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("kedaluwarsa", "tls_expired"),
        ("nama-lain", "tls_wrong_host"),
        ("penerbit-asing", "tls_unknown_issuer"),
        ("tanda-sendiri", "tls_self_signed"),
        ("belum-berlaku", "tls_not_yet_valid"),
        ("protokol-lama", "tls_old_protocol"),
        ("tanpa-perantara", "tls_unknown_issuer"),  # a browser that knows the missing one would accept it
    ],
)
def test_the_reason_of_a_tls_failure_is_told_apart(
    name: str, reason: str, found: dict[str, tuple[str, bool, str | None]]
) -> None:
    assert found[name][2] == reason
