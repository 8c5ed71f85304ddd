"""One host under examination: its view, the official names it can be compared with, and the way to write a
finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from registry.hosts.lookalike.finding import Lookalike, Severity, Span, Technique
from registry.hosts.lookalike.names import Name, NameBook
from registry.hosts.lookalike.view import HostView, Token
from registry.hosts.lookalike.vocabulary import Vocabulary
from registry.values import dataclass


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
    zones: frozenset[str]  # the suffixes under which there are official names
    before_at: Office | None = None  # whose host stands in front of an @, where only a login is read

    def names(self, texts: Sequence[str]) -> dict[str, tuple[Name, ...]]:
        """The official names with the looks of each text."""
        return self.book.looking_like(texts) if texts else {}

    def is_official_text(self, text: str) -> bool:
        """Whether exactly this text is an official name, in whatever zone."""
        return any(name.text == text for name in self.names([text]).get(text, ()))

    def about(self, name: Name, technique: Technique, severity: Severity, spans: Sequence[Span]) -> Lookalike:
        """A finding whose claimed target is an official name."""
        return Lookalike(
            technique, severity, self.view.shown, tuple(spans), name.host, name.owner, name.organizer_id
        )

    @property
    def kind(self) -> str:
        """The kind of the address (``Vocabulary.suffix_kind``); a free host's tenants are as cheap as can
        be."""
        return "cheap" if self.view.tenant else self.words.suffix_kind(self.view.suffix)

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


def differing(text: str, official: str) -> Span:
    """The part of a text between the beginning and the end that it shares with the official name, never
    empty.

    ``simpkbb``/``simpkb`` → the last letter; ``beljaar``/``belajar`` → the two that are swapped
    """
    shortest = min(len(text), len(official))
    start = 0
    while start < shortest and text[start] == official[start]:
        start += 1
    end = 0
    while end < shortest - start and text[-1 - end] == official[-1 - end]:
        end += 1
    start = min(start, len(text) - 1)
    return start, max(start + 1, len(text) - end)


def in_shown(view: HostView, text: str, span: Span) -> Span:
    """A span of a glued text that ends at the suffix, as a span of the shown host with its dots and
    hyphens."""
    places = [at for at, character in enumerate(view.shown[: view.suffix_start]) if character not in ".-"]
    ahead = max(0, len(places) - len(text))
    start, end = (min(ahead + at, len(places) - 1) for at in (span[0], span[1] - 1))
    return places[start], places[end] + 1
