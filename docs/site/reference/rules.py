"""Every stored rule with its dates, force and citations, from ``registry/data/rules``."""

from __future__ import annotations

from docs.site.markdown import page as made
from docs.site.markdown import table
from registry.rules.points import activities
from registry.rules.rule import Rule
from registry.rules.store import rules

_INTRO = """
What counted as evidence, by period. The rule set is chosen by the date of the event. T1 is an official
text or a copy of the letter, T2 press or an office that quotes officials, T3 a blog, channel or message.
A rule is never deleted, only closed. How they are used: [Rules](../rules.md).
"""


def page() -> str:
    """The whole page."""
    catalogue = table(
        ("code", "activity", "unit", "points"),
        (
            (f"`{it.code}`", it.name_en, it.unit_en, str(it.points) if it.repeats else f"{it.points}, once")
            for it in activities().values()
        ),
    )
    return made(
        "Stored rules", _INTRO, *(_section(it) for it in rules().values()), "## Points of 2024", catalogue
    )


def _section(rule: Rule) -> str:
    until = rule.valid_until.isoformat() if rule.valid_until else "open"
    about = [
        f"{rule.valid_from.isoformat()} to {until}",
        rule.force.value,
        f"confidence {rule.confidence}",
        f"review again {rule.review_again.isoformat()}",
    ]
    if rule.replaced_by:
        about.append(f"replaced by {rule.replaced_by}")
    if rule.conflicts_with:
        about.append(f"contradicted by {', '.join(rule.conflicts_with)}")
    cited = table(
        ("tier", "document", "part", "where"),
        (
            (it.tier.value, it.document, it.part or "", f"`{it.url}`" if it.url else "")
            for it in rule.citations
        ),
    )
    text = f"{rule.text_en}\n\n*{rule.text_id}*\n\n{'; '.join(about)}."
    return f"## `{rule.id}` {rule.title_en}\n\n{text}\n\n{cited}"
