"""Rules are dated and cited, never merged, and silent where nothing is stored."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.organizer import Kind
from registry.rules.duty import Asker, Duty, Status, must
from registry.rules.evidence import Evidence, Field, certificate_check, counts_as_evidence
from registry.rules.notes import messages
from registry.rules.organizer_classes import OrganizerClass, organizer_classes, organizer_note
from registry.rules.periods import Fit, fit, period_on, periods_of
from registry.rules.rule import Tier
from registry.rules.store import conflicts, rules, rules_on

STORED = [f"R-{n:02}" for n in (*range(1, 17), *range(20, 32))]


def test_every_rule_of_the_list_is_stored_cited_and_worded() -> None:
    assert set(STORED) <= set(rules())
    for rule in rules().values():
        assert rule.citations
        assert rule.text("id") != rule.text("en")
        assert rule.review_again > rule.reviewed


def test_closed_rules_name_their_successor_which_begins_later() -> None:
    for rule in rules().values():
        if rule.replaced_by:
            assert rule.valid_until is not None
            assert rules()[rule.replaced_by].valid_from > rule.valid_from


@pytest.mark.parametrize(
    ("day", "there", "not_there"),
    [
        (date(2024, 3, 15), {"R-01", "R-03", "R-04", "R-07", "R-13"}, {"R-20", "R-21", "R-24"}),
        (date(2025, 6, 24), {"R-20", "R-21", "R-22", "R-26"}, {"R-03", "R-04", "R-24"}),
        (date(2026, 2, 1), {"R-21", "R-22", "R-24", "R-25", "R-28"}, {"R-03", "R-20"}),
        (date(2025, 6, 30), {"R-12"}, {"R-31"}),
        (date(2025, 7, 1), {"R-31"}, {"R-12"}),
        (date(2025, 1, 20), {"R-08"}, {"R-23"}),
        (date(2025, 1, 21), {"R-23"}, {"R-08"}),
    ],
)
def test_the_rule_set_is_chosen_by_the_day(day: date, there: set[str], not_there: set[str]) -> None:
    in_force = {rule.id for rule in rules_on(day)}
    assert there <= in_force
    assert not not_there & in_force


def test_a_day_before_any_rule_has_none() -> None:
    assert rules_on(date(2015, 5, 1)) == ()
    assert period_on(date(2023, 12, 20)) is None


@pytest.mark.parametrize(
    ("event", "issued", "expected"),
    [
        (date(2024, 3, 15), date(2024, 3, 20), Fit.FITS),
        (date(2024, 3, 15), None, Fit.ISSUE_OPEN),
        (date(2023, 12, 20), date(2024, 1, 5), Fit.OUTSIDE),
        (date(2024, 7, 2), date(2024, 7, 2), Fit.OUTSIDE),
        (date(2024, 6, 29), date(2024, 7, 5), Fit.ASK),
        (date(2024, 1, 1), date(2024, 6, 30), Fit.FITS),
    ],
)
def test_event_and_issue_must_lie_in_the_first_half_of_2024(
    event: date, issued: date | None, expected: Fit
) -> None:
    assert fit(period_on(date(2024, 3, 1)), event, event, issued) is expected


def test_an_event_across_the_border_of_periods_is_a_question() -> None:
    assert fit(period_on(date(2024, 6, 30)), date(2024, 6, 29), date(2024, 7, 1)) is Fit.ASK


@pytest.mark.parametrize(("year", "count"), [(2023, 0), (2024, 2), (2025, 1), (2026, 1)])
def test_periods_of_a_year(year: int, count: int) -> None:
    assert len(periods_of(year)) == count


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_every_day_of_a_ruled_year_lies_in_exactly_one_period(day: date) -> None:
    assert [day in period for period in periods_of(day.year)].count(True) == 1
    period = period_on(day)
    assert period is not None
    assert period.days_left(day) == (period.last - day).days
    assert period.calm_days(day) == (period.days_left(day) if period.days_left(day) >= 7 else None)


def test_contradictions_are_pairs_with_tiers() -> None:
    pairs = {(a.id, b.id) for a, b in conflicts(rules_on(date(2024, 5, 1)))}
    assert ("K-01", "R-07") in pairs
    assert rules()["R-07"].tier is Tier.T1
    assert rules()["K-01"].tier is Tier.T2


def test_a_review_date_that_has_passed_is_seen() -> None:
    rule = rules()["R-24"]
    assert not rule.review_due(rule.review_again)
    assert rule.review_due(rule.review_again + timedelta(days=1))


def test_the_rule_of_2026_speaks_of_teachers_for_special_needs_and_of_no_religious_schools() -> None:
    rule = rules()["R-24"]
    assert "guru pendidikan khusus (GPK)" in rule.text()
    assert "(GPK)" in rule.text("en")
    assert "keagamaan" not in rule.text(), "teachers under the ministry of religion: no data"


@pytest.mark.parametrize(
    ("status", "year", "duty", "rule"),
    [
        (Status.ASN, 2024, Duty.REQUIRED, "R-07"),
        (Status.NON_ASN, 2024, Duty.NOT_REQUIRED, "R-07"),
        (Status.ASN, 2026, Duty.REQUIRED, "R-24"),
        (Status.NON_ASN, 2026, Duty.NOT_REQUIRED, "R-24"),
    ],
)
def test_who_must(status: Status, year: int, duty: Duty, rule: str) -> None:
    answer = must(Asker(status), year)
    assert (answer.duty, answer.rules) == (duty, (rule,))


@pytest.mark.parametrize("year", [2022, 2025])
def test_who_must_is_unknown_where_no_rule_is_stored(year: int) -> None:
    assert must(Asker(Status.ASN), year).duty is Duty.UNKNOWN


def test_madrasah_teachers_have_no_data() -> None:
    assert must(Asker(Status.MADRASAH), 2024).notes[0].code == "madrasah_unknown"


def test_the_media_claim_stands_beside_the_circular() -> None:
    answer = must(Asker(Status.NON_ASN), 2024)
    assert answer.conflicts == (("K-01", "R-07"),)
    (note,) = [note for note in answer.notes if note.code == "conflict"]
    assert note.params["tier_a"] == "T1"
    assert note.params["tier_b"] == "T2"


def test_a_missing_account_is_said() -> None:
    codes = [note.code for note in must(Asker(Status.ASN, has_belajar_id=False), 2024).notes]
    assert "must_no_account" in codes
    assert "must_conditions" not in codes


@pytest.mark.parametrize(
    ("evidence", "year", "counts"),
    [
        (Evidence.CERTIFICATE, 2024, True),
        (Evidence.OBSERVATION_REPORT, 2024, True),
        (Evidence.AWARD, 2024, True),
        (Evidence.JP, 2024, False),
        (Evidence.INVITATION, 2024, False),
        (Evidence.ATTENDANCE_LIST, 2024, False),
        (Evidence.TRAINING_REPORT, 2024, False),
        (Evidence.CERTIFICATE, 2025, None),
        (Evidence.CERTIFICATE, 2026, None),
        (Evidence.CERTIFICATE, 2022, None),
    ],
)
def test_evidence(evidence: Evidence, year: int, counts: bool | None) -> None:
    answer = counts_as_evidence(evidence, date(year, 5, 1))
    assert answer.counts is counts
    assert answer.note.text() != answer.note.text("en")


def test_a_certificate_must_say_six_things() -> None:
    missing, note = certificate_check(set(Field) - {Field.ISSUE_DATE, Field.ORGANIZER})
    assert missing == (Field.ORGANIZER, Field.ISSUE_DATE)
    assert note.text() == "Sertifikat belum jelas; belum ada: penyelenggara, tanggal terbit."
    assert certificate_check(set(Field))[0] == ()


def test_the_classes_are_always_said_to_be_secondary() -> None:
    assert [c.code for c in organizer_classes()] == ["O0", "O1", "O2", "O3", "O4", "O5"]
    note = organizer_note(Kind.DINAS, date(2024, 5, 1))
    assert note.text().startswith("Menurut salinan artikel masagipedia.com")
    assert "sumber sekunder" in note.text()


@pytest.mark.parametrize("it", organizer_classes(), ids=lambda it: it.code)
def test_a_class_names_its_source_in_either_language(it: OrganizerClass) -> None:
    for said in (it.according_to_id, it.according_to_en):
        assert not re.search(r"\bK\d", said), "our own label of a source tells a teacher nothing"
        assert "(T3)" in said
    assert not re.search(r"\b(yang|pesan|salinan)\b", it.according_to_en)


def test_since_2025_no_rule_tells_who_is_recognized() -> None:
    assert organizer_note(Kind.DINAS, date(2025, 5, 1)).code == "organizer_since_2025"


def test_an_organizer_of_no_class_is_not_proven_and_who_says_that_it_risks_something() -> None:
    text = organizer_note(None, date(2024, 5, 1)).text()
    assert "belum terbukti" in text
    assert "Menurut pesan yang dikutip" in text
    assert organizer_note(None, date(2024, 5, 1), named=False).code == "organizer_not_named"


@pytest.mark.parametrize("code", list(messages()))
def test_every_message_is_in_both_languages_with_the_same_parameters(code: str) -> None:
    def names(text: str) -> set[str]:
        return {part.split("}")[0] for part in text.split("{")[1:]}

    message = messages()[code]
    assert names(message["id"]) >= names(message["en"])
    assert message["id"] != message["en"]


def test_no_message_calls_anything_fake() -> None:
    said = [text for texts in messages().values() for text in texts.values()]
    assert not [text for text in said if re.search(r"(?i)palsu|\bfake\b", text)]
