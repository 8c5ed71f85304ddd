"""A desk for tests: the real application with an account of each role, and browsers that are logged in.

Import the fixtures into a ``conftest.py``: ``from tests.shared.desk import desk, desk_settings``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from registry.ledger import Ledger
from registry.ledger.desk.accounts import Account, Credentials, Role
from registry.ledger.desk.models import AccountEntry
from registry.settings import Settings
from service.app import create_app
from service.desk.background.working import work_off
from service.desk.stores import Stores
from service.desk.who import library

PASSWORD = "sandi-rekaan-yang-panjang"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@lru_cache(maxsize=1)
def password_hash() -> str:
    """The hash of :data:`PASSWORD`, cheap to check: how hard argon2 works is the library's affair."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


class Browser:
    """One browser: keeps its cookies, sends the token of the last page it saw with every form."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token = ""

    def get(self, path: str, **more: Any) -> TestResponse:
        """Opens a page of the desk, ``/account`` for example."""
        return self._seen(self.client.get(f"/desk{path}", **more))

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Sends a form."""
        if not self.token:
            self.get("/login" if path == "/login" else "/account")
        return self._seen(
            self.client.post(f"/desk{path}", data={"csrf_token": self.token} | (data or {}), **more)
        )

    def text(self, path: str, **more: Any) -> str:
        """A page that must open, as text."""
        answer = self.get(path, **more)
        assert answer.status_code == 200, (path, answer.status, answer.get_data(as_text=True)[-600:])
        return answer.get_data(as_text=True)

    def _seen(self, answer: TestResponse) -> TestResponse:
        found = _TOKEN.search(answer.get_data(as_text=True)) if answer.mimetype == "text/html" else None
        self.token = found[1] if found else self.token
        return answer


class Desk:
    """The service with its desk, and an account ``<role>@desk.example`` for each role."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.service: Flask = create_app(settings)
        self.app: Flask = self.service.extensions["desk"].app
        self.stores: Stores = self.app.extensions["stores"]
        self.stores.start_work = work_off  # in this process: a test need not wait for another one
        self.ledger: Ledger = self.stores.ledger
        self._secrets: dict[str, str] = {}
        for role in Role:
            self.account(f"{role.value}@desk.example", role)

    def account(self, email: str, role: Role) -> Account:
        """An account, made unless it is there; an admin has an authenticator app already."""
        made = self.ledger.accounts.by_email(email)
        if made is None:
            made = self.ledger.accounts.add(email, email.partition("@")[0].title(), role, password_hash())
        if role is Role.ADMIN:
            with self.app.app_context():
                secret = library(self.app).totp_factory.generate_totp_secret()
            self._secrets[email] = secret
            self.ledger.accounts.save(
                made.id, Credentials(made.password, made.stamp, "authenticator", secret, ())
            )
        return made

    def anonymous(self) -> Browser:
        """A browser that is not logged in."""
        return Browser(self.service.test_client())

    def login(self, who: str | Role) -> Browser:
        """A browser that logged in as this role's account, or as this address."""
        email = f"{who.value}@desk.example" if isinstance(who, Role) else who
        browser = self.anonymous()
        answer = browser.post("/login", {"email": email, "password": PASSWORD})
        assert answer.status_code == 302, answer.get_data(as_text=True)
        if answer.location.startswith("/desk/tf-validate"):
            browser.get("/tf-validate")
            answer = browser.post("/tf-validate", {"code": self.code(email)})
            assert answer.status_code == 302, answer.get_data(as_text=True)
        browser.get("/account")
        return browser

    def code(self, email: str) -> str:
        """What the authenticator app shows now; it counts although one of this half minute was used."""
        with self.ledger.transaction() as session:
            session.execute(update(AccountEntry).where(AccountEntry.email == email).values(totp_counter=None))
        with self.app.app_context():
            totp = library(self.app).totp_factory
            return str(totp.generate_totp_password(self._secrets[email]))


@pytest.fixture
def desk_settings(tmp_path: Path) -> Settings:
    """An empty home of one's own, without a limit on requests."""
    return Settings(home=tmp_path / "home", rate_limit="")


@pytest.fixture
def desk(desk_settings: Settings) -> Iterator[Desk]:
    """A desk on an empty ledger."""
    made = Desk(desk_settings)
    yield made
    made.ledger.close()
