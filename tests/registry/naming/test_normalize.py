"""Normal form: idempotent, bounded, and the same for every spelling of one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.naming.text import MAX_CHARS, normalize


@given(st.text())
def test_normalizing_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@given(st.text())
def test_only_words_and_single_spaces_are_left(text: str) -> None:
    found = normalize(text)
    assert found == " ".join(found.split())
    assert all(c.isalnum() or c == " " for c in found)


def test_long_texts_are_cut() -> None:
    assert len(normalize("dinas " * 10_000)) <= MAX_CHARS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DISDIK KAB.BANJAR", "Disdik Kab. Banjar"),
        ("Ma’arif", "Maarif"),
        ("Ｄｉｎａｓ Pendidikan", "dinas pendidikan"),
        ("SahabatPembatik", "Sahabat Pembatik"),
        ("Komunitas\u00a0Belajar\u200b", "komunitas belajar"),
    ],
)
def test_spellings_of_one_text(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


def test_letters_of_other_alphabets_stay_what_they_are() -> None:
    cyrillic_a = "\u0430"
    assert normalize(f"din{cyrillic_a}s") != "dinas"
