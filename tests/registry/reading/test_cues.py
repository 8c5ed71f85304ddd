"""What a page says, found in one pass, is what each cue finds by itself."""

from __future__ import annotations

import re

import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.reading.cues import CueLists
from registry.reading.pattern_set import PatternSet
from registry.reading.plain import fold
from registry.reading.vocabulary import vocabulary

LISTS = {name: group["cues"] for name, group in vocabulary("page_type").items()}
PATTERNS = [
    rf"\b{re.escape(cue)}\b".encode()
    for cues in LISTS.values()
    for cue in cues
    if re.fullmatch("[a-z ]+", cue)
]
WORDS = sorted({word for cues in LISTS.values() for cue in cues for word in cue.split()})
TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", "  ", "\n", ", ", "-", ". ", "x"))), max_size=40
).map(lambda parts: "".join(word + behind for word, behind in parts))
SET = PatternSet(PATTERNS)
ALL = CueLists(LISTS)
ALONE = {name: CueLists({name: cues}) for name, cues in LISTS.items()}


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_one_pass_finds_what_each_pattern_finds(text: str) -> None:
    body = fold(text).folded
    alone = [number for number, pattern in enumerate(PATTERNS) if re2.search(pattern, body)]
    assert SET.held(body) == alone


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_list_with_others_beside_it_says_the_same_as_alone(text: str) -> None:
    """A list's cues never depend on another list's."""
    field = fold(text)
    together = ALL.said(field)
    assert together == {name: places for name, one in ALONE.items() for places in one.said(field).values()}
