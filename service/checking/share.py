"""The short text to copy for the school's group: no quotes, so that no name or number of a person travels."""

from __future__ import annotations

from service.checking.level import Level
from service.checking.texts import Language, say, texts
from service.checking.verdict import Verdict

_REASONS = 2


def share_text(verdict: Verdict, language: Language) -> str:
    """Headline, link, the main reasons and what to ask; plain lines, fit for WhatsApp."""
    mark = {Level.RECOGNIZED: "✅", Level.CAUTION: "⚠️", Level.DANGER: "⛔"}.get(verdict.level, "ℹ️")
    title = say("headline", verdict.level.value, {"organizer": verdict.claimed or ""}, language)
    lines = [f"{mark} *{title}*"]
    if verdict.link:
        lines.append(verdict.link.given.url)
    lines += [
        f"• {say('reason', reason.code, reason.params, language)}" for reason in verdict.reasons[:_REASONS]
    ]
    wanted = [advice for advice in verdict.advice if texts()["advice"][advice.code].kind in ("do", "ask")]
    lines += [f"→ {say('advice', advice.code, advice.params, language)}" for advice in wanted[:2]]
    lines.append(say("share", "footer", {"date": verdict.on}, language))
    return "\n".join(lines)
