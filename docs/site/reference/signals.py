"""Every signal with its weight, words, source and examples, from ``registry/data/signals``."""

from __future__ import annotations

from docs.site.markdown import page as made
from docs.site.markdown import table
from registry.reading.signals.catalogue import SignalRule, catalogue

_INTRO = """
`stop` makes danger; one `strong` or two `medium` make caution; `weak` changes no level; `trust` never
cancels a stop. A signal that is denied, quoted, asked or told of is none. Every example is a test. All
messages with both languages: [Reasons](../reasons.md).
"""


def page() -> str:
    """The whole page."""
    rules = catalogue().rules.values()
    overview = table(
        ("code", "severity", "what a teacher reads", "since", "source"),
        ((f"`{it.code}`", it.severity.value, it.text_en, it.since.isoformat(), it.source) for it in rules),
    )
    return made("Signals", _INTRO, overview, *(_examples(it) for it in rules))


def _examples(rule: SignalRule) -> str:
    rows = [(f"“{text}”", "yes") for text in rule.examples] + [
        (f"“{text}”", "no") for text in rule.counter_examples
    ]
    if not rows:
        return ""
    return f"## `{rule.code}`\n\n{rule.text_id}.\n\n{table(('text', 'a signal?'), _safe(rows))}"


def _safe(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Stars and lines of strangers' messages are no Markdown."""
    signs = str.maketrans({sign: f"\\{sign}" for sign in "*_`<>[]#~$"})
    return [(text.translate(signs), answer) for text, answer in rows]
