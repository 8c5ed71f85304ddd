"""Proposals: organizers that ask to be listed. Nothing is believed until a maintainer accepts it."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.ledger.cases.models import ProposalEntry
from registry.ledger.cases.numbers import hash_secret, new_number, new_secret
from registry.ledger.engine import Transactions
from registry.organizer import Kind
from registry.values import dataclass

CODE_LASTS = timedelta(hours=24)
MOST_CODES = 3
"""For one proposal. Nobody's mailbox is filled through us."""
MOST_CODES_A_DAY = 6
"""To one address, for whatever proposals name it: anybody can make as many as she likes."""
MOST_TRIES = 5
"""A code of eight digits cannot be guessed in so many tries."""


class ProposalState(StrEnum):
    """Where a proposal stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Role(StrEnum):
    """Who proposes."""

    ORGANIZER = "organizer"
    TEACHER = "teacher"


class ProposalError(ValueError):
    """What was asked cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is proposed. ``evidence``: words by what it is (letter, office page, number, platform page).

    ``host``: an address whose control the proposer wants to prove; ``mail``: an institutional address.
    """

    role: Role
    kind: Kind
    name: str
    region: str | None = None
    registration: str | None = None
    website: str | None = None
    aliases: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    host: str | None = None
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands. ``host_token`` is what the proposer publishes at the host to prove control."""

    id: int
    number: str
    state: ProposalState
    draft: Draft
    host_token: str
    host_proof: Mapping[str, Any]
    mail_proven: bool
    received: datetime
    decided_by: str | None
    decided: datetime | None
    reason: str | None
    organizer_id: str | None
    version: int

    @property
    def host_proven(self) -> bool:
        """Whether control of the host was proven."""
        return self.host_proof.get("proven") is True


