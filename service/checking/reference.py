"""Prints ``docs/reasons.md``: ``python -m service.checking.reference > docs/reasons.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from service.checking.reason import Question
from service.checking.texts import Language, Text, texts

_HEAD = """# Every reason, by code

Generated from `service/checking/texts.toml` and `registry/data/signals/`; a test fails when it drifts
(`python -m service.checking.reference > docs/reasons.md`). `{names}` are filled in.

*Standing* is what the reason says: `proven`, `claimed` (said, not proven), `unknown`, `info`; for signs of
risk `stop` (danger), `strong` (caution alone), `medium` (caution with another medium one), `weak` (changes no
level), `trust` (never cancels a stop). Behind every reason stands a quote from the page, a rule, or a source.
"""
_TITLES = {
    Question.WHO: "Who is behind it?",
    Question.RISK: "Is there a risk?",
    Question.USE: "What is it good for?",
}


def reference() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    for question, title in _TITLES.items():
        yield f"## {title}\n"
        yield "| code | standing | Indonesian | English |"
        yield "| --- | --- | --- | --- |"
        for code, text in texts()["reason"].items():
            if text.question is question:
                yield f"| `{code}` | {text.standing} | {_cells(text)} |"
        yield ""
    yield "## Advice\n"
    yield "`do` something now, `ask` the organizer, the safe `path`, or a `note`.\n"
    yield "| code | kind | Indonesian | English |"
    yield "| --- | --- | --- | --- |"
    for code, text in texts()["advice"].items():
        yield f"| `{code}` | {text.kind} | {_cells(text)} |"


def _cells(text: Text) -> str:
    return " | ".join(text.sentences[language].replace("|", "\\|") for language in Language)


if __name__ == "__main__":
    sys.stdout.write(reference())
