"""What every page of the desk has: a token in each form, headers, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

import service.casework
import service.desk
from registry.ledger.desk.accounts import Role
from service.desk import access
from tests.shared.desk import Desk

TEMPLATES = [
    *Path(service.desk.__file__).parent.glob("templates/**/*.html"),
    *Path(service.casework.__file__).parent.glob("templates/**/*.html"),
]


def test_no_form_is_taken_without_its_token(desk: Desk) -> None:
    """Every route that takes forms, from a page elsewhere: without a token, and with somebody else's."""
    browser, other = desk.login(Role.ADMIN), desk.login(Role.MAINTAINER)
    for rule in desk.app.url_map.iter_rules():
        if "POST" not in (rule.methods or set()) or not access.roles(desk.app, rule.endpoint):
            continue
        path = re.sub(r"<int:\w+>", "1", re.sub(r"<(?:string:)?\w+>", "tidak-ada", rule.rule))
        for token in ("", other.token):
            answer = browser.client.post(f"/desk{path}", data={"csrf_token": token})
            assert answer.status_code in (400, 403), (path, answer.status)
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    "path", ["/login", "/", "/account", "/audit", "/organizers", "/tidak-ada", "/accounts"]
)
def test_every_answer_carries_the_headers(desk: Desk, path: str) -> None:
    answer = desk.login(Role.MAINTAINER).get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_inline_and_nothing_is_let_through_unescaped(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|\son\w+\s*=|<style|javascript:", source)
    assert not [tag for tag in re.findall(r"<script[^>]*>", source) if "src=" not in tag]
    assert "|safe" not in source.replace(" ", "")
    assert "autoescapefalse" not in source.replace(" ", "")


def test_templates_are_escaped(desk: Desk) -> None:
    environment: Environment = desk.app.jinja_env
    for name in environment.list_templates(extensions=["html"]):
        chosen = environment.autoescape
        assert chosen(name) if callable(chosen) else chosen


@pytest.mark.parametrize("path", ["/accounts/{}/close", "/decisions/{}/undo", "/review/{}/all"])
def test_a_number_that_no_row_can_have_is_not_found(desk: Desk, path: str) -> None:
    admin = desk.login(Role.ADMIN)
    assert admin.post(path.format(2**63)).status_code == 404
    assert admin.get(f"/audit?before={2**63}").status_code == 200


@pytest.mark.parametrize("name", ["what", "endpoint", "_scheme", "_external", "values"])
def test_what_is_asked_for_is_no_word_of_the_framework(desk: Desk, name: str) -> None:
    """The link to the other language repeats what was asked, whatever it is called."""
    page = desk.login(Role.ADMIN).text(f"/export?{name}=javascript&{name}=2")
    assert re.search(rf'href="/desk/export\?{name}=javascript&amp;{name}=2&amp;lang=en"', page)


@pytest.mark.parametrize(
    "path",
    [
        "/organizers/%00",
        "/cases/%00",
        "/imports/%00",
        "/audit?actor=%00",
        "/cases?after=9999999999999999999,1",
    ],
)
def test_what_no_database_can_hold_is_no_failure(desk: Desk, path: str) -> None:
    assert desk.login(Role.ADMIN).get(path).status_code in (200, 404)


def test_a_field_with_a_nul_is_kept_without_it(desk: Desk) -> None:
    form = {"kind": "community", "name": "Kombel\0 Rekaan", "status": "listed", "reason": "usulan\0 surat"}
    made = desk.login(Role.MAINTAINER).post("/organizers/new", form)
    assert made.status_code == 302
    standing = desk.ledger.edits.standing(made.location.rpartition("/")[2])
    assert standing is not None
    assert standing.facts is not None
    assert standing.facts.name == "Kombel Rekaan"


@pytest.mark.parametrize("who", ["observer@desk.example", "orang@lain.example"])
def test_an_endless_password_is_refused_whoevers_it_is(desk: Desk, who: str) -> None:
    assert desk.anonymous().post("/login", {"email": who, "password": "p" * 5000}).status_code == 400
