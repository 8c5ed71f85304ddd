"""In which browsers somebody is logged in, so that each can be seen and ended by itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update

from registry.ledger.desk.models import LoginEntry
from registry.ledger.engine import Transactions
from registry.values import dataclass

#: A login nobody used for so long is over (OWASP ASVS 3.3: twelve hours and thirty minutes are its strictest;
#: maintainers work through long lists, so a working day).
IDLE = timedelta(hours=10)
LONGEST = timedelta(days=7)
#: ``last_seen`` is written this seldom: reading a page is no reason to wait for the ledger's writers.
_SEEN_EVERY = timedelta(minutes=5)
_LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Login:
    """One browser's login. ``agent``: what the browser calls itself."""

    id: int
    account_id: int
    agent: str | None
    created: datetime
    last_seen: datetime


class Logins:
    """``login`` rows; the cookie's token itself is not stored."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def open(self, account_id: int, agent: str | None) -> str:
        """Begins a login; returns the token for the cookie."""
        token, now = secrets.token_urlsafe(32), self._transactions.now()
        with self._transactions.writing() as session:
            session.add(
                LoginEntry(
                    token=_digest(token),
                    account_id=account_id,
                    agent=(agent or "")[:_LONGEST_AGENT] or None,
                    created=now,
                    last_seen=now,
                )
            )
        return token

    def current(self, token: str) -> Login | None:
        """The login of this token, unless it was ended, is too old or was not used for too long."""
        with self._transactions.reading() as session:
            row = session.scalar(
                select(LoginEntry).where(LoginEntry.token == _digest(token), LoginEntry.ended.is_(None))
            )
        now = self._transactions.now()
        if row is None or now - row.last_seen > IDLE or now - row.created > LONGEST:
            return None
        if now - row.last_seen > _SEEN_EVERY:
            self._set(row.id, last_seen=now)
        return _login(row)

    def of(self, account_id: int) -> list[Login]:
        """Where the account is logged in now, the last used first."""
        now = self._transactions.now()
        row = LoginEntry
        with self._transactions.reading() as session:
            rows = session.scalars(
                select(row)
                .where(row.account_id == account_id, row.ended.is_(None))
                .where(row.last_seen > now - IDLE, row.created > now - LONGEST)
                .order_by(row.last_seen.desc())
            )
            return [_login(found) for found in rows]

    def end(self, login_id: int, account_id: int) -> bool:
        """Ends one login of this account; ``False`` when it has no such login."""
        row = LoginEntry
        with self._transactions.writing() as session:
            ended = session.execute(
                update(row)
                .where(row.id == login_id, row.account_id == account_id, row.ended.is_(None))
                .values(ended=self._transactions.now())
                .returning(row.id)
            )
            return ended.scalar() is not None

    def end_all(self, account_id: int, but: int | None = None) -> None:
        """Ends every login of this account, all but one if told."""
        row = LoginEntry
        with self._transactions.writing() as session:
            session.execute(
                update(row)
                .where(row.account_id == account_id, row.ended.is_(None), row.id != (but or 0))
                .values(ended=self._transactions.now())
            )

    def _set(self, login_id: int, **values: object) -> None:
        with self._transactions.writing() as session:
            session.execute(update(LoginEntry).where(LoginEntry.id == login_id).values(**values))


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _login(row: LoginEntry) -> Login:
    return Login(row.id, row.account_id, row.agent, row.created, row.last_seen)
