"""Proposals: kept, proven step by step, believed only when a maintainer says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from registry.ledger import Ledger
from registry.ledger.cases.proposals import (
    MOST_CODES,
    MOST_CODES_A_DAY,
    MOST_TRIES,
    Draft,
    Proposal,
    ProposalDecision,
    ProposalError,
    ProposalState,
    Role,
)
from registry.organizer import Kind

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
DRAFT = Draft(
    Role.ORGANIZER,
    Kind.WORKING_GROUP,
    "MGMP Rekaan SMP Kabupaten Bandung",
    region="32.04",
    evidence={"letter": "SK 1/2026 (rekaan)"},
    host="mgmp-rekaan.or.id",
    mail="pengurus@mgmp-rekaan.or.id",
)


@pytest.fixture
def proposal(ledger: Ledger) -> Proposal:
    return ledger.proposals.submit(DRAFT, NOW)[0]


def test_a_proposal_is_found_by_its_secret_alone(ledger: Ledger) -> None:
    made, secret = ledger.proposals.submit(DRAFT, NOW)
    assert made.draft == DRAFT
    found = ledger.proposals.by_secret(made.number, secret)
    assert found is not None
    assert found.number == made.number
    assert ledger.proposals.by_secret(made.number, secret[:-1]) is None
    assert [it.number for it in ledger.proposals.listed(ProposalState.RECEIVED)] == [made.number]


def test_control_of_a_host_is_what_the_worker_found(ledger: Ledger, proposal: Proposal) -> None:
    assert not proposal.host_proven
    ledger.proposals.prove_host(proposal.number, {"proven": False, "reason": "no_token", "method": "dns"})
    assert not _again(ledger, proposal).host_proven
    ledger.proposals.prove_host(proposal.number, {"proven": True, "reason": None, "method": "dns"})
    assert _again(ledger, proposal).host_proven


def test_a_mailed_code_proves_an_address(ledger: Ledger, proposal: Proposal) -> None:
    assert not ledger.proposals.prove_mail(proposal.number, "00000000", NOW)
    code = ledger.proposals.new_code(proposal.number, NOW)
    assert not ledger.proposals.prove_mail(proposal.number, _wrong(code), NOW)
    assert not ledger.proposals.prove_mail(proposal.number, code, NOW + timedelta(hours=25))
    assert ledger.proposals.prove_mail(proposal.number, f" {code} ", NOW + timedelta(hours=23))
    assert _again(ledger, proposal).mail_proven


def test_a_code_cannot_be_guessed(ledger: Ledger, proposal: Proposal) -> None:
    code = ledger.proposals.new_code(proposal.number, NOW)
    for _ in range(MOST_TRIES):
        assert not ledger.proposals.prove_mail(proposal.number, _wrong(code), NOW)
    assert not ledger.proposals.prove_mail(proposal.number, code, NOW)


def test_nobodys_mailbox_is_filled(ledger: Ledger, proposal: Proposal) -> None:
    for _ in range(MOST_CODES):
        ledger.proposals.new_code(proposal.number, NOW)
    with pytest.raises(ProposalError, match="as many codes"):
        ledger.proposals.new_code(proposal.number, NOW)


def test_nobodys_mailbox_is_filled_with_more_proposals_either(ledger: Ledger) -> None:
    many = [ledger.proposals.submit(replace(DRAFT, mail="Disdik@Rekaan.go.id"), NOW)[0] for _ in range(8)]
    for one in many[:MOST_CODES_A_DAY]:
        ledger.proposals.new_code(one.number, NOW)
    with pytest.raises(ProposalError, match="as many codes"):
        ledger.proposals.new_code(many[-1].number, NOW)
    assert ledger.proposals.new_code(many[-1].number, NOW + timedelta(days=1))


def test_what_is_proven_stays_so_when_another_code_is_asked_for(ledger: Ledger, proposal: Proposal) -> None:
    assert ledger.proposals.prove_mail(proposal.number, ledger.proposals.new_code(proposal.number, NOW), NOW)
    with pytest.raises(ProposalError, match="no code any more"):
        ledger.proposals.new_code(proposal.number, NOW)
    assert _again(ledger, proposal).mail_proven


def test_a_decision_needs_a_reason_and_comes_once(ledger: Ledger, proposal: Proposal) -> None:
    accepted = ProposalDecision(ProposalState.ACCEPTED, "pengelola-a", "SK dinas cocok", "mgmp-x")
    with pytest.raises(ProposalError, match="reason"):
        ledger.proposals.decide(
            proposal.number, proposal.version, ProposalDecision(ProposalState.REFUSED, "a", "")
        )
    done = ledger.proposals.decide(proposal.number, proposal.version, accepted)
    assert (done.state, done.organizer_id, done.decided_by) == (
        ProposalState.ACCEPTED,
        "mgmp-x",
        "pengelola-a",
    )
    with pytest.raises(ProposalError, match="meantime"):
        ledger.proposals.decide(proposal.number, proposal.version, accepted)


def _again(ledger: Ledger, proposal: Proposal) -> Proposal:
    found = ledger.proposals.get(proposal.number)
    assert found is not None
    return found


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08d}"
