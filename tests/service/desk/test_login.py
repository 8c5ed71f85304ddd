"""Logging in: nobody learns who has an account, guessing is slow, logins end, admins need two factors."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
import time_machine
from passlib.totp import TOTP
from sqlalchemy import update
from werkzeug.test import TestResponse

from registry.ledger.desk.accounts import Role
from registry.ledger.desk.audit import AuditFilter
from registry.ledger.desk.models import AccountEntry, LoginEntry
from registry.settings import Settings
from service.app import create_app
from service.desk.secret import FILE, UnusableSecretError, desk_secret
from tests.shared.desk import PASSWORD, Browser, Desk

MAINTAINER = "maintainer@desk.example"
ADMIN = "admin@desk.example"


def attempt(browser: Browser, email: str, password: str = PASSWORD, where: str = "/login") -> TestResponse:
    browser.get("/login")
    return browser.post(where, {"email": email, "password": password})


def is_in(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


@pytest.mark.parametrize("hours", [-24, -0.001, 9])
def test_another_machine_whose_clock_differs_knows_who_is_logged_in(desk: Desk, hours: float) -> None:
    """The cookie is signed by the one machine's clock and read by the other's."""
    browser = desk.login(MAINTAINER)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours)):
        assert is_in(browser)


def test_a_cookie_is_not_believed_for_ever(desk: Desk) -> None:
    browser = desk.login(MAINTAINER)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=32)):
        assert not is_in(browser)


def without_tokens(answer: TestResponse) -> str:
    page = re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))
    return f"{answer.status} {page}"


def test_the_answer_does_not_say_who_has_an_account(desk: Desk) -> None:
    known = attempt(desk.anonymous(), MAINTAINER, "salah-sama-sekali")
    unknown = attempt(desk.anonymous(), "entah@desk.example", "salah-sama-sekali")
    desk.ledger.accounts.set_active(desk.ledger.accounts.by_email("observer@desk.example").id, False)  # type: ignore[union-attr]
    closed = attempt(desk.anonymous(), "observer@desk.example", "salah-sama-sekali")
    for _ in range(6):
        locked = attempt(desk.anonymous(), ADMIN, "salah-sama-sekali")
    assert (
        without_tokens(known) == without_tokens(unknown) == without_tokens(closed) == without_tokens(locked)
    )


def test_guessing_locks_the_account_for_a_while_even_for_the_right_password(desk: Desk) -> None:
    browser = desk.anonymous()
    for _ in range(5):
        assert attempt(browser, MAINTAINER, "salah-sama-sekali").status_code == 200
    assert attempt(browser, MAINTAINER).status_code == 200
    assert not is_in(browser)
    [entry] = desk.ledger.audit.page(AuditFilter(action="account.lock"))
    assert entry.subject == MAINTAINER
    with desk.ledger.transaction() as session:
        past = datetime.now(UTC) - timedelta(seconds=1)
        session.execute(
            update(AccountEntry).where(AccountEntry.email == MAINTAINER).values(locked_until=past)
        )
    assert attempt(browser, MAINTAINER).status_code == 302
    assert is_in(browser)


def test_each_failure_more_doubles_the_wait_up_to_half_an_hour(desk: Desk) -> None:
    account = desk.ledger.accounts.by_email(MAINTAINER)
    assert account is not None
    waits = []
    for _ in range(14):
        until = desk.ledger.accounts.failed(account.id)
        waits.append(0 if until is None else round((until - datetime.now(UTC)).total_seconds() / 60))
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30]


def test_one_address_may_guess_ten_times_a_minute(tmp_path: Path) -> None:
    desk = Desk(Settings(home=tmp_path, rate_limit="120/minute"))
    statuses = [attempt(desk.anonymous(), f"orang{n}@desk.example").status_code for n in range(11)]
    assert statuses == [200] * 10 + [429]


def test_nothing_of_the_session_before_survives_a_login(desk: Desk) -> None:
    """Without it, whoever planted the cookie could send forms in the name of the one who logs in."""
    planted = desk.anonymous()
    planted.get("/login")
    stolen = planted.token
    answer = attempt(planted, MAINTAINER)
    assert answer.status_code == 302
    planted.token = stolen
    assert planted.post("/organizers/new", {"kind": "school"}).status_code == 400


def test_a_cookie_from_before_the_login_stays_outside(desk: Desk) -> None:
    browser, other = desk.anonymous(), desk.anonymous()
    browser.get("/login")
    before = browser.client.get_cookie("desk", path="/desk")
    assert before is not None
    attempt(browser, MAINTAINER)
    other.client.set_cookie("desk", before.value, path="/desk")
    assert is_in(browser)
    assert not is_in(other)


def copied(desk: Desk, browser: Browser) -> Browser:
    """Another browser with the same cookie."""
    cookie = browser.client.get_cookie("desk", path="/desk")
    assert cookie is not None
    other = desk.anonymous()
    other.client.set_cookie("desk", cookie.value, path="/desk")
    return other


def test_after_logging_out_a_copied_cookie_is_worth_nothing(desk: Desk) -> None:
    browser = desk.login(Role.MAINTAINER)
    thief = copied(desk, browser)
    assert is_in(thief)
    assert browser.post("/logout").status_code == 302
    assert not is_in(thief)


def test_one_login_can_be_ended_and_only_ones_own(desk: Desk) -> None:
    here, there = desk.login(Role.MAINTAINER), desk.login(Role.MAINTAINER)
    stranger = desk.login(Role.OBSERVER)
    numbers = re.findall(r"/account/logins/(\d+)/end", here.text("/account"))
    assert len(numbers) == 2
    for number in numbers:
        assert stranger.post(f"/account/logins/{number}/end").status_code == 404
    assert is_in(there)
    [mine] = re.findall(r"\(ini\).*?/account/logins/(\d+)/end", here.text("/account"), re.DOTALL)
    [other] = set(numbers) - {mine}
    assert here.post(f"/account/logins/{other}/end").status_code == 302
    assert is_in(here)
    assert not is_in(there)


@pytest.mark.parametrize("age", [{"last_seen": timedelta(hours=11)}, {"created": timedelta(days=8)}])
def test_a_login_ends_by_itself(desk: Desk, age: dict[str, timedelta]) -> None:
    browser = desk.login(Role.MAINTAINER)
    [(column, ago)] = age.items()
    with desk.ledger.transaction() as session:
        session.execute(update(LoginEntry).values({column: datetime.now(UTC) - ago}))
    assert not is_in(browser)


def test_closing_an_account_or_changing_its_role_ends_its_logins(desk: Desk) -> None:
    admin, browser = desk.login(Role.ADMIN), desk.login(Role.MAINTAINER)
    account = desk.ledger.accounts.by_email(MAINTAINER)
    assert account is not None
    admin.get("/accounts")
    assert admin.post(f"/accounts/{account.id}/close").status_code == 302
    assert not is_in(browser)
    assert attempt(desk.anonymous(), MAINTAINER).status_code == 200
    admin.post(f"/accounts/{account.id}/open")
    browser = desk.login(Role.MAINTAINER)
    desk.ledger.accounts.set_role(account.id, Role.OBSERVER)
    assert not is_in(browser)


def test_an_admin_cannot_close_the_own_account(desk: Desk) -> None:
    admin = desk.login(Role.ADMIN)
    account = desk.ledger.accounts.by_email(ADMIN)
    assert account is not None
    admin.post(f"/accounts/{account.id}/close")
    assert is_in(admin)


def test_a_new_password_ends_the_other_logins(desk: Desk) -> None:
    here, there = desk.login(Role.MAINTAINER), desk.login(Role.MAINTAINER)
    here.get("/change")
    new = "sandi-baru-yang-panjang"
    form = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    assert (
        here.post("/change", form | {"new_password": "pendek", "new_password_confirm": "pendek"}).status_code
        == 200
    )
    assert here.post("/change", form).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    account = desk.ledger.accounts.by_email(MAINTAINER)
    assert account is not None
    assert len(desk.ledger.logins.of(account.id)) == 1, "no ended login is listed"
    assert attempt(desk.anonymous(), MAINTAINER, new).status_code == 302


def test_a_new_admin_sets_up_a_second_factor_before_anything_else(desk: Desk) -> None:
    made = desk.ledger.accounts.by_email(MAINTAINER)
    assert made is not None
    desk.ledger.accounts.set_role(made.id, Role.ADMIN)
    browser = desk.anonymous()
    assert attempt(browser, MAINTAINER).location == "/desk/tf-setup"
    assert not is_in(browser)
    browser.get("/tf-setup")
    page = browser.post("/tf-setup", {"setup": "authenticator"}).get_data(as_text=True)
    assert "data:image/svg+xml" in page
    key = re.search(r'<code class="break">([A-Z2-7-]+)</code>', page)
    assert key is not None
    code = TOTP(key=key[1].replace("-", "")).generate().token
    assert browser.post("/tf-validate", {"code": "000000"}).status_code == 200
    assert browser.post("/tf-validate", {"code": code}).status_code == 302
    assert is_in(browser)
    assert "disable" not in browser.text("/tf-setup")
    assert browser.post("/tf-setup", {"setup": "disable"}).status_code == 200
    assert desk.ledger.accounts.by_email(MAINTAINER).totp_secret  # type: ignore[union-attr]


def test_a_code_counts_once_and_wrong_codes_lock(desk: Desk) -> None:
    first = desk.anonymous()
    attempt(first, ADMIN)
    code = desk.code(ADMIN)
    first.get("/tf-validate")
    assert first.post("/tf-validate", {"code": code}).status_code == 302
    second = desk.anonymous()
    attempt(second, ADMIN)
    second.get("/tf-validate")
    assert second.post("/tf-validate", {"code": code}).status_code == 200
    for _ in range(5):
        second.post("/tf-validate", {"code": "123456"})
    assert second.post("/tf-validate", {"code": desk.code(ADMIN)}).status_code == 200
    assert not is_in(second)


def test_wrong_recovery_codes_lock_and_none_opens_a_locked_account(desk: Desk) -> None:
    admin = desk.login(Role.ADMIN)
    admin.get("/mf-recovery-codes")
    page = admin.post("/mf-recovery-codes", {"generate_new_codes": "1"}).get_data(as_text=True)
    (code, *_) = re.findall(r"<code>([0-9a-f-]{14})</code>", page)
    browser = desk.anonymous()
    attempt(browser, ADMIN)
    browser.get("/mf-recovery")
    for number in range(5):
        browser.post("/mf-recovery", {"code": f"000{number}-0000-0000"})
    account = desk.ledger.accounts.by_email(ADMIN)
    assert account is not None
    assert account.locked(desk.ledger.now())
    assert browser.post("/mf-recovery", {"code": code}).status_code == 200
    assert not is_in(browser)


def test_a_recovery_code_counts_once(desk: Desk) -> None:
    admin = desk.login(Role.ADMIN)
    admin.get("/mf-recovery-codes")
    page = admin.post("/mf-recovery-codes", {"generate_new_codes": "1"}).get_data(as_text=True)
    codes = re.findall(r"<code>([0-9a-f-]{14})</code>", page)
    assert len(codes) == 8
    kept = desk.ledger.accounts.by_email(ADMIN)
    assert kept is not None
    assert not set(codes) & set(kept.recovery_codes)  # they are stored encrypted
    for expected in (302, 200):
        browser = desk.anonymous()
        attempt(browser, ADMIN)
        browser.get("/mf-recovery")
        assert browser.post("/mf-recovery", {"code": codes[0]}).status_code == expected


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://jahat.example/", "//jahat.example", "/\\jahat.example", "https:jahat.example",
        "javascript:alert(1)", "/desk/\\@jahat.example", "\thttps://jahat.example",
    ],
)  # fmt: skip
def test_a_login_never_leads_elsewhere(desk: Desk, elsewhere: str) -> None:
    browser = desk.anonymous()
    browser.get("/login")
    form = {"email": MAINTAINER, "password": PASSWORD, "next": elsewhere}
    for answer in (
        browser.post("/login", form, query_string={"next": elsewhere}),
        desk.anonymous().get("/login", query_string={"next": elsewhere}),
    ):
        leads = urljoin("https://cekdiklat.example/desk/login", answer.location or "")
        assert leads.startswith("https://cekdiklat.example/")
        assert "\\" not in leads  # browsers take it for a slash


def test_a_login_leads_back_to_the_page_that_was_asked_for(desk: Desk) -> None:
    browser = desk.anonymous()
    asked = browser.get("/audit?actor=x")
    answer = attempt(browser, MAINTAINER, where=asked.location.removeprefix("/desk"))
    assert answer.location == "/desk/audit?actor=x"


def test_the_cookie_is_for_the_desk_alone(tmp_path: Path) -> None:
    for https in (False, True):
        app = create_app(Settings(home=tmp_path, rate_limit="", https=https))
        [cookie] = app.test_client().get("/desk/login").headers.getlist("Set-Cookie")
        flags = {part.strip().casefold() for part in cookie.split(";")[1:]}
        assert {"httponly", "path=/desk", "samesite=lax"} <= flags
        assert ("secure" in flags) is https


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    secret = desk_secret(settings)
    assert desk_secret(settings) == secret
    path = settings.home / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(UnusableSecretError, match="chmod 600"):
        desk_secret(settings)
    with pytest.raises(UnusableSecretError, match="32 characters"):
        desk_secret(Settings(home=tmp_path, secret_key="pendek"))


def test_the_first_page_says_how_to_make_the_first_admin(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path, rate_limit=""))
    assert "cekdiklat desk user add --role admin" in app.test_client().get("/desk/login").get_data(
        as_text=True
    )
