"""Codes become sentences: the one place that knows a language.

The sentences of reasons, advice and headlines are in ``texts.toml``, those of signals stand with the signals.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel.dates import format_date

from registry.reading.signals.catalogue import SignalRule, catalogue
from registry.values import dataclass
from service.checking.reason import Param, Params, Question, Translated, Word


class Language(StrEnum):
    """The languages an answer can be given in."""

    INDONESIAN = "id"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """What a code says in every language.

    ``question``: which of the three a reason answers. ``standing``: what is said by it (``proven``,
    ``claimed``, ``unknown``, ``info``, or a signal's severity). ``kind`` of an advice: do, ask, path, note.
    """

    sentences: Mapping[Language, str]
    question: Question | None = None
    standing: str | None = None
    kind: str | None = None


@lru_cache(maxsize=1)
def texts() -> Mapping[str, Mapping[str, Text]]:
    """All texts: section (``headline``, ``reason``, ``advice``, ``word``, ``share``) → code → text."""
    data: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
        files("service.checking").joinpath("texts.toml").read_text(encoding="utf-8")
    )
    read = {
        section: {code: _text(entry) for code, entry in entries.items()} for section, entries in data.items()
    }
    read["reason"] |= {rule.code: _signal_text(rule) for rule in catalogue().rules.values()}
    return read


def say(section: str, code: str, params: Params, language: Language) -> str:
    """The sentence of a code with its parameters filled in; dates are written out in the language.

    The values come from strangers too and are filled in as they are: whoever shows the sentence escapes it.

    Raises:
        KeyError: the code has no text, or a parameter is missing.
    """
    if not params:
        return _fixed(section, code, language)
    values = {name: _spoken(value, language) for name, value in params.items()}
    return texts()[section][code].sentences[language].format_map(values)


@lru_cache(maxsize=512)
def _fixed(section: str, code: str, language: Language) -> str:
    """A sentence without parameters."""
    return texts()[section][code].sentences[language].format_map({})


def word(code: str, language: Language) -> str:
    """A word used inside sentences, such as the name of a kind of organizer."""
    return texts()["word"][code].sentences[language]


def _text(entry: Mapping[str, Any]) -> Text:
    question = entry.get("question")
    return Text(
        {language: entry[language] for language in Language},
        Question(question) if question else None,
        entry.get("standing"),
        entry.get("kind"),
    )


def _signal_text(rule: SignalRule) -> Text:
    sentences = {
        Language.INDONESIAN: _sentence(rule.text_id),
        Language.ENGLISH: _sentence(rule.text_en),
    }
    return Text(sentences, Question.RISK, rule.severity.value)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


@lru_cache(maxsize=512)
def _day(day: date, language: Language) -> str:
    return format_date(day, "d MMMM yyyy", locale=language.value)


def _spoken(value: Param, language: Language) -> str:
    match value:
        case Word():
            return word(value.code, language)
        case Translated():
            return value.english if language is Language.ENGLISH else value.indonesian
        case date():
            return _day(value, language)
        case _:
            return str(value)
