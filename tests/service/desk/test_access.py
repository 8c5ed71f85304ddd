"""Every route × every role × nobody: allowed exactly as the documents of the desk say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from registry.ledger.desk.accounts import Role
from registry.settings import Settings
from service.app import create_app
from service.desk import access
from tests.shared.desk import Browser, Desk

DOCS = Path(__file__).parents[3] / "docs"
WHO = (access.ANONYMOUS, *(role.value for role in Role))
_ROW = re.compile(r"^\| `(GET|POST) (/desk\S*)` \| ([a-z, ]+) \|", re.MULTILINE)


def documented() -> dict[tuple[str, str], frozenset[str]]:
    """Who may open what, as the documents say: (method, address) → roles."""
    rows: dict[tuple[str, str], frozenset[str]] = {}
    for name in ("maintainers.md", "admins.md"):
        path = DOCS / name
        for method, address, who in _ROW.findall(path.read_text(encoding="utf-8") if path.exists() else ""):
            rows[method, address] = frozenset(WHO if who == "everybody" else who.split(", "))
    return rows


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every method and rule of the desk that somebody may use."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.endswith("static") or not access.roles(app, rule.endpoint):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule


def shown(rule: Rule) -> str:
    return "/desk" + re.sub(r"<(?:[\w(), ]+:)?(\w+)>", r"{\1}", rule.rule)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    found: Flask = create_app(Settings(home=tmp_path_factory.mktemp("desk"))).extensions["desk"].app
    return found


def test_the_documents_list_exactly_the_routes_with_their_roles(app: Flask) -> None:
    real = {(method, shown(rule)): access.roles(app, rule.endpoint) for method, rule in routes(app)}
    assert documented() == real


@pytest.mark.slow
def test_every_route_is_open_to_exactly_its_roles(desk: Desk) -> None:
    browsers: dict[str, Browser] = {access.ANONYMOUS: desk.anonymous()}
    browsers |= {role.value: desk.login(role) for role in Role}
    table = documented()
    for method, rule in routes(desk.app):
        if rule.endpoint in ("security.logout", "security.login", "security.mf_recovery"):
            continue  # steps of a login, which change who one is: see test_login.py
        for who, browser in browsers.items():
            named = re.sub(r"<(?:string:)?\w+>", "tidak-ada", chosen(rule.rule))
            address = re.sub(r"<int:\w+>", "999999", named)
            answer = browser.get(address) if method == "GET" else _post(browser, address, who)
            allowed = who in table[method, shown(rule)]
            refused = answer.status_code in (401, 403) or "/desk/login" in (answer.location or "")
            at_login = rule.endpoint.startswith("security.two_factor") and who == access.ANONYMOUS
            assert refused is not allowed or at_login, (method, rule.rule, who, answer.status)
            assert answer.status_code not in (500, 502), (method, rule.rule, who)


def chosen(rule: str) -> str:
    """The rule with the first word of each choice."""
    return re.sub(r"<any\((\w+)[^>]*>", r"\1", rule)


def _post(browser: Browser, address: str, who: str) -> TestResponse:
    if who == access.ANONYMOUS:
        browser.get("/login")  # a token of its own, so that not the token keeps it out
    else:
        browser.get("/account")
    return browser.post(address)


def test_a_route_without_roles_keeps_the_desk_from_starting(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "open to all"
    with pytest.raises(LookupError, match="forgotten names no roles"):
        access.install(app)
    del app.view_functions["forgotten"]


def test_what_we_do_not_use_of_the_library_is_not_there(desk: Desk) -> None:
    browser = desk.login(Role.ADMIN)
    for path in ("/tf-rescue", "/tf-select", "/fs-static/x"):
        assert browser.get(path).status_code == 404
