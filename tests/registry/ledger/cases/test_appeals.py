"""Appeals: who has the secret may talk, nobody else learns that there is a talk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from registry.ledger import Ledger
from registry.ledger.cases.appeals import MOST_MESSAGES, TALKS, AppealError, Author, Message
from registry.ledger.cases.cases import CaseState
from registry.ledger.cases.reports import Received, Report, ReportKind

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


@pytest.fixture
def received(ledger: Ledger) -> Received:
    return ledger.reports.receive(Report(ReportKind.OUR_EVENT, "gform:1FAIpQLSrekaan"), NOW)


def test_number_and_secret_together_open_a_talk(ledger: Ledger, received: Received) -> None:
    number, secret = received.case.number, received.secret or ""
    found = ledger.appeals.by_secret(number.lower(), secret)
    assert found is not None
    assert (found.case, found.due) == (number, NOW + timedelta(hours=72))
    other = ledger.reports.receive(Report(ReportKind.OUR_EVENT, "host:lain-rekaan.my.id"), NOW)
    assert ledger.appeals.by_secret(number, other.secret or "") is None
    assert ledger.appeals.by_secret(other.case.number, secret) is None
    assert ledger.appeals.by_secret(number, "") is None


def test_a_talk_goes_to_and_fro_and_ends(ledger: Ledger, received: Received) -> None:
    (talk,) = ledger.appeals.waiting()
    ledger.appeals.write(talk.id, Message(Author.ORGANIZER, " Kami MGMP. ", NOW))
    ledger.appeals.write(talk.id, Message(Author.ADMIN, "Mohon suratnya.", NOW, "admin-a", "ask_letter"))
    assert ledger.appeals.waiting() == []
    ledger.appeals.write(talk.id, Message(Author.ORGANIZER, "Sudah di situs dinas.", NOW))
    (talk,) = ledger.appeals.of_case(received.case.number)
    assert [(it.author.value, it.text) for it in talk.messages] == [
        ("organizer", "Kami MGMP."),
        ("admin", "Mohon suratnya."),
        ("organizer", "Sudah di situs dinas."),
    ]
    ledger.appeals.end(talk.id, granted=True)
    with pytest.raises(AppealError, match="ended"):
        ledger.appeals.write(talk.id, Message(Author.ORGANIZER, "lagi", NOW))
    assert ledger.appeals.figures(NOW) == {"ended": 1, "granted": 1, "open": 0}


def test_who_adds_a_message_waits_no_longer_for_an_answer(ledger: Ledger, received: Received) -> None:
    (talk,) = ledger.appeals.waiting()
    late = NOW + timedelta(hours=71)
    ledger.appeals.write(talk.id, Message(Author.ORGANIZER, "Tambahan.", late))
    assert [it.due for it in ledger.appeals.waiting()] == [talk.due]
    ledger.appeals.write(talk.id, Message(Author.ADMIN, "Mohon suratnya.", late, "admin-a"))
    ledger.appeals.write(talk.id, Message(Author.ORGANIZER, "Ini suratnya.", late))
    assert [it.due for it in ledger.appeals.waiting()] == [late + timedelta(hours=24)]


def test_an_objection_opens_a_closed_case_again(ledger: Ledger, received: Received) -> None:
    (talk,) = ledger.appeals.waiting()
    ledger.cases.close(received.case.number, "flag", received.case.version, NOW)
    ledger.appeals.write(talk.id, Message(Author.ORGANIZER, "Keberatan.", NOW))
    assert ledger.cases.get(received.case.number).state is CaseState.OPEN


def test_many_talks_about_one_address_hide_no_other_and_come_in_pages(ledger: Ledger) -> None:
    for _ in range(TALKS + 2):
        case = ledger.reports.receive(Report(ReportKind.OUR_EVENT, "host:ramai.my.id"), NOW).case
    honest = Report(ReportKind.OUR_EVENT, "host:mgmp-jujur.or.id")
    other = ledger.reports.receive(honest, NOW + timedelta(hours=1)).case
    first, last = ledger.appeals.waiting()
    assert (first.case, first.others) == (case.number, TALKS + 1)
    assert (last.case, last.others) == (other.number, 0)
    assert ledger.appeals.waiting((first.due, first.id)) == [last]
    silent = ledger.appeals.of_case(case.number, skip=TALKS)
    assert len(silent) == 2
    ledger.appeals.write(silent[-1].id, Message(Author.ORGANIZER, "Kami MGMP.", NOW))
    assert ledger.appeals.of_case(case.number)[0].id == silent[-1].id


def test_one_secret_cannot_fill_the_ledger(ledger: Ledger, received: Received) -> None:
    (talk,) = ledger.appeals.waiting()
    for _ in range(MOST_MESSAGES):
        ledger.appeals.write(talk.id, Message(Author.ORGANIZER, "x", NOW))
    with pytest.raises(AppealError, match="as many messages"):
        ledger.appeals.write(talk.id, Message(Author.ORGANIZER, "x", NOW))
