"""Whose requests are counted together: one IPv4 address, one /64 of IPv6."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from registry.settings import Settings
from service.app import create_app
from service.limits import asking
from tests.shared.desk import Desk


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix:", "unix:"),
        ("", "127.0.0.1"),
    ],
)
def test_who_asks(told: str, counted: str) -> None:
    with Flask("rekaan").test_request_context(environ_overrides={"REMOTE_ADDR": told}):
        assert asking() == counted


def test_other_addresses_of_one_network_ask_for_no_more(published_home: Path) -> None:
    """Through a proxy, as in production."""
    settings = Settings(home=published_home, rate_limit="3/minute", proxies=1)
    client = create_app(settings).test_client()

    def statuses(*addresses: str) -> list[int]:
        return [
            client.get("/v1/rules?on=2024-01-01", headers={"X-Forwarded-For": it}).status_code
            for it in addresses
        ]

    assert statuses(*(f"2001:db8:1:2::{n}" for n in range(1, 5))) == [200, 200, 200, 429]
    assert statuses("2001:db8:1:3::1") == [200]
    assert statuses("192.0.2.7", "::ffff:192.0.2.7", "192.0.2.7", "::ffff:192.0.2.7")[-2:] == [200, 429]
    assert statuses("192.0.2.8") == [200]


def test_what_no_route_takes_is_counted_too(published_home: Path) -> None:
    client = create_app(Settings(home=published_home, rate_limit="3/minute")).test_client()
    asked = [client.open(path, method="BREW").status_code for path in ("/v1/rules", "/", "/tak-ada", "/")]
    assert asked == [405, 405, 404, 429]
    assert client.get("/tak-ada").status_code == 429
    assert client.get("/v1/rules?on=2024-01-01").status_code == 200, "each route is counted by itself"
    assert client.get("/healthz").status_code == 200


def test_other_addresses_of_one_network_guess_no_more_passwords(tmp_path: Path) -> None:
    desk = Desk(Settings(home=tmp_path, rate_limit="120/minute"))
    browser = desk.anonymous()
    statuses = [
        browser.post(
            "/login",
            {"email": "orang@desk.example", "password": "tebakan"},
            environ_overrides={"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"},
        ).status_code
        for number in range(1, 12)
    ]
    assert statuses == [200] * 10 + [429]
