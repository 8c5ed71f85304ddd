"""``cekdiklat desk``: accounts from the command line, and the proof of the audit log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from registry.ledger import Ledger
from registry.ledger.desk.accounts import Credentials
from registry.settings import Settings, settings
from service.app import create_app
from service.commands.desk import group
from tests.shared.desk import Browser


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CEKDIKLAT_HOME", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def desk(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(group, list(arguments), input=typed, catch_exceptions=False)


def ledger(home: Path) -> Ledger:
    return Ledger.open(Settings(home=home).ledger)


def test_an_account_is_made_with_a_password_that_is_shown_once(home: Path) -> None:
    made = desk("user", "add", "Siti@Desk.Example", "--role", "maintainer", "--name", "Siti", "--generate")
    assert made.exit_code == 0, made.output
    password = made.output.rpartition(": ")[2].strip()
    browser = Browser(create_app(Settings(home=home, rate_limit="")).test_client())
    assert browser.post("/login", {"email": "siti@desk.example", "password": password}).status_code == 302
    [shown] = json.loads(desk("user", "list", "--json").stdout)
    assert (shown["email"], shown["role"], shown["second_factor"]) == (
        "siti@desk.example",
        "maintainer",
        False,
    )
    assert shown["last_login"]
    assert password not in desk("user", "list").output


def test_the_password_is_asked_for_twice_and_not_shown(home: Path) -> None:
    typed = "sandi-rekaan-yang-panjang"
    made = desk("user", "add", "siti@desk.example", "--role", "admin", typed=f"{typed}\n{typed}\n")
    assert made.exit_code == 0, made.output
    assert typed not in made.output
    assert "authenticator" in made.output


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("siti", "--role", "admin"), "", "no e-mail address"),
        (("siti@desk.example", "--role", "admin"), "pendek\npendek\n", "12 characters"),
        (("siti@desk.example", "--role", "admin"), "aaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaa\n", "different"),
        (("siti@desk.example", "--role", "raja"), "", "observer"),
    ],
)
def test_what_is_unfit_is_refused(home: Path, arguments: tuple[str, ...], typed: str, said: str) -> None:
    refused = desk("user", "add", *arguments, typed=typed)
    assert refused.exit_code == 2
    assert said in refused.output


def test_role_and_lock_are_changed_and_logged(home: Path) -> None:
    desk("user", "add", "siti@desk.example", "--role", "observer", "--generate")
    assert desk("user", "add", "siti@desk.example", "--role", "observer", "--generate").exit_code == 2
    assert desk("user", "role", "siti@desk.example", "--role", "maintainer").exit_code == 0
    assert desk("user", "unlock", "siti@desk.example").exit_code == 0
    assert desk("user", "unlock", "budi@desk.example").exit_code == 2
    assert "maintainer siti@desk.example" in desk("user", "list").output
    proof = desk("audit", "verify")
    assert proof.exit_code == 0
    assert proof.output.startswith("3 entries, untouched")


def test_who_is_locked_out_gets_a_new_password(home: Path) -> None:
    made = desk("user", "add", "siti@desk.example", "--role", "maintainer", "--generate")
    old = made.output.rpartition(": ")[2].strip()
    app = create_app(Settings(home=home, rate_limit=""))
    browser = Browser(app.test_client())
    assert browser.post("/login", {"email": "siti@desk.example", "password": old}).status_code == 302
    with ledger(home) as opened:
        found = opened.accounts.by_email("siti@desk.example")
        assert found is not None
        opened.accounts.save(
            found.id, Credentials(found.password, found.stamp, "authenticator", "rahasia", ("a",))
        )
    reset = desk("user", "reset", "siti@desk.example", "--generate", "--second-factor")
    new = reset.output.rpartition(": ")[2].strip()
    assert browser.get("/").status_code == 302, "the login has ended"
    with ledger(home) as opened:
        assert opened.logins.of(found.id) == []
    for password, status in ((old, 200), (new, 302)):
        form = {"email": "siti@desk.example", "password": password}
        assert Browser(app.test_client()).post("/login", form).status_code == status
    [shown] = json.loads(desk("user", "list", "--json").stdout)
    assert not shown["second_factor"]
    assert desk("user", "reset", "budi@desk.example", "--generate").exit_code == 2
    assert desk("user", "reset", "siti@desk.example", typed="pendek\npendek\n").exit_code == 2


def test_a_changed_entry_is_found_and_named(home: Path) -> None:
    for name in ("siti", "budi", "ani"):
        desk("user", "add", f"{name}@desk.example", "--role", "observer", "--generate")
    head = desk("audit", "verify").output.rpartition(" ")[2].strip()
    with ledger(home) as opened, opened.transaction() as session:
        session.execute(text("UPDATE audit SET subject = 'orang@desk.example' WHERE id = 2"))
    found = desk("audit", "verify")
    assert found.exit_code == 1
    assert "entry 2 was changed" in found.output
    with ledger(home) as opened, opened.transaction() as session:
        session.execute(text("DELETE FROM audit"))
        session.execute(text("DELETE FROM audit_head"))
    assert desk("audit", "verify").exit_code == 0
    gone = desk("audit", "verify", "--head", head)
    assert gone.exit_code == 1
    assert "missing" in gone.output
    assert desk("audit", "verify", "--head", "bukan").exit_code == 2


def test_the_log_is_taken_along_with_its_hashes(home: Path) -> None:
    for name in ("siti", "budi"):
        desk("user", "add", f"{name}@desk.example", "--role", "observer", "--generate")
    lines = [json.loads(line) for line in desk("audit", "export").stdout.splitlines()]
    assert [(it["number"], it["action"]) for it in lines] == [
        (1, "account.add"),
        (2, "account.add"),
        (3, "audit.export"),
    ]
    assert lines[2]["hash"] == desk("audit", "verify").output.rpartition(":")[2].strip()
    file = home / "log.csv"
    said = desk("audit", "export", "--format", "csv", "--after", "2", "-o", str(file))
    assert said.exit_code == 0
    assert "2 entries written" in said.output
    heading, *rows = file.read_text(encoding="utf-8").splitlines()
    assert heading == "number,at,actor,action,subject,detail,hash"
    assert [row.split(",")[3] for row in rows] == ["audit.export"] * 2
    assert desk("audit", "verify").exit_code == 0


def test_without_anything_to_do_the_work_ends(home: Path) -> None:
    assert "0 jobs done" in desk("work").output
