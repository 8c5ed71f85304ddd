"""What is remembered of words stays small and changes no answer."""

from __future__ import annotations

import pytest

from registry.reading import telling
from registry.reading.telling import MAX_WORD, Telling


def test_a_full_memory_starts_anew_and_answers_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "MOST_KEPT", 5)
    memory = Telling(str.isupper)
    dull = [f"kata{number}" for number in range(12)]
    for word in dull:
        assert memory.among(frozenset((word, "MGMP"))) == {"MGMP": True}
    for word in dull:
        assert memory.among(frozenset((word, "KKG"))) == {"KKG": True}


def test_a_dull_word_is_asked_once_and_an_endless_one_never() -> None:
    asked: list[str] = []
    memory: Telling[None] = Telling(asked.append)
    for _ in range(3):
        assert memory.among(frozenset(("dan", "x" * (MAX_WORD + 1)))) == {}
    assert asked == ["dan"]
