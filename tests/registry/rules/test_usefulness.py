"""What a certificate is good for, by the rules of the event's date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from registry.reading.facts import Activity, DateKind, DateRun, EventFacts, Jp, PageType, Quote
from registry.rules import usefulness
from registry.rules.periods import Fit

TODAY = date(2026, 11, 22)
WORDS = Quote("...", "text", 0, 3)


def event(
    first: date | None, last: date | None = None, jp: int | None = None, code: str | None = None
) -> EventFacts:
    facts = EventFacts(PageType.SIGNUP)
    if first is not None:
        facts = replace(facts, runs=(DateRun(first, last or first, DateKind.EVENT, WORDS),))
    return replace(facts, jp=Jp(jp, WORDS) if jp else None, activity=Activity(code, WORDS) if code else None)


def codes(answer_notes: object) -> list[str]:
    return [note.code for note in answer_notes]  # type: ignore[attr-defined]


def test_a_webinar_of_32_jp_in_2024_is_four_points() -> None:
    answer = usefulness(event(date(2024, 1, 20), jp=32, code="A09"), TODAY)
    assert answer.points == 4
    assert answer.fit is Fit.ISSUE_OPEN
    assert "jp_not_points" in codes(answer.notes)


def test_no_points_and_no_upload_since_2025() -> None:
    answer = usefulness(event(date(2025, 6, 24), date(2025, 6, 25), jp=32, code="A07"), TODAY)
    assert answer.points is None
    assert {"no_points", "no_upload", "jp_other_use"} <= set(codes(answer.notes))
    assert "R-04" not in [rule.id for rule in answer.rules]


def test_the_event_chooses_the_rules_not_today() -> None:
    old = usefulness(event(date(2024, 8, 1)), TODAY)
    assert old.period is not None
    assert old.period.label() == "Juli–Desember 2024"
    assert old.dated


def test_an_event_without_a_date_uses_the_reading_day_and_says_so() -> None:
    answer = usefulness(event(None), TODAY)
    assert not answer.dated
    assert codes(answer.notes)[0] == "no_date"
    assert answer.period is not None
    assert answer.period.year == 2026


def test_no_rule_for_the_date_is_said() -> None:
    answer = usefulness(event(date(2021, 10, 4)), TODAY)
    assert answer.fit is Fit.NO_RULE
    assert answer.period is None
    assert answer.points is None
    assert codes(answer.notes)[0] == "no_rule"


def test_every_ruled_answer_says_that_certificates_only_support() -> None:
    for day in (date(2024, 2, 1), date(2025, 2, 1), date(2026, 2, 1)):
        assert codes(usefulness(event(day), TODAY).notes)[-2:] == ["supporting_only", "superior_decides"]


def test_days_left_are_told_inside_the_period_only() -> None:
    assert "days_left" in codes(usefulness(event(date(2024, 3, 1)), date(2024, 1, 28)).notes)
    assert "days_left" not in codes(usefulness(event(date(2024, 3, 1)), TODAY).notes)


def test_nobody_is_told_not_to_hurry_in_the_last_week_or_when_the_event_is_over() -> None:
    event_day, week_before = date(2024, 6, 29), date(2024, 6, 23)
    (note,) = (it for it in usefulness(event(event_day), week_before).notes if it.code == "days_left")
    assert note.params["days"] == 7
    assert "days_left" not in codes(usefulness(event(event_day), date(2024, 6, 24)).notes)
    assert "days_left" not in codes(usefulness(event(date(2024, 1, 20)), date(2024, 3, 1)).notes)


def test_an_event_in_december_issued_in_january_is_a_question() -> None:
    answer = usefulness(event(date(2024, 12, 30)), TODAY, issued=date(2025, 1, 10))
    assert answer.fit is Fit.ASK
    assert "issued_elsewhere" in codes(answer.notes)


def test_since_2025_a_certificate_issued_later_is_none() -> None:
    answer = usefulness(event(date(2025, 12, 30)), TODAY, issued=date(2026, 1, 10))
    assert answer.fit is Fit.FITS
    assert "issued_elsewhere" not in codes(answer.notes)


def test_rules_past_their_review_date_are_named() -> None:
    answer = usefulness(event(date(2026, 3, 1)), date(2027, 6, 1))
    (note,) = [note for note in answer.notes if note.code == "review_due"]
    assert "R-24" in note.rules


def test_contradicting_sources_are_shown_side_by_side() -> None:
    answer = usefulness(event(date(2024, 3, 1), code="A05"), TODAY)
    assert ("K-01", "R-07") in answer.conflicts
    text = next(note.text() for note in answer.notes if note.code == "conflict")
    assert "(T1)" in text
    assert "(T2)" in text
