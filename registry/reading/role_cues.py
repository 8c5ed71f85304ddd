"""The words that say what a named body does (``roles.toml``), as patterns over folded text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import re2

from registry.reading.mention import Role
from registry.reading.vocabulary import alternatives, any_of, vocabulary
from registry.values import dataclass

_FAR = 9
"""Words between a name and its verb on the right."""


@dataclass(frozen=True, slots=True)
class Cues:
    """``left`` and ``right`` of a name, by role; ``title`` of a person right before it, ``says``: of one
    whose words are told, with his department in between; ``parent``: another
    body belongs to it; ``joint``: it acts with those behind it; ``event``: a sort of event right before it;
    ``for_teachers``: the same, with the teachers it is for in between; ``with_whom``: one acts with it;
    ``introduces``: somebody says who writes; ``office``: what signs for a body;
    ``joins``: what stands between two that act together; ``leads``, ``person`` and ``of_teachers``: first
    words of names; ``speakers``: a label whose line speaks of speakers; ``titled``: an academic title.
    """

    left: Mapping[Role, Any]
    right: Mapping[Role, Any]
    title: Any
    says: Any
    parent: Any
    joint: Any
    event: Any
    for_teachers: Any
    with_whom: Any
    introduces: Any
    office: Any
    joins: Any
    leads: Any
    person: Any
    of_teachers: Any
    speakers: Any
    titled: Any


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The compiled cues."""
    data = vocabulary("roles")
    left, right = data["left"], data["right"]
    return Cues(
        left={Role(name): any_of(left[name]) for name in left if name in set(Role)},
        right={Role(name): any_of(words) for name, words in right.items()},
        title=_ending(left["title"], r"(?:\s+[a-z]+)?[\s(:-]*"),
        says=_ending(left["says"], rf"\s+(?:{alternatives(left['title'])})(?:\s+[a-z]+){{0,6}}[\s(:-]*"),
        parent=any_of(left["parent"]),
        joint=_ending(left["joint"], r"(?:\s+antara)?\s+"),
        event=_ending(left["event"], r"\s+"),
        for_teachers=_ending(
            left["for_teachers"],
            r"(?:\s+[a-z]+){0,4}\s+(?:guru|kepala\s+sekolah|pengawas)(?:\s+[a-z]+)?[\s-]+",
        ),
        with_whom=_ending(left["with_whom"], r"[\s*:-]+"),
        introduces=re2.compile(
            rf"(?:^|[^a-z])(?:{alternatives(left['introduces'])})\b[^.!?\n]{{0,40}}$".encode()
        ),
        office=re2.compile(rf"(?:{alternatives(left['office'])})(?:\s+[a-z]+)?".encode()),
        joins=any_of(word for word in data["between"]["joins"] if word[0].isalnum()),
        leads=any_of(data["leads"]["words"]),
        person=any_of(data["leads"]["person"]),
        of_teachers=any_of(data["leads"]["of_teachers"]),
        speakers=re2.compile(rf"\b(?:{alternatives(left['speaker_affiliation'])})[a-z ]*[:=]".encode()),
        titled=re2.compile(
            rf"(?:^|[^a-z])(?:{alternatives(data['persons']['titles'])})(?:[^a-z]|$)".encode()
        ),
    )


def acts(role: Role, right: bytes) -> bool:
    """Whether the words right of a name say, soon enough, that it does what the role means."""
    match = cues().right[role].search(right)
    return match is not None and len(right[: match.start()].split()) <= _FAR


def joins(between: bytes) -> bool:
    """Whether nothing but "dan", "&" or the like stands between two names."""
    words = between.strip(b" ,()|-")
    return words in (b"&", b"+", b"") or cues().joins.fullmatch(words) is not None


def nearest(left: bytes) -> Role | None:
    """The role of the cue that ends nearest to the name; on a tie the longer one, which says more."""
    best: tuple[int, int, Role] | None = None
    for role, pattern in cues().left.items():
        for match in pattern.finditer(left):
            gap = left[match.end() :]
            if _PARTS.search(gap) or len(gap.split()) > _reach(role):
                continue
            found = (match.end(), match.end() - match.start(), role)
            if best is None or found[:2] >= best[:2]:
                best = found
    return best[2] if best else None


_PARTS = re2.compile(rb"[.!?;]\s|\|")


def _reach(role: Role) -> int:
    """Words that may stand between a cue and the name."""
    return {Role.SPEAKER_AFFILIATION: 9, Role.MENTIONED: 1, Role.HOST: 2}.get(role, 3)


def _ending(words: list[str], tail: str) -> Any:
    """A pattern of words right before a name."""
    return re2.compile(rf"\b(?:{alternatives(words)}){tail}$".encode())
