"""What becomes of an accepted proposal: a sighting of the lowest trust, with who accepted it and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from registry.ledger.cases.proposals import Proposal, ProposalDecision
from registry.ledger.models import SightingEntry
from registry.ledger.runs import RunOutcome
from registry.ledger.sighting import Sighting
from registry.ledger.sources import SourceInfo, Trust
from registry.organizer import PROPOSALS, Host

if TYPE_CHECKING:
    from registry.ledger.ledger import Ledger

SOURCE = SourceInfo(PROPOSALS, title="Usulan penyelenggara dan guru", trust=Trust.PROPOSAL)


def accept(
    ledger: Ledger, proposal: Proposal, version: int, decision: ProposalDecision, on: date
) -> Proposal:
    """Ends the proposal and records what it says; both or nothing.

    A host counts only when its control was proven; the address that was merely named is kept as the website.

    Raises:
        ProposalError: decided or changed in the meantime, or no reason is given.
    """
    draft = proposal.draft
    proven = (Host(draft.host, confidence="A"),) if draft.host and proposal.host_proven else ()
    with ledger.transaction() as session:
        run = ledger.runs.start(SOURCE)
        said = Sighting(
            key=proposal.number,
            kind=draft.kind,
            name=draft.name,
            seen_on=on,
            region=draft.region,
            registration=draft.registration,
            website=draft.website,
            hosts=proven,
            url=draft.evidence.get("office_page") or draft.evidence.get("platform_page"),
            citation=decision.reason.strip(),
            original={**draft.evidence, "proposed": proposal.number},
        )
        ledger.sightings.record(run, [said])
        ledger.runs.finish(run, RunOutcome.GOOD)
        organizer = session.scalar(
            select(SightingEntry.organizer_id).where(
                SightingEntry.source_id == run.source_id, SightingEntry.key == proposal.number
            )
        )
        return ledger.proposals.decide(proposal.number, version, replace(decision, organizer_id=organizer))
