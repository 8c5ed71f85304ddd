"""The points of 2024: units, never proportions."""

from __future__ import annotations

from datetime import date

import pytest

from registry.rules.periods import Fit, periods_of
from registry.rules.points import Plan, Planned, Target, activities, plan

FIRST_HALF, SECOND_HALF = periods_of(2024)


def _plan(*items: tuple[str, int]) -> Plan:
    return plan([Planned(code, quantity) for code, quantity in items], FIRST_HALF)


@pytest.mark.parametrize(
    ("items", "points", "target"),
    [
        ([("A01", 4)], 32, Target.WITHIN),
        ([("A09", 8)], 32, Target.WITHIN),
        ([("A03", 3)], 36, Target.WITHIN),
        ([("A08", 1), ("A01", 1)], 32, Target.WITHIN),
        ([("A06", 1)], 128, Target.WITHIN),
        ([("A05", 7)], 28, Target.BELOW),
        ([("A03", 2)], 0, Target.BELOW),
        ([("A09", 1)], 4, Target.BELOW),  # one webinar of "32 JP"
        ([("A03", 4)], 36, Target.WITHIN),  # four meetings: no source for a part
        ([("A03", 6)], 36, Target.WITHIN),  # six: no source for a multiple
        ([("A06", 1), ("A09", 1)], 132, Target.ABOVE),
        ([("A10", 2), ("A02", 1)], 32, Target.WITHIN),
        ([], 0, Target.BELOW),
    ],
)
def test_sums(items: list[tuple[str, int]], points: int, target: Target) -> None:
    result = _plan(*items)
    assert (result.points, result.target) == (points, target)


def test_the_missing_points_are_said() -> None:
    (note,) = _plan(("A05", 7)).notes
    assert note.params == {"points": 28, "missing": 4}
    assert "28" in note.text()
    assert "28" in note.text("en")


def test_two_meetings_of_a_community_leader_say_what_is_missing() -> None:
    (line,) = _plan(("A03", 2)).lines
    assert [note.code for note in line.notes] == ["plan_unmet", "evidence_certificate"]


@pytest.mark.parametrize(
    ("quantities", "points", "first_note"),
    [
        ((1, 1, 1), [36, 0, 0], "evidence_certificate"),
        ((3, 3), [36, 0], "plan_no_multiples"),
        ((1, 1), [0, 0], "plan_unmet"),
    ],
)
def test_the_meetings_of_a_community_leader_count_together(
    quantities: tuple[int, ...], points: list[int], first_note: str
) -> None:
    result = plan(
        [Planned("A03", quantity, date(2024, 3, day)) for day, quantity in enumerate(quantities, start=1)],
        FIRST_HALF,
    )
    assert [line.points for line in result.lines] == points
    assert result.lines[0].notes[0].code == first_note
    assert {line.notes[0].code for line in result.lines[1:]} == {"plan_added_up"}


def test_a_meeting_outside_the_period_is_not_among_the_three() -> None:
    days = (date(2024, 3, 1), date(2024, 4, 1), date(2024, 7, 1))
    result = plan([Planned("A03", 1, day) for day in days], FIRST_HALF)
    assert result.points == 0
    assert result.lines[0].notes[0].params["quantity"] == 2
    assert [note.code for note in result.lines[2].notes] == ["plan_outside", "evidence_certificate"]


def test_an_observation_needs_its_report_and_an_award_its_document() -> None:
    lines = _plan(("A02", 1), ("A10", 1)).lines
    assert [line.notes[-1].code for line in lines] == ["evidence_observation_report", "evidence_award"]


def test_an_event_outside_the_period_counts_nothing() -> None:
    result = plan([Planned("A09", 8, date(2024, 7, 2))], FIRST_HALF)
    assert result.points == 0
    assert result.lines[0].notes[0].code == "plan_outside"


def test_a_certificate_issued_after_the_period_is_a_question_not_a_loss() -> None:
    late = Planned("A01", 4, date(2024, 6, 29), date(2024, 6, 29), date(2024, 7, 5))
    result = plan([late], FIRST_HALF)
    assert result.points == 32
    (note,) = [note for note in result.lines[0].notes if note.code == "issued_elsewhere"]
    assert note.text().startswith("Sertifikat terbit 5 Juli 2024, di luar periode Januari–Juni 2024")


def test_an_event_across_the_border_is_a_question_and_says_nothing_of_a_certificate_without_a_date() -> None:
    result = plan([Planned("A09", 1, date(2024, 6, 29), date(2024, 7, 2))], FIRST_HALF)
    assert (result.points, result.lines[0].fit) == (4, Fit.ASK)
    note = result.lines[0].notes[0]
    assert "(Januari–Juni 2024 dan Juli–Desember 2024)" in note.text()
    assert "issued_elsewhere" not in [note.code for note in result.lines[0].notes]


@pytest.mark.parametrize(
    ("item", "points", "fits", "note"),
    [
        (Planned("A09", issued=date(2024, 9, 1)), 4, Fit.ASK, "issued_elsewhere"),
        (Planned("A09", issued=date(2024, 3, 1)), 4, None, "evidence_certificate"),
        (Planned("A09", last=date(2023, 11, 1)), 0, Fit.OUTSIDE, "plan_outside"),
        (Planned("A09", last=date(2024, 3, 1)), 4, Fit.ISSUE_OPEN, "evidence_certificate"),
    ],
)
def test_dates_without_a_first_day_are_tested(
    item: Planned, points: int, fits: Fit | None, note: str
) -> None:
    (line,) = plan([item], FIRST_HALF).lines
    assert (line.points, line.fit, line.notes[0].code) == (points, fits, note)


def test_since_2025_the_date_of_issue_decides_nothing() -> None:
    (period,) = periods_of(2026)
    december = Planned("A09", 1, date(2026, 12, 20), issued=date(2027, 1, 4))
    (line,) = plan([december], period).lines
    assert (line.fit, line.notes) == (Fit.FITS, ())


@pytest.mark.parametrize("year", [2025, 2026])
def test_no_points_since_2025_and_why(year: int) -> None:
    (period,) = periods_of(year)
    result = plan([Planned("A06", 1)], period)
    assert result.points is None
    assert result.target is Target.NO_POINTS
    assert result.notes[0].rules == ("R-21",)
    assert result.lines[0].points == 0


def test_unknown_codes_and_quantities_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"A11.*A01"):
        _plan(("A11", 1))
    with pytest.raises(ValueError, match="at least 1"):
        _plan(("A01", 0))


def test_the_catalogue_is_the_ten_activities_with_their_points() -> None:
    points = {code: kind.points for code, kind in activities().items()}
    assert list(points.values()) == [8, 8, 36, 8, 4, 128, 8, 24, 4, 12]
    assert list(points) == [f"A{n:02}" for n in range(1, 11)]
