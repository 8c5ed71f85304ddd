"""One host under examination: its view, the official names it can be compared with, and the way to write a
finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.hosts.lookalike.finding import Lookalike, Severity, Span, Technique
from registry.hosts.lookalike.names import Name, NameBook
from registry.hosts.lookalike.view import HostView, Token
from registry.hosts.lookalike.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Office:
    """Whom a local authority's word and a place stand for: the body, its address where it has one."""

    organizer_id: str | None
    name: str
    host: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """What every technique gets. Pure: the book and the offices only look up."""

    view: HostView
    book: NameBook
    words: Vocabulary
    offices: Mapping[str, Office]  # "dinas:32.04", "government:32.04"

    def names(self, texts: Sequence[str]) -> dict[str, tuple[Name, ...]]:
        """The official names with the looks of each text."""
        return self.book.looking_like(texts) if texts else {}

    def about(self, name: Name, technique: Technique, severity: Severity, spans: Sequence[Span]) -> Lookalike:
        """A finding whose claimed target is an official name."""
        return Lookalike(
            technique, severity, self.view.shown, tuple(spans), name.host, name.owner, name.organizer_id
        )

    @property
    def suffix_span(self) -> Span:
        """The place of the suffix in the shown name."""
        return self.view.suffix_start, len(self.view.shown)


def glue(tokens: Sequence[Token]) -> str:
    """The tokens' texts in one."""
    return "".join(token.text for token in tokens)


def around(kept: Sequence[Span], end: int) -> tuple[Span, ...]:
    """The parts of ``0..end`` outside the kept spans: what was put around a borrowed name."""
    spans: list[Span] = []
    at = 0
    for start, stop in sorted(kept):
        if start > at:
            spans.append((at, start))
        at = max(at, stop)
    if at < end:
        spans.append((at, end))
    return tuple(spans)
