"""The short text to copy for the school's group: no quotes and no paths of addresses, so that no name or
number of a person travels."""

from __future__ import annotations

from collections.abc import Sequence

from registry.reading.signals.signal import Severity
from service.checking.level import Level
from service.checking.reason import Param, Params, Reason
from service.checking.texts import Language, say, texts
from service.checking.told_address import told, told_address, unclickable
from service.checking.verdict import Verdict

_REASONS = 2
_CHECKED = frozenset({"address", "host", "target", "url"})
"""What reasons call an address of the page; an organizer's (``official``, ``page``) stay whole."""
_WARNED = frozenset({"warned"})
"""What they call an address that a page warns of: it is never to be pressed."""
_SPEAKS_FOR_IT = frozenset({"proven", Severity.TRUST.value})
_ABOUT_AN_ADDRESS = frozenset({"lookalike_exact", "lookalike_exact_of_a_class", "flagged", "flagged_for_now"})


def share_text(verdict: Verdict, language: Language) -> str:
    """Headline, whose link, the main reasons and what to ask; plain lines, fit for WhatsApp.

    At ``danger`` no address of the page can be pressed: the text says not to pass it on.
    """
    danger = verdict.level is Level.DANGER
    mark = {Level.RECOGNIZED: "✅", Level.CAUTION: "⚠️", Level.DANGER: "⛔"}.get(verdict.level, "ℹ️")
    title = say("headline", verdict.headline, {"organizer": verdict.claimed or ""}, language)
    lines = [f"{mark} *{title}*"]
    if address := _address_meant(verdict):
        lines.append(unclickable(address) if danger else address)
    lines += [
        f"• {say('reason', reason.code, _public(reason.params, danger), language)}"
        for reason in _told(verdict)[:_REASONS]
    ]
    wanted = [advice for advice in verdict.advice if texts()["advice"][advice.code].kind in ("do", "ask")]
    lines += [f"→ {say('advice', advice.code, advice.params, language)}" for advice in wanted[:2]]
    lines.append(say("share", "footer", {"date": verdict.on}, language))
    return "\n".join(lines)


def _address_meant(verdict: Verdict) -> str | None:
    """The judged link; at ``danger`` the address that is the reason for it, where that is another one."""
    link, first = verdict.link, verdict.reasons[0]
    judged = told_address(link.given) if link else None
    if verdict.level is not Level.DANGER or first.code not in _ABOUT_AN_ADDRESS:
        return judged
    reason = told(str(first.params.get("host") or first.params["address"]))
    return judged if link and reason in (told_address(link.given), told_address(link.final)) else reason


def _told(verdict: Verdict) -> Sequence[Reason]:
    """Beside a risk nothing that speaks for the page: two lines cannot say that it cancels nothing."""
    if verdict.level not in (Level.CAUTION, Level.DANGER):
        return verdict.reasons
    return [it for it in verdict.reasons if texts()["reason"][it.code].standing not in _SPEAKS_FOR_IT]


def _public(params: Params, danger: bool) -> Params:
    told_on = {name: _address(value, danger) if name in _CHECKED else value for name, value in params.items()}
    return told_on | {name: unclickable(str(params[name])) for name in _WARNED & params.keys()}


def _address(value: Param, danger: bool) -> Param:
    address = told(str(value))
    return unclickable(address) if danger else address
