"""Who works at the desk: accounts, their credentials, and how often somebody failed to get in."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update

from registry.ledger.desk.models import AccountEntry
from registry.ledger.engine import Transactions
from registry.values import dataclass

#: This many failures are a person who mistypes; each one more doubles the wait.
FREE_FAILURES = 5
LONGEST_LOCK = timedelta(minutes=30)


class Role(StrEnum):
    """What somebody may do at the desk."""

    OBSERVER = "observer"  # looks, changes nothing
    MAINTAINER = "maintainer"  # keeps the registry
    ADMIN = "admin"  # decides cases; keeps accounts


class AccountExistsError(ValueError):
    """There is an account with this e-mail address already."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as stored; fields as in :class:`AccountEntry`."""

    id: int
    email: str
    name: str
    role: Role
    active: bool
    password: str
    stamp: str
    totp_method: str | None
    totp_secret: str | None
    totp_counter: int | None
    recovery_codes: tuple[str, ...]
    failures: int
    locked_until: datetime | None
    last_login: datetime | None
    created: datetime

    def locked(self, now: datetime) -> bool:
        """Whether even the right password does not get in now."""
        return self.locked_until is not None and self.locked_until > now


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an account's owner may change; ``None`` leaves nothing, it clears."""

    password: str
    stamp: str
    totp_method: str | None
    totp_secret: str | None
    recovery_codes: tuple[str, ...]


class Accounts:
    """``account`` rows. E-mail addresses are compared without case."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, email: str, name: str, role: Role, password: str) -> Account:
        """Makes an account. ``password``: the hash, never the password.

        Raises:
            AccountExistsError: the address has an account.
        """
        email = email.strip().casefold()
        with self._transactions.writing() as session:
            if session.scalar(select(AccountEntry.id).where(AccountEntry.email == email)) is not None:
                raise AccountExistsError(f"{email} has an account already")
            row = AccountEntry(
                email=email,
                name=name.strip() or email,
                role=role.value,
                active=True,
                password=password,
                stamp=secrets.token_hex(16),
                failures=0,
                created=self._transactions.now(),
            )
            session.add(row)
            session.flush()
            return _account(row)

    def by_id(self, account_id: int) -> Account | None:
        """The account with this number."""
        return self._one(AccountEntry.id == account_id)

    def by_email(self, email: str) -> Account | None:
        """The account of this address."""
        return self._one(AccountEntry.email == email.strip().casefold())

    def by_stamp(self, stamp: str) -> Account | None:
        """The account that a session cookie names."""
        return self._one(AccountEntry.stamp == stamp)

    def all(self) -> list[Account]:
        """All accounts, by address: a desk has dozens."""
        with self._transactions.reading() as session:
            return [
                _account(row) for row in session.scalars(select(AccountEntry).order_by(AccountEntry.email))
            ]

    def any(self) -> bool:
        """Whether anybody works here yet."""
        with self._transactions.reading() as session:
            return session.scalar(select(AccountEntry.id).limit(1)) is not None

    def save(self, account_id: int, credentials: Credentials) -> None:
        """Stores what the owner changed."""
        values = asdict(credentials) | {"recovery_codes": list(credentials.recovery_codes) or None}
        self._update(account_id, **values)

    def reset(self, account_id: int, password: str, *, second_factor: bool) -> None:
        """Gives who is locked out a new password (its hash); ends the logins and forgets the failures.

        ``second_factor``: the authenticator app and the recovery codes are forgotten, too.
        """
        forgotten = ("totp_method", "totp_secret", "totp_counter", "recovery_codes") if second_factor else ()
        self._update(
            account_id,
            password=password,
            stamp=secrets.token_hex(16),
            failures=0,
            locked_until=None,
            **dict.fromkeys(forgotten),
        )

    def set_role(self, account_id: int, role: Role) -> None:
        """Gives an account another role; ends its logins, which were judged by the old one."""
        self._update(account_id, role=role.value, stamp=secrets.token_hex(16))

    def set_active(self, account_id: int, active: bool) -> None:
        """Closes an account, which ends its logins, or opens it again."""
        self._update(account_id, active=active, stamp=secrets.token_hex(16))

    def unlock(self, account_id: int) -> None:
        """Forgets the failures."""
        self._update(account_id, failures=0, locked_until=None)

    def failed(self, account_id: int) -> datetime | None:
        """Counts a wrong password or code; returns until when the account is locked by it, if it is."""
        with self._transactions.writing() as session:
            row = session.get_one(AccountEntry, account_id, populate_existing=True)
            row.failures += 1
            over = row.failures - FREE_FAILURES
            if over >= 0:
                # After LONGEST_LOCK further doubling says nothing; 2**over would overflow a timedelta.
                wait = min(LONGEST_LOCK, timedelta(minutes=1) * 2 ** min(over, 10))
                row.locked_until = self._transactions.now() + wait
            return row.locked_until

    def succeeded(self, account_id: int) -> None:
        """A good login: failures are forgotten."""
        self._update(account_id, failures=0, locked_until=None, last_login=self._transactions.now())

    def use_totp(self, account_id: int, counter: int) -> bool:
        """Whether a code's time step is newer than all used before; then it is used up by this."""
        row = AccountEntry
        with self._transactions.writing() as session:
            fresh = (row.totp_counter.is_(None)) | (row.totp_counter < counter)
            used = session.execute(
                update(row).where(row.id == account_id, fresh).values(totp_counter=counter).returning(row.id)
            )
            return used.scalar() is not None

    def _one(self, condition: object) -> Account | None:
        with self._transactions.reading() as session:
            row = session.scalar(select(AccountEntry).where(condition))  # type: ignore[arg-type]
            return None if row is None else _account(row)

    def _update(self, account_id: int, **values: object) -> None:
        with self._transactions.writing() as session:
            session.execute(update(AccountEntry).where(AccountEntry.id == account_id).values(**values))


def _account(row: AccountEntry) -> Account:
    return Account(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        active=row.active,
        password=row.password,
        stamp=row.stamp,
        totp_method=row.totp_method,
        totp_secret=row.totp_secret,
        totp_counter=row.totp_counter,
        recovery_codes=tuple(row.recovery_codes or ()),
        failures=row.failures,
        locked_until=row.locked_until,
        last_login=row.last_login,
        created=row.created,
    )
