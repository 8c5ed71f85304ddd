"""One body listed twice: entries that no name can tell apart are not worth a question.

Lists overlap, and one of them writes "MGMP PAI SMA Kabupaten Kulon Progo", another "Musyawarah Guru Mata
Pelajaran Pendidikan Agama Islam SMA Kabupaten Kulon Progo". A region has one such office, branch or working
group, so that both are that one. Schools and communities share names with neighbours and stay several.
"""

from __future__ import annotations

from registry.matching.rows import Row
from registry.naming.lexicon import lexicon

SINGLE = frozenset(("dinas", "ministry", "profession", "working_group"))
"""Kinds of which a region has one body of each name."""


def same_body(one: Row, other: Row) -> bool:
    """Whether two entries agree in slots, own words and region (of which one may state none)."""
    family = lexicon().families.get(one.slots.type or "")
    if family is None or family.kind not in SINGLE:
        return False
    if one.region != other.region and (one.named or other.named or (one.region and other.region)):
        return False
    return _identity(one) == _identity(other)


def _identity(row: Row) -> tuple[object, ...]:
    slots = row.slots
    levels, subjects = frozenset(slots.levels), frozenset(slots.subjects)
    return (slots.type, levels, slots.status, subjects, slots.branch, row.numbers, "".join(row.words))
