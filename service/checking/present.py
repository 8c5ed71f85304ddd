"""The verdict as the JSON that every client reads (``docs/verdicts.md`` describes each field)."""

from __future__ import annotations

from datetime import date
from typing import Any

from registry.reading.facts import EventFacts
from registry.reading.signals.signal import Signal
from registry.region import gazetteer
from registry.rules.notes import Note
from registry.rules.use import Usefulness
from service.checking.findings import LinkFacts, Tie
from service.checking.reason import Reason, Source
from service.checking.share import share_text
from service.checking.texts import Language, say, texts
from service.checking.verdict import Advice, Verdict

Json = dict[str, Any]

_NOTES = 3  # of the remarks on usefulness, those that fit into one short paragraph


def present(verdict: Verdict, language: Language) -> Json:
    """All fields of DESIGN's check answer; a field that has no value is left out."""
    return _known(
        {
            "level": verdict.level.value,
            "headline": headline(verdict, language),
            "reasons": [_reason(reason, language) for reason in verdict.reasons],
            "organizers": [_organizer(tie, verdict.on) for tie in verdict.organizers],
            "signals": [_signal(signal, language) for signal in verdict.signals],
            "event": _event(verdict.event, verdict),
            "usefulness": _usefulness(verdict.usefulness, language),
            "link": _link(verdict.link),
            "advice": [_advice(advice, language) for advice in verdict.advice],
            "snapshot": verdict.snapshot,
            "date": verdict.on.isoformat(),
            "language": language.value,
            "share": share_text(verdict, language),
        }
    )


def headline(verdict: Verdict, language: Language) -> str:
    """The level in words."""
    return say("headline", verdict.headline, {"organizer": verdict.claimed or ""}, language)


def _reason(reason: Reason, language: Language) -> Json:
    text = texts()["reason"][reason.code]
    return _known(
        {
            "code": reason.code,
            "question": text.question,
            "standing": text.standing,
            "text": say("reason", reason.code, reason.params, language),
            "quote": reason.quote,
            "rule": reason.rule,
            "source": _source(reason.source),
        }
    )


def _source(source: Source | None) -> Json | None:
    if source is None:
        return None
    seen = source.seen_on.isoformat() if source.seen_on else None
    return _known({"name": source.name, "url": source.url, "seen_on": seen})


def _organizer(tie: Tie, on: date) -> Json:
    organizer = tie.organizer
    region = {"code": organizer.region, "name": region_name(organizer.region)} if organizer.region else None
    return _known(
        {
            "id": organizer.id,
            "name": organizer.name,
            "kind": organizer.kind.value,
            "region": region,
            "relation": tie.relation.value,
            "score": round(tie.score, 4),
            "quote": tie.quote,
            "official_host": tie.official_host(on),
        }
    )


def region_name(code: str) -> str:
    """The full name of a region, or its code where the list does not hold it."""
    region = gazetteer().get(code)
    return region.name if region else code


def _signal(signal: Signal, language: Language) -> Json:
    return _known(
        {
            "code": signal.code,
            "stop": signal.stop,
            "severity": signal.severity.value,
            "text": say("reason", signal.code, signal.params, language),
            "quote": signal.quote,
        }
    )


def _event(event: EventFacts, verdict: Verdict) -> Json:
    fee = event.fee and _known(
        {
            "amount_idr": event.fee.amount_idr,
            "for": event.fee.purpose.value,
            "basis": event.fee.basis.value,
            "quote": event.fee.quote.text,
        }
    )
    return _known(
        {
            "is_training": event.is_training,
            "page_type": event.page_type.value,
            "dates": [day.isoformat() for day in event.dates],
            "runs": [{"first": run.first.isoformat(), "last": run.last.isoformat()} for run in event.runs],
            "over": event.over(verdict.on),
            "jp": event.jp.hours if event.jp else None,
            "fee": fee,
            "activity": event.activity.code if event.activity else None,
        }
    )


def _link(link: LinkFacts | None) -> Json | None:
    if link is None:
        return None
    hops = list(link.hops) if link.hops else None
    return _known({"key": link.given.key, "url": link.given.url, "host": link.final.host, "hops": hops})


def _advice(advice: Advice, language: Language) -> Json:
    text = texts()["advice"][advice.code]
    return {
        "code": advice.code,
        "kind": text.kind,
        "text": say("advice", advice.code, advice.params, language),
    }


def _usefulness(use: Usefulness | None, language: Language) -> Json | None:
    if use is None:
        return None
    notes = [_note(note, language) for note in use.notes]
    return _known(
        {
            "period": use.period.label(language.value) if use.period else None,
            "day": use.day.isoformat(),
            "dated": use.dated,
            "fit": use.fit.value,
            "points": use.points,
            "rules": [rule.id for rule in use.rules],
            "conflicts": [list(pair) for pair in use.conflicts],
            "note": " ".join(note["text"] for note in notes[:_NOTES]),
            "notes": notes,
        }
    )


def _note(note: Note, language: Language) -> Json:
    return {"code": note.code, "text": note.text(language.value), "rules": list(note.rules)}


def _known(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
