"""Names of organizers: typed into a search, sent to the match interface, found in running text."""

from __future__ import annotations

from contextlib import ExitStack

from benchmarks.embedded import embedded
from benchmarks.fuzz.pieces import pieces
from benchmarks.fuzz.source import Source
from benchmarks.fuzz.targets import Target, in_time
from registry.naming.parse import parse
from registry.reading.mentions import find_mentions


def target(stack: ExitStack) -> Target:
    """Parsing, matching and finding, twice the same."""
    matcher = stack.enter_context(embedded()).matcher
    words = pieces()

    def one(data: bytes) -> None:
        name = Source(data).text(words)
        with in_time():
            parse(name)
            found = matcher.match(name)
            mentions = find_mentions(name, "text", matcher)
        assert matcher.match(name) == found, "two answers for one name"
        for mention in mentions:
            assert name[mention.start : mention.end] == mention.quote, mention

    return one
