"""The signal files keep their promises: every example is found, no counter-example is."""

from __future__ import annotations

import pytest

from registry.reading.plain import fold
from registry.reading.signals.catalogue import SignalRule, catalogue
from registry.reading.signals.find import matches
from registry.reading.signals.patterns import compile_patterns

RULES = list(catalogue().rules.values())
EXAMPLES = [(rule, text) for rule in RULES for text in rule.examples]
COUNTER_EXAMPLES = [(rule, text) for rule in RULES for text in rule.counter_examples]


def _id(value: object) -> str:
    return value.code if isinstance(value, SignalRule) else str(value)[:40]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=_id)
def test_an_example_is_found(rule: SignalRule, text: str) -> None:
    found = list(matches(rule, fold(text), demanded=True))
    assert found
    assert text[found[0].start : found[0].end] == found[0].quote


@pytest.mark.parametrize(("rule", "text"), COUNTER_EXAMPLES, ids=_id)
def test_a_counter_example_is_not_found(rule: SignalRule, text: str) -> None:
    assert list(matches(rule, fold(text), demanded=True)) == []


def test_all_codes_of_the_list_are_there() -> None:
    expected = {f"N{n:02}" for n in range(1, 22)} | {f"P{n:02}" for n in range(1, 12)}
    assert set(catalogue().rules) == expected


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_every_signal_is_cited_dated_and_worded_in_both_languages(rule: SignalRule) -> None:
    assert rule.source
    assert rule.since.year >= 2017
    assert rule.text_id != rule.text_en
    assert bool(rule.wordings) == bool(rule.examples)


def test_an_unknown_word_list_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match=r"unknown word list \{nosuch\}"):
        compile_patterns(["{nosuch} grup"], {"share": ["share"]})
