"""Which addresses may be asked for, and which network addresses are public."""

from __future__ import annotations

import doctest
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import schedule
from crawler.links import keys
from crawler.outbound import addresses
from crawler.outbound.addresses import is_public
from crawler.outbound.target import RefusedError, read_target
from crawler.sources import shapes


@pytest.mark.parametrize("module", [addresses, shapes, keys, schedule], ids=lambda m: m.__name__)
def test_the_examples_in_docstrings_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]

    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://Disdik.BandungKab.go.id", "https://disdik.bandungkab.go.id/"),
        ("http://disdik.bandungkab.go.id:80/a#b", "http://disdik.bandungkab.go.id/a"),
        ("https://disdik.bandungkab.go.id./a", "https://disdik.bandungkab.go.id/a"),
        ("https://bücher.example/ü?q=é", "https://xn--bcher-kva.example/%C3%BC?q=%C3%A9"),
        ("https://disdik_kab.example.go.id/", "https://disdik_kab.example.go.id/"),
    ],
)
def test_an_address_is_asked_for_as_a_browser_writes_it(written: str, asked: str) -> None:
    assert read_target(written).url == asked


@given(st.text(max_size=300))
def test_no_text_gets_anywhere_but_to_a_plain_host(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}/x"):
        try:
            target = read_target(url)
        except RefusedError:
            continue
        assert target.port in (80, 443)
        assert target.url.startswith(("http://", "https://"))
        assert "@" not in target.origin
        assert read_target(target.url) == target


@given(st.ip_addresses(v=4))
def test_an_inner_address_stays_inner_in_every_tunnel(address: IPv4Address) -> None:
    packed = int(address)
    tunnels = [
        IPv6Address(0xFFFF << 32 | packed),
        IPv6Address(0x0064FF9B << 96 | packed),
        IPv6Address(0x2002 << 112 | packed << 80),
    ]
    assert [is_public(tunnel) for tunnel in tunnels] == [is_public(address)] * 3
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize("address", ["192.0.0.192", "192.0.0.9", "2001:1::1", "2001:20::1", "3fff::1"])
def test_what_releases_of_python_call_differently_is_never_public(address: str) -> None:
    assert not is_public(ip_address(address))