class Proposals:
    """Takes proposals in and keeps what was proven."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def submit(self, draft: Draft, now: datetime | None = None) -> tuple[Proposal, str]:
        """Keeps a proposal; returns it and the secret of its private page, which is shown once."""
        secret = new_secret()
        row = ProposalEntry(
            number=new_number("US"),
            secret=hash_secret(secret),
            state=ProposalState.RECEIVED,
            role=draft.role,
            kind=draft.kind,
            name=draft.name,
            region=draft.region,
            registration=draft.registration,
            website=draft.website,
            aliases=list(draft.aliases),
            evidence=dict(draft.evidence),
            host=draft.host,
            host_token=secrets.token_hex(16),
            mail=draft.mail,
            received=now or self._transactions.now(),
            version=1,
        )
        with self._transactions.writing() as session:
            session.add(row)
            session.flush()
            return proposal_of(row), secret

    def by_secret(self, number: str, secret: str) -> Proposal | None:
        """The proposal that this number and secret open, ``None`` for any other pair."""
        with self._transactions.reading() as session:
            row = session.scalar(
                select(ProposalEntry).where(
                    ProposalEntry.secret == hash_secret(secret),
                    ProposalEntry.number == number.strip().upper(),
                )
            )
            return None if row is None else proposal_of(row)

    def get(self, number: str) -> Proposal | None:
        """The proposal of this number."""
        with self._transactions.reading() as session:
            row = _row(session, number)
            return None if row is None else proposal_of(row)

    def listed(self, state: ProposalState, after: int = 0, limit: int = 50) -> list[Proposal]:
        """A page of proposals in a state, the oldest first. ``after``: the id of the last one seen."""
        with self._transactions.reading() as session:
            rows = session.scalars(
                select(ProposalEntry)
                .where(ProposalEntry.state == state, ProposalEntry.id > after)
                .order_by(ProposalEntry.id)
                .limit(limit)
            )
            return [proposal_of(row) for row in rows]

    def prove_host(self, number: str, result: Mapping[str, Any]) -> None:
        """Keeps what the worker found when it looked for the token at the host."""
        with self._transactions.writing() as session:
            if (row := _row(session, number)) is not None:
                row.host_proof = {**result, "at": self._transactions.now().isoformat()}

    def new_code(self, number: str, now: datetime | None = None) -> str:
        """A code to be mailed to the institutional address; an earlier one no longer counts.

        Raises:
            ProposalError: there is no such proposal or address, it waits for no proof any more, or it was
                sent as many codes as may be.
        """
        code, now = f"{secrets.randbelow(10**8):08d}", now or self._transactions.now()
        with self._transactions.writing() as session:
            row = _row(session, number)
            if row is None or not row.mail:
                raise ProposalError("there is no address to send a code to")
            if row.state != ProposalState.RECEIVED or "proven" in (row.mail_proof or {}):
                raise ProposalError("this proposal waits for no code any more")
            codes = (row.mail_proof or {}).get("codes", 0)
            if codes >= MOST_CODES or _codes_of_a_day(session, row.mail, now) >= MOST_CODES_A_DAY:
                raise ProposalError("as many codes as may be were sent to this address")
            row.mail_proof = {
                "codes": codes + 1,
                "code": hash_secret(f"{row.number}{code}").hex(),
                "sent": now.isoformat(),
                "tries": 0,
            }
        return code

    def prove_mail(self, number: str, code: str, now: datetime | None = None) -> bool:
        """Whether the code is the one that was mailed; after five wrong ones none is."""
        now = now or self._transactions.now()
        with self._transactions.writing() as session:
            row = _row(session, number)
            proof = dict((row.mail_proof if row else None) or {})
            if row is None or "code" not in proof or proof["tries"] >= MOST_TRIES:
                return False
            proof["tries"] += 1
            right = hmac.compare_digest(proof["code"], hash_secret(f"{row.number}{code.strip()}").hex())
            fresh = now - datetime.fromisoformat(proof["sent"]) <= CODE_LASTS
            if right and fresh:
                proof = {"proven": now.isoformat(), "codes": proof["codes"], "sent": proof["sent"]}
            row.mail_proof = proof
            return right and fresh

    def decide(self, number: str, version: int, decision: ProposalDecision) -> Proposal:
        """Ends a proposal. Accepting it, the caller records the sighting in the same transaction.

        Raises:
            ProposalError: it was decided or changed by somebody else, or no reason is given.
        """
        if not decision.reason.strip():
            raise ProposalError("give a reason")
        with self._transactions.writing() as session:
            row = _row(session, number)
            if row is None or row.version != version or row.state != ProposalState.RECEIVED:
                raise ProposalError("the proposal was decided or changed in the meantime")
            row.state, row.decided_by, row.reason = decision.state, decision.by, decision.reason.strip()
            row.decided, row.organizer_id = self._transactions.now(), decision.organizer_id
            row.version += 1
            session.flush()
            return proposal_of(row)


@dataclass(frozen=True, slots=True)
class ProposalDecision:
    """A maintainer's answer. ``organizer_id``: what the accepted proposal became."""

    state: ProposalState
    by: str
    reason: str
    organizer_id: str | None = None


def _row(session: Session, number: str) -> ProposalEntry | None:
    return session.scalar(
        select(ProposalEntry).where(ProposalEntry.number == number.strip().upper()).with_for_update()
    )


def _codes_of_a_day(session: Session, mail: str, now: datetime) -> int:
    proofs = session.scalars(
        select(ProposalEntry.mail_proof).where(func.lower(ProposalEntry.mail) == mail.lower())
    )
    return sum(
        proof.get("codes", 0)
        for proof in proofs
        if proof and "sent" in proof and now - datetime.fromisoformat(proof["sent"]) < timedelta(days=1)
    )


def proposal_of(row: ProposalEntry) -> Proposal:
    """The shape of a row."""
    return Proposal(
        id=row.id,
        number=row.number,
        state=ProposalState(row.state),
        draft=Draft(
            role=Role(row.role),
            kind=Kind(row.kind),
            name=row.name,
            region=row.region,
            registration=row.registration,
            website=row.website,
            aliases=tuple(row.aliases or ()),
            evidence=row.evidence or {},
            host=row.host,
            mail=row.mail,
        ),
        host_token=row.host_token,
        host_proof=row.host_proof or {},
        mail_proven="proven" in (row.mail_proof or {}),
        received=row.received,
        decided_by=row.decided_by,
        decided=row.decided,
        reason=row.reason,
        organizer_id=row.organizer_id,
        version=row.version,
    )
