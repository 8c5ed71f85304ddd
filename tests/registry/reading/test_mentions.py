"""Organizers' names in running text: exact spans, nobody invented, bounded on any input."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.matching.answer import NameMatch
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.naming.slots import Name
from registry.reading.mention import Role
from registry.reading.mentions import MAX_MENTIONS, find_mentions
from registry.reading.resolving import MAX_EXACT, MAX_FULL
from registry.reading.words import READ_LIMIT
from tests.registry.matching.conftest import siblings

with (Path(__file__).parent / "mentions.csv").open(encoding="utf-8") as file:
    lines = file.readlines()
    CASES = [
        (row["text"].replace("\\n", "\n"), row["expected"].replace("\\n", "\n"))
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


class Counting:
    """The matcher, counting how often it is asked."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self.exact = self.full = 0

    def match_exactly(self, name: Name) -> NameMatch:
        self.exact += 1
        return self._matcher.match_exactly(name)

    def match_parsed(self, name: Name) -> NameMatch:
        self.full += 1
        return self._matcher.match_parsed(name)


SHORT = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES)).map(" ".join),
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4))).map(" ".join),
)


@given(SHORT, st.sampled_from((1, 1, 1, 2, 40, 5_000)))
@settings(deadline=None, max_examples=200)
def test_any_text_gives_exact_spans_in_order_for_a_bounded_number_of_questions(
    matcher: Matcher, piece: str, times: int
) -> None:
    text, past = (piece * times)[:READ_LIMIT], 0
    counting = Counting(matcher)
    for mention in find_mentions(text, "title", cast("Matcher", counting)):
        assert text[mention.start : mention.end] == mention.quote
        assert mention.start >= past
        assert mention.end > mention.start
        assert mention.role is Role.MENTIONED
        assert mention.where == "title"
        past = mention.end
    assert counting.exact <= MAX_EXACT
    assert counting.full <= MAX_FULL


@pytest.mark.parametrize(
    "text",
    [
        "Dinas " * 4_000,
        "MGMP Matematika SMP Kab. Bandung " * 700,
        "PGRI (" * 4_000,
        "a" * READ_LIMIT,
        "kab." * 6_000,
        "SMPN2" * 4_000,
        " ".join(f"SMPN {n} Contoh{n} Kec. X{n}" for n in range(900)),
        "Kab. Bandung: MGMP Matematika SMP Bersama " * 450,
        "KOMBEL" * 3_300,
        "MgmpMgmp" * 2_500,
        "PGRI-" * 4_000,
        "kec. juli " * 2_000,
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
