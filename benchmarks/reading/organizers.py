"""Organizers: named bodies with their role, against labelled ones, with the embedded registry."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.reading.labelled import Labelled
from benchmarks.reading.score import Found
from registry.data.seed_reader import load_seed
from registry.matching.index import build_index
from registry.matching.keys import slot_text
from registry.matching.matcher import Matcher
from registry.naming.parse import parse
from registry.organizer import Organizer
from registry.reading.mention import Mention, Role
from registry.reading.mentions import find_mentions
from registry.reading.roles import assign_roles

_WORDS = re.compile(r"\w+")
ACTS_TOGETHER = (Role.ORGANIZER, Role.PARTNER)
"""In announcements everybody who organizes together is labelled an organizer."""


def seed_matcher() -> Matcher:
    """A matcher of the embedded registry, built in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="reading-"))
    organizers = (
        Organizer(
            said.organizer_id or said.key, said.kind, said.name, said.region, None, said.aliases, said.hosts
        )
        for said in load_seed()
    )
    build_index(organizers, folder)
    return Matcher.open(folder)


def organizer_scores(rows: Iterable[Labelled], matcher: Matcher) -> Found:
    """One count per body: two spellings are one by the registry, when one's words contain the other's, or
    when both say the same slots ("Kombel Tumbuh", "Komunitas Belajar Tumbuh").
    """
    score = Found()
    for row in rows:
        gold = _gold(row)
        mentions = assign_roles(
            row.page,
            (
                *find_mentions(row.page.title, "title", matcher),
                *find_mentions(row.page.text, "text", matcher),
            ),
            matcher,
        )
        roles = ACTS_TOGETHER if "organisers" in row.gold else (Role.ORGANIZER,)
        leading = [mention for mention in mentions if mention.role in roles]
        for name in gold:
            score.count(True, any(_same(name, mention, matcher) for mention in leading), row.id)
        others: set[str] = set()
        for mention in leading:
            if not any(_same(name, mention, matcher) for name in gold):
                others.add(mention.match.organizer_id or mention.quote.casefold())
        score.false += [row.id] * len(others)
    return score


def _gold(row: Labelled) -> list[str]:
    if "organisers" in row.gold:
        return [named["text"] for named in row.gold["organisers"]]
    return [named["text"] for named in row.gold["organizers"] if named["role"] == "organizer"]


def _same(name: str, mention: Mention, matcher: Matcher) -> bool:
    one, other = (set(_WORDS.findall(text.casefold())) for text in (name, mention.quote))
    if one <= other or other <= one:
        return True
    said, read = parse(name), parse(mention.quote)
    if said.type and said.items and slot_text(said) == slot_text(read) and said.items == read.items:
        return True
    known = mention.match.organizer_id
    return known is not None and matcher.match(name).organizer_id == known
