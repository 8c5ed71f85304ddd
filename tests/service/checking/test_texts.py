"""Every code has a sentence in both languages, and every sentence is used."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import service.checking
from registry.decision import FLAG_GROUNDS
from registry.reading.facts import PageType
from service.checking.level import Level
from service.checking.reason import Params, Word
from service.checking.texts import Language, Text, say, texts

SOURCES = Path(service.checking.__file__).parent
ALL = [(section, code, text) for section, entries in texts().items() for code, text in entries.items()]


def _strings() -> set[str]:
    """Every string constant in the code of the room."""
    return {
        node.value
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize(("section", "code", "text"), ALL, ids=[".".join(it[:2]) for it in ALL])
def test_both_languages_say_something_with_the_same_parameters(section: str, code: str, text: Text) -> None:
    names = {
        language: {name for _, name, _, _ in Formatter().parse(text.sentences[language]) if name}
        for language in Language
    }
    assert names[Language.INDONESIAN] == names[Language.ENGLISH]
    assert text.sentences[Language.INDONESIAN].strip() != text.sentences[Language.ENGLISH].strip()
    if section in ("reason", "advice"):
        assert all(sentence.endswith((".", "?")) for sentence in text.sentences.values())
    assert (section == "reason") == (text.question is not None) == (text.standing is not None)


def test_every_text_is_used_somewhere() -> None:
    used = _strings()
    computed = {
        *("coverage_none", "claimed_app", "claimed_hint"),
        *(f"ground_{ground}" for ground in FLAG_GROUNDS),
        *(f"{code}_of_a_class" for code in ("lookalike_exact", "lookalike_heuristic")),
    }
    kinds = {"ministry", "dinas", "profession", "working_group", "community", "school", "university"}
    levels = {level.value for level in Level}
    page_types = {it.value for it in PageType}
    for section, code, _ in ALL:
        signal = re.fullmatch(r"[NP]\d\d", code)
        assert code in used | computed | kinds | levels | page_types or signal, (
            f"{section}.{code} is said nowhere"
        )


def test_every_level_has_a_headline() -> None:
    by_address = {"claimed_app", "claimed_hint"}
    assert set(texts()["headline"]) == {level.value for level in Level} | by_address


def test_nothing_is_ever_called_fake() -> None:
    for section, code, text in ALL:
        for sentence in text.sentences.values():
            assert not re.search(r"(?i)palsu|\bfake\b|penipu", sentence), f"{section}.{code}"


def test_dates_and_words_are_spoken_in_the_language() -> None:
    params: Params = {"organizer": "PGRI", "until": date(2026, 2, 17)}
    assert "17 Februari 2026" in say("reason", "vouch_expired", params, Language.INDONESIAN)
    assert "17 February 2026" in say("reason", "vouch_expired", params, Language.ENGLISH)
    counted: Params = {"count": 3, "kind": Word("school"), "place": Word("indonesia")}
    assert "3 schools in all of Indonesia" in say("reason", "coverage", counted, Language.ENGLISH)


def test_what_strangers_write_is_no_template() -> None:
    said = say("reason", "named_unknown", {"name": "{organizer} {0.__class__}"}, Language.INDONESIAN)
    assert "{organizer} {0.__class__}" in said


def test_every_kind_of_page_that_is_no_sign_up_has_a_word() -> None:
    named = {it.value for it in PageType} - {PageType.SIGNUP.value, PageType.OTHER.value}
    assert named <= texts()["word"].keys()
