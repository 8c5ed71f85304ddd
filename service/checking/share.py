"""The short text to copy for the school's group: no quotes and no paths of addresses, so that no name or
number of a person travels."""

from __future__ import annotations

from service.checking.level import Level
from service.checking.reason import Param, Params
from service.checking.texts import Language, say, texts
from service.checking.told_address import told, told_address, unclickable
from service.checking.verdict import Verdict

_REASONS = 2
_CHECKED = frozenset({"address", "host", "target", "url"})
"""What reasons call an address of the page; an organizer's (``official``, ``page``) stay whole."""


def share_text(verdict: Verdict, language: Language) -> str:
    """Headline, whose link, the main reasons and what to ask; plain lines, fit for WhatsApp.

    At ``danger`` no address of the page can be pressed: the text says not to pass it on.
    """
    danger = verdict.level is Level.DANGER
    mark = {Level.RECOGNIZED: "✅", Level.CAUTION: "⚠️", Level.DANGER: "⛔"}.get(verdict.level, "ℹ️")
    title = say("headline", verdict.level.value, {"organizer": verdict.claimed or ""}, language)
    lines = [f"{mark} *{title}*"]
    if verdict.link:
        address = told_address(verdict.link.given)
        lines.append(unclickable(address) if danger else address)
    lines += [
        f"• {say('reason', reason.code, _public(reason.params, danger), language)}"
        for reason in verdict.reasons[:_REASONS]
    ]
    wanted = [advice for advice in verdict.advice if texts()["advice"][advice.code].kind in ("do", "ask")]
    lines += [f"→ {say('advice', advice.code, advice.params, language)}" for advice in wanted[:2]]
    lines.append(say("share", "footer", {"date": verdict.on}, language))
    return "\n".join(lines)


def _public(params: Params, danger: bool) -> Params:
    return {name: _address(value, danger) if name in _CHECKED else value for name, value in params.items()}


def _address(value: Param, danger: bool) -> Param:
    address = told(str(value))
    return unclickable(address) if danger else address
