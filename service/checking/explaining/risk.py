"""What speaks for risk, and what speaks against it; a trust sign never cancels a STOP."""

from __future__ import annotations

from registry.decision import tree_of
from registry.reading.signals.signal import Severity, Signal
from service.checking.findings import Findings, Flagged, Imitation
from service.checking.reason import Param, Reason, Source, Word

IMITATION = "N07"
"""Told by the imitation itself, which knows whose address is imitated and how."""

_TOLD = frozenset({"N04", "N06", IMITATION})
"""Signals that the answer to "who?" or an imitation tells with more in it."""

_FLAGGED = {
    (False, False): "flagged",
    (False, True): "flagged_for_now",
    (True, False): "flagged_tree",
    (True, True): "flagged_tree_for_now",
}
"""By whether a whole tree is meant, and whether one admin flagged it alone."""

_ORDER = tuple(Severity)  # from STOP to TRUST


def risk_reasons(found: Findings) -> list[Reason]:
    """The gravest first, signs of trust last; of equal weight, what imitates before what is asked for."""
    weighed = [(Severity.STOP, _flag(it)) for it in found.flags]
    weighed += [(Severity.STOP if it.exact else Severity.STRONG, _imitation(it)) for it in found.imitations]
    weighed += [(it.severity, _signal(it)) for it in found.signals if it.code not in _TOLD]
    weighed.sort(key=lambda pair: _ORDER.index(pair[0]))
    reasons = [*(reason for _, reason in weighed), *(_told_of(address) for address in found.told_of)]
    return list({(reason.code, reason.quote): reason for reason in reasons}.values())


def _signal(signal: Signal) -> Reason:
    return Reason(signal.code, signal.params, quote=signal.quote, rule=signal.code)


def _told_of(address: str) -> Reason:
    return Reason("told_of", {"warned": address}, quote=address, rule=IMITATION)


def _flag(it: Flagged) -> Reason:
    decision = it.decision
    tree = tree_of(decision.subject)
    params: dict[str, Param] = {
        # Of a whole tree, the page at hand is not what anybody looked at.
        "address": tree or it.address,
        "ground": Word(f"ground_{decision.ground}"),
        "day": decision.decided_on,
        "case": decision.case,
    }
    code = _FLAGGED[tree is not None, decision.until is not None]
    return Reason(code, params, source=Source(f"case:{decision.case}", seen_on=decision.decided_on))


def _imitation(it: Imitation) -> Reason:
    code = "lookalike_exact" if it.exact else "lookalike_heuristic"
    params: dict[str, Param] = {"host": it.host, "organizer": it.claimed or Word("public_body")}
    if it.official is not None:
        params["official"] = it.official
    return Reason(code if it.official else f"{code}_of_a_class", params, quote=it.host, rule=IMITATION)
