"""Organizers' names in running text: exact spans, nobody invented, bounded on any input."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.reading.mention import Role
from registry.reading.mentions import MAX_MENTIONS, find_mentions
from registry.reading.words import READ_LIMIT
from tests.registry.matching.conftest import siblings

with (Path(__file__).parent / "mentions.csv").open(encoding="utf-8") as file:
    lines = file.readlines()
    CASES = [
        (row["text"], row["expected"])
        for row in csv.DictReader(line for line in lines if not line.startswith("#"))
    ]
PIECES = (
    "dinas",
    "MGMP",
    "SMPN",
    "2",
    "Kab.",
    "Bandung",
    "dan",
    "(",
    ")",
    ",",
    ".",
    "-",
    "\n",
    "#",
    "@",
    "PGRI",
    "di",
    "&",
)


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("mentions")
    build_index(siblings(), folder)
    return Matcher.open(folder)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_who_is_named(matcher: Matcher, text: str, expected: str) -> None:
    found = [
        f"{mention.quote} = {mention.match.organizer_id or mention.match.outcome.value}"
        for mention in find_mentions(text, "text", matcher)
    ]
    assert " | ".join(found) == expected


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(PIECES)).map(" ".join),
        st.lists(st.sampled_from(PIECES)).map("".join),
    )
)
@settings(deadline=None, max_examples=150)
def test_spans_are_exact_and_in_order(matcher: Matcher, text: str) -> None:
    past = 0
    for mention in find_mentions(text, "title", matcher):
        assert text[mention.start : mention.end] == mention.quote
        assert mention.start >= past
        assert mention.end > mention.start
        assert mention.role is Role.MENTIONED
        assert mention.where == "title"
        past = mention.end


@pytest.mark.parametrize(
    "text",
    [
        "Dinas " * 4_000,
        "MGMP Matematika SMP Kab. Bandung " * 700,
        "PGRI (" * 4_000,
        "a" * READ_LIMIT,
        "kab." * 6_000,
        "SMPN2" * 4_000,
        "dan " * 6_000,
        "\u0301" * READ_LIMIT,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_take_bounded_time(matcher: Matcher, text: str) -> None:
    find_mentions("PGRI Kabupaten Bandung", "text", matcher)  # reads the vocabulary
    before = time.thread_time()
    assert len(find_mentions(text, "text", matcher)) <= MAX_MENTIONS
    assert time.thread_time() - before < 1.0


def test_only_the_first_characters_of_a_long_text_are_read(matcher: Matcher) -> None:
    assert find_mentions("x " * READ_LIMIT + "PGRI Kabupaten Bandung", "text", matcher) == ()
