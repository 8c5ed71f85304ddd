"""What a certificate from this event is good for, by the rules in force on its date."""

from __future__ import annotations

from registry.reading.facts import PageType
from registry.rules.use import Usefulness
from service.checking.findings import Findings
from service.checking.reason import Reason, Source, Translated, Word


def use_reasons(found: Findings) -> list[Reason]:
    """May be empty: where only a link is given, there is no event to judge."""
    if not found.has_text:
        return []
    reasons = _event(found)
    if found.event.is_training and found.usefulness is not None:
        reasons += _by_the_rules(found.usefulness)
    return reasons


def _event(found: Findings) -> list[Reason]:
    """Whether there is anything to join."""
    event, reasons = found.event, []
    if not event.is_training:
        quote = event.evidence[0].text if event.evidence else None
        source = Source(f"page_type:{event.page_type.value}")
        if event.page_type is PageType.OTHER:
            reasons.append(Reason("unclear_page", quote=quote, source=source))
        else:
            what = Word(event.page_type.value)
            reasons.append(Reason("not_a_signup", {"what": what}, quote=quote, source=source))
    if event.last is not None and event.over(found.on):
        reasons.append(Reason("event_past", {"until": event.last}, quote=event.runs[-1].quote.text))
    return reasons


def _by_the_rules(use: Usefulness) -> list[Reason]:
    """Points, none any more, or no rule stored; more stands in the verdict's usefulness."""
    ids = {rule.id for rule in use.rules}
    if use.period is None:
        return [Reason("use_no_rule", {"day": use.day}, source=Source("rules"))]
    period = Translated(use.period.label("id"), use.period.label("en"))
    if use.points is not None:
        return [Reason("use_points", {"period": period, "points": use.points}, rule="R-04")]
    if "R-21" in ids:
        return [Reason("use_no_points", {"period": period}, rule="R-21")]
    return []
