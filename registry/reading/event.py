"""Read what a page says about its event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from registry.reading.activity import read_activity
from registry.reading.contacts import read_contacts
from registry.reading.date_kinds import event_days, sort_runs
from registry.reading.dates import find_runs, settle_years
from registry.reading.facts import DateKind, DateRun, EventFacts, PageType
from registry.reading.fee import read_fee
from registry.reading.jp import read_jp
from registry.reading.page import Page
from registry.reading.page_type import read_page_type
from registry.reading.place import read_duration, read_place
from registry.reading.plain import PlainText, fold
from registry.reading.relative_days import relative_runs

ARTICLE_LENGTH = 600
"""Characters. In a news text longer than this a date or number may belong to the event, to an earlier one or
to the publication; nothing is attributed then. A short notice ("Alhamdulillah ... 8 Juni") names its own."""

_TOLD = (PageType.NEWS, PageType.ARTICLE, PageType.REPORT)
_PAST = (PageType.REPORT, PageType.NEWS, PageType.CERTIFICATE_PICKUP)


def read_event(page: Page, on: date) -> EventFacts:
    """The facts of the event that a page announces or reports, each with its quote; nothing is guessed.

    ``on`` is the day of reading: it settles years that are not written and days such as "besok". At most
    ``plain.READ_LIMIT`` characters of title and text are read; ``truncated`` says when there were more. Time
    is linear in what is read; no input raises.
    """
    title, text = fold(page.title, "title"), fold(page.text, "text")
    facts = read_fields(title, text, on)
    if facts.page_type.tells_of_others or facts.page_type in (*_TOLD, PageType.RESULT):
        return facts
    return replace(facts, place=read_place(text), duration=read_duration(text))


def read_fields(title: PlainText, text: PlainText, on: date) -> EventFacts:
    """``read_event`` for fields that are already folded, but for place and duration: no verdict rests on
    them.
    """
    found = {field.where: find_runs(field) for field in (title, text)}
    reading = read_page_type(title, text, dated=any(found.values()))
    facts = EventFacts(
        reading.page_type,
        reading.evidence,
        truncated=title.truncated or text.truncated,
        way_in=reading.way_in,
        invites=reading.invites,
    )
    told = reading.page_type in _TOLD
    if reading.page_type.tells_of_others or (told and len(text.original) > ARTICLE_LENGTH):
        return facts
    past = reading.page_type in _PAST
    headed, told_of = (
        sort_runs(settle_years(found[field.where], field, on, past), field) for field in (title, text)
    )
    runs = [run for run in headed if not any(_same_day(run, it) for it in told_of)] + told_of
    days = event_days(runs)
    if not days and reading.page_type is PageType.SIGNUP:
        days = event_days(relative_runs(text, on))
    facts = replace(
        facts,
        runs=days,
        registration=tuple(run for run in runs if run.kind is DateKind.REGISTRATION),
        other_dates=tuple(run for run in runs if run.kind is DateKind.OTHER),
        contacts=read_contacts(text),
    )
    if told or reading.page_type is PageType.RESULT:
        return facts
    return replace(
        facts,
        jp=read_jp(text) or read_jp(title),
        fee=read_fee(text, facts.is_training) or read_fee(title, facts.is_training),
        activity=read_activity((title, text), facts.days) if facts.is_training else None,
    )


def _same_day(short: DateRun, full: DateRun) -> bool:
    """A title leaves the year out ("22 Oktober") that the text writes."""
    same = (short.first.month, short.first.day) == (full.first.month, full.first.day)
    return same and full.year_stated and not short.year_stated
