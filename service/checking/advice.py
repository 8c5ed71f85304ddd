"""What to do now: calm, short, and by level."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.reading.facts import EventFacts
from registry.rules.periods import period_on
from service.checking.findings import Findings, Relation
from service.checking.level import Level
from service.checking.verdict import Advice

_RUANG_GTK_SINCE = date(2025, 1, 21)
"""PMM became Ruang GTK inside Rumah Pendidikan on this day (rule R-23)."""

_ASK_BY_SIGNAL = {
    "N09": "ask_data",
    "N10": "ask_hours",
    "N12": "ask_rule",
    "N13": "ask_cost",
    "N15": "ask_contact",
    "N16": "ask_hours",
}
_PATH = ("path_platform", "path_community", "path_webinar", "path_topic", "path_attend", "path_certificate")


def advise(found: Findings, level: Level) -> tuple[Advice, ...]:
    """Things to do, questions to ask, the safe path, what a certificate is worth; in that order."""
    return (*_do(found, level), *_ask(found, level), *_path(found.on), *_notes())


def _do(found: Findings, level: Level) -> Iterator[Advice]:
    codes = {signal.code for signal in found.signals}
    if found.link and found.link.unresolved:
        yield Advice("wait_for_short_link")
    if level is Level.DANGER:
        yield Advice("do_not_fill")
    if "N08" in codes:
        yield Advice("change_password")
    if codes & {"N01", "N02"}:
        yield Advice("no_need_to_share")
    if level is not Level.RECOGNIZED:
        for name, official in _official_sites(found):
            yield Advice("use_official_site", {"organizer": name, "official": official})
    joins = found.event.is_training or not found.has_text
    if joins and level is not Level.DANGER:  # else it reads like a day until which to fill something in
        yield from _no_hurry(found.event, found.on)
    if level is Level.RECOGNIZED:
        yield Advice("note_dates")


def _no_hurry(event: EventFacts, on: date) -> Iterator[Advice]:
    """How long the event's period still lasts; not in its last days, and not once the event is over."""
    period = period_on(event.first or on)
    days = period.calm_days(on) if period else None
    if period and days is not None and not event.over(on):
        yield Advice("no_hurry", {"days": days, "until": period.last})


def _official_sites(found: Findings) -> list[tuple[str, str]]:
    """Where to look instead: of the organizers imitated, else of those named as leading."""
    sites = [(it.claimed, it.official) for it in found.imitations if it.claimed and it.official]
    sites += [
        (tie.organizer.name, official)
        for tie in found.ties
        if tie.relation is Relation.MENTION and tie.leads and (official := tie.official_host(found.on))
    ]
    return list(dict.fromkeys(sites))[:2]


def _ask(found: Findings, level: Level) -> Iterator[Advice]:
    if level is Level.RECOGNIZED:
        return
    codes = ["ask_who"] if level is not Level.CLAIMED else []
    codes.append("ask_announcement")
    codes += [_ASK_BY_SIGNAL[signal.code] for signal in found.signals if signal.code in _ASK_BY_SIGNAL]
    yield from (Advice(code) for code in dict.fromkeys(codes))


def _path(on: date) -> Iterator[Advice]:
    """The safe path; the platform has the name it had on that day."""
    platform = "Ruang GTK" if on >= _RUANG_GTK_SINCE else "Platform Merdeka Mengajar (PMM)"
    for code in _PATH:
        yield Advice(code, {"platform": platform} if code == "path_platform" else {})


def _notes() -> tuple[Advice, ...]:
    return (Advice("supporting_only"), Advice("principal_decides"))
