"""The state of a link or host after one visit: five words, with evidence; dead only when it cannot be
otherwise."""

from __future__ import annotations

from typing import Any

from crawler.outbound.answer import Answer, Outcome
from crawler.outbound.door import Door
from crawler.outbound.target import RefusedError, read_target
from registry.ledger.health import HealthState

_STATE = {
    Outcome.OK: HealthState.ALIVE,
    Outcome.NOT_MODIFIED: HealthState.ALIVE,
    Outcome.TOO_LARGE: HealthState.ALIVE,  # it answered, with more than we take
    Outcome.LIMITED: HealthState.LIMITED,
    Outcome.BLOCKED: HealthState.BLOCKED,
    Outcome.ROBOTS: HealthState.BLOCKED,
    Outcome.UNRESOLVED: HealthState.DEAD,
    Outcome.GONE: HealthState.DEAD,  # see `observe`
}


async def observe(door: Door, url: str) -> tuple[HealthState, dict[str, Any], Answer]:
    """Visit an address once. What one visit can prove; the ledger calls it dead only after a second one.

    404 is believed only from a server that also has something to say: some official hosts answer every robot
    with 404, front page included, while browsers get in. That is ``blocked``.
    """
    answer = await door.fetch(url)
    state = _STATE.get(answer.outcome, HealthState.UNKNOWN)
    evidence: dict[str, Any] = {
        "outcome": answer.outcome.value,
        "status": answer.status,
        "reason": answer.reason,
        "final": answer.final_url.partition("?")[0],
        "hops": len(answer.hops),
    }
    if answer.outcome is Outcome.GONE:
        front = await _front_page(door, answer.final_url)
        evidence["front_page"] = front.outcome.value if front is not None else "the same page"
        if front is None or front.outcome is not Outcome.OK:
            state = HealthState.BLOCKED
    return state, {name: value for name, value in evidence.items() if value is not None}, answer


async def _front_page(door: Door, url: str) -> Answer | None:
    """What the host's front page says, ``None`` when it is the page itself."""
    try:
        target = read_target(url)
    except RefusedError:
        return None
    front = f"{target.origin}/"
    return None if target.url == front else await door.fetch(front)
