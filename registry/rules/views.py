"""How two sources that contradict each other are shown: side by side, each with its tier, never merged."""

from __future__ import annotations

from registry.rules.notes import Note
from registry.rules.store import rules


def conflict_note(one: str, other: str) -> Note:
    """The remark on two rules (ids): what each says, and how near its source is to the regulation."""
    first, second = sorted((rules()[one], rules()[other]), key=lambda rule: rule.tier)
    tiers = {"tier_a": first.tier.value, "tier_b": second.tier.value}
    return Note(
        "conflict",
        (first.id, second.id),
        {"a": first.text_id, "b": second.text_id, **tiers},
        {"a": first.text_en, "b": second.text_en},
    )
