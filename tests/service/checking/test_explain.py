"""Every level comes with a first reason that explains it, and with what the teacher needs to know."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crawler.outbound.answer import Outcome
from registry.organizer import Status
from registry.reading.signals.signal import Severity
from service.checking.decide import decide
from service.checking.explaining.explain import explain
from service.checking.findings import Findings, Flagged, Holding
from service.checking.texts import Language, say
from tests.service.checking.made import (
    AMBIGUOUS,
    APP,
    DAY,
    EXACT,
    FLAG,
    FORM,
    HOST,
    NAMED,
    OWN,
    PARTNER,
    RESEMBLES,
    SHORT,
    VOUCHED,
    findings,
    signal,
)

STOP = signal("N08", Severity.STOP, "masukkan kata sandi akun belajar.id")
STRONG = signal("N01", Severity.STRONG, "wajib share ke 3 grup")
WEAK = signal("N14", Severity.WEAK)
TRUST = signal("P07", Severity.TRUST)
ELSEWHERE = replace(OWN, final=replace(OWN.final, host="webinar-guru.example"))


def codes(found: Findings) -> list[str]:
    return [reason.code for reason in explain(found, decide(found))]


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({}, "nobody_named"),
        ({"has_text": False, "link": FORM}, "no_text"),
        ({"strangers": ("Kombel Rekaan",)}, "named_unknown"),
        ({"ties": (NAMED,), "link": FORM}, "named_only"),
        ({"ties": (NAMED,)}, "named_without_link"),
        ({"ties": (PARTNER,)}, "partner_named"),
        ({"ties": (HOST,), "link": OWN}, "host_own"),
        ({"ties": (replace(HOST, holding=Holding.AUTHORIZED),), "link": OWN}, "host_authorized"),
        ({"ties": (replace(APP, holding=Holding.HINT),), "link": OWN}, "host_hint"),
        ({"ties": (VOUCHED,), "link": FORM}, "vouched"),
        ({"ties": (APP,), "link": OWN}, "host_app"),
        ({"ambiguous": (AMBIGUOUS,)}, "name_ambiguous"),
        ({"ties": (HOST,), "link": OWN, "strangers": ("Kombel Rekaan",)}, "named_unknown"),
        ({"ties": (NAMED,), "signals": (WEAK, TRUST, STRONG)}, "N01"),
        ({"ties": (NAMED,), "signals": (STRONG, STOP)}, "N08"),
        ({"flags": (FLAG,), "imitations": (EXACT,), "signals": (STOP,)}, "flagged"),
        ({"flags": (Flagged(FLAG.address, replace(FLAG.decision, subject="host:*.my.id")),)}, "flagged_tree"),
        ({"imitations": (RESEMBLES,), "ties": (NAMED,)}, "lookalike_heuristic"),
        ({"imitations": (RESEMBLES, EXACT), "signals": (STOP,)}, "lookalike_exact"),
    ],
)
def test_the_first_reason_explains_the_level(changes: dict[str, Any], first: str) -> None:
    assert codes(findings(**changes))[0] == first


def test_a_claim_names_the_real_address() -> None:
    assert codes(findings(ties=(NAMED,), link=FORM)) == ["named_only", "shared_platform", "official_address"]


def test_name_and_host_in_contradiction_are_a_reason_of_their_own() -> None:
    found = findings(ties=(NAMED,), link=ELSEWHERE)
    assert "name_host_contradiction" in codes(found)
    assert "name_host_contradiction" not in codes(findings(ties=(NAMED, HOST), link=OWN))


def test_a_weak_hint_that_the_host_is_another_bodys_does_not_hide_the_contradiction() -> None:
    hint = replace(APP, organizer=replace(APP.organizer, id="lain"), holding=Holding.HINT)
    assert "name_host_contradiction" in codes(findings(ties=(hint, NAMED), link=ELSEWHERE))
    own = replace(hint, organizer=NAMED.organizer)
    assert "name_host_contradiction" not in codes(findings(ties=(own, NAMED), link=ELSEWHERE))


def test_a_restricted_suffix_says_its_class_only_where_nothing_closer_is_known() -> None:
    assert "zone_government" in codes(findings(link=OWN, zone="government"))
    for tie in (HOST, APP):
        assert "zone_government" not in codes(findings(ties=(tie,), link=OWN, zone="government"))


def test_an_imitation_names_whose_address_it_is_and_the_real_one() -> None:
    found = findings(imitations=(EXACT,))
    reason = explain(found, decide(found))[0]
    said = say("reason", reason.code, reason.params, Language.INDONESIAN)
    assert "Dinas Pendidikan Kota Bandung" in said
    assert "disdik.bandung.go.id" in said
    assert reason.quote == "disdik-bandung-go-id.com"


def test_an_unopened_short_link_is_said_and_not_guessed() -> None:
    assert "short_link_pending" in codes(findings(link=SHORT))
    assert "short_link_failed" in codes(findings(link=replace(SHORT, unresolved=False, problem="timeout")))


ENDS = {*Outcome} - {Outcome.OK} | {"dead", "loop", "self", "resolved"}
"""Every way in which the crawler may not come to an address (``crawler.links.resolve.Way``)."""


@pytest.mark.parametrize("end", sorted(ENDS))
@pytest.mark.parametrize("language", list(Language))
def test_why_a_short_link_is_shut_is_said_in_words(end: str, language: Language) -> None:
    text = said_of_shut(end, language)
    assert "_" not in text
    assert f"({end})" not in text
    assert text != said_of_shut("a word of tomorrow's crawler", language)


def said_of_shut(end: str, language: Language) -> str:
    found = findings(link=replace(SHORT, unresolved=False, problem=end))
    (reason,) = (it for it in explain(found, decide(found)) if it.code == "short_link_failed")
    return say("reason", reason.code, reason.params, language)


def test_an_expired_announcement_is_said() -> None:
    assert VOUCHED.vouch is not None
    assert "vouch_expired" in codes(findings(expired=((VOUCHED.organizer, VOUCHED.vouch),)))


def test_an_old_name_and_a_closed_body_are_said() -> None:
    closed = replace(NAMED.organizer, status=Status.INACTIVE)
    found = findings(ties=(replace(NAMED, organizer=closed, old_name=True),))
    assert {"old_name", "organizer_inactive"} <= set(codes(found))


def test_every_reason_has_something_behind_it_and_a_sentence() -> None:
    found = findings(
        ties=(VOUCHED, NAMED), link=SHORT, ambiguous=(AMBIGUOUS,), strangers=("X",), signals=(STOP, TRUST)
    )
    for reason in explain(found, decide(found)):
        assert reason.quote or reason.rule or reason.source
        assert say("reason", reason.code, reason.params, Language.ENGLISH)
    assert found.on == DAY
