"""The words of a text and where they stand, whatever the text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from registry.reading.words import Words

_SCHOOLS = st.text(alphabet="aBdK 12.,-\n'’é–🙏", max_size=40)


@given(st.one_of(st.text(max_size=60), _SCHOOLS))
def test_every_word_stands_where_it_is_said_to_stand(text: str) -> None:
    words = Words(text)
    ends = 0
    for at, written in enumerate(words.written):
        assert text[words.start(at) : words.end(at)] == written
        assert not re.search(r"[^\W_]", text[ends : words.start(at)])  # nothing is left out
        ends = words.end(at)
    assert not re.search(r"[^\W_]", text[ends:])
    assert len(words) == len(words.lower) == len(words.written)


@given(st.one_of(st.text(alphabet=st.characters(max_codepoint=127), max_size=80), _SCHOOLS))
def test_a_sign_of_another_alphabet_elsewhere_changes_no_word(text: str) -> None:
    """ASCII texts are read by another way than others."""
    plain, other = Words(text), Words(f"{text} –")
    assert plain.written == other.written
    assert [(plain.start(at), plain.end(at)) for at in range(len(plain))] == [
        (other.start(at), other.end(at)) for at in range(len(other))
    ]
