"""The guard against bad runs: compares what would be published with what was published last.

A source can answer with half its list, without a column, in the wrong encoding or with somebody else's page,
and call it success. Nothing of that may reach teachers before a person has looked at it.
"""

from __future__ import annotations

from collections.abc import Iterator

from registry.snapshot.compare import Comparison
from registry.values import dataclass

#: Hosts named in one finding.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may change between two publications without a person's word; shares of what there was before.

    ``few``: in a part of the registry (a kind, a province), this many changes are never too many: one
    legitimate removal from a list of ten is no accident. The whole registry has no such allowance.
    """

    vanished: float = 0.05  # what a healthy list loses between two readings stays well below
    hosts: float = 0.05
    fill: float = 0.05  # drop of the share of organizers that have a fact at all: a lost column
    changed: float = 0.10  # same organizers, other name, region or kind: swapped columns, wrong encoding
    few: int = 3


#: Facts whose loss all over a kind means that a column was lost; SQL that is true where the fact is there.
_FILLS = {
    "region": "region IS NOT NULL",
    "registration": "registration IS NOT NULL",
    "website": "website IS NOT NULL",
    "host": "id IN (SELECT organizer_id FROM {}.host)",
    "alias": "id IN (SELECT organizer_id FROM {}.alias)",
}

#: What makes a host proof, and when: a lost column makes an owner of every application and former owner.
_SAME_HOST = " AND ".join(
    f"n.{column} IS o.{column}" for column in ("relation", "subtree", "since", "until", "confidence")
)


def findings(compare: Comparison, bounds: Bounds | None = None) -> list[str]:
    """Everything that is out of its bounds, one readable line each; empty when the publication is fine."""
    bounds = bounds or Bounds()
    return [
        *_sources(compare),
        *_vanished(compare, bounds),
        *_fill_rates(compare, bounds),
        *_hosts(compare, bounds),
        *_contested(compare),
        *_changed(compare, bounds),
    ]


def _sources(compare: Comparison) -> Iterator[str]:
    """A source whose newest run was no success is spoken of, never silently replaced by its older data.

    Once: what the live snapshot already says about it was published with a person's word.
    """
    words = {"empty": "found nothing", "refused": "was out of its bounds", "blocked": "was not let in"}
    rows = compare.connection.execute(
        "SELECT name, last_run, read_on FROM new.source "
        "EXCEPT SELECT name, last_run, read_on FROM old.source ORDER BY name"
    )
    for name, last_run, read_on in rows:
        if last_run in words:
            yield f"source {name}: its newest run {words[last_run]}; its data are from {read_on or 'never'}"


def _vanished(compare: Comparison, bounds: Bounds) -> Iterator[str]:
    # Merged organizers did not vanish: their old ids lead to the new ones.
    compare.connection.execute(
        "CREATE TEMP TABLE vanished AS SELECT o.kind, coalesce(substr(o.region, 1, 2), 'none') AS province "
        "FROM old.organizer o LEFT JOIN new.organizer n ON n.id = o.id "
        "WHERE o.status != 'inactive' AND o.missed = 0 "
        "AND (n.id IS NULL OR n.status = 'inactive' OR n.missed > 0) "
        "AND o.id NOT IN (SELECT id FROM new.redirect)"
    )
    compare.connection.execute(
        "CREATE TEMP TABLE present AS SELECT kind, coalesce(substr(region, 1, 2), 'none') AS province, "
        "count(*) AS organizers FROM old.organizer WHERE status != 'inactive' AND missed = 0 GROUP BY 1, 2"
    )
    before = compare.count("SELECT sum(organizers) FROM temp.present")
    lost = compare.count("SELECT count(*) FROM temp.vanished")
    if lost > bounds.vanished * before:
        yield f"{_share(lost, before)} organizers vanished (allowed {bounds.vanished:.0%})"
    for place in ("kind", "kind || ', province ' || province"):
        rows = compare.connection.execute(
            f"SELECT place, lost, (SELECT sum(organizers) FROM temp.present WHERE {place} = gone.place) "  # noqa: S608
            f"FROM (SELECT {place} AS place, count(*) AS lost FROM temp.vanished GROUP BY 1) gone ORDER BY 1"
        )
        for where, lost_here, before_here in rows:
            if lost_here > max(bounds.few, bounds.vanished * before_here):
                yield f"{where}: {_share(lost_here, before_here)} organizers vanished"


def _fill_rates(compare: Comparison, bounds: Bounds) -> Iterator[str]:
    for fact, condition in _FILLS.items():
        old, new = (_filled(compare, side, condition.format(side)) for side in ("old", "new"))
        for kind, (total, filled) in old.items():
            new_total, new_filled = new.get(kind, (0, 0))
            if new_total == 0 or filled - new_filled <= bounds.few:
                continue  # a whole kind that is gone is reported as vanished; a growing kind loses nothing
            before, now = filled / total, new_filled / new_total
            if before - now > bounds.fill:
                yield f"{kind}: {fact} known for {now:.0%} instead of {before:.0%}, a column may be lost"


def _filled(compare: Comparison, side: str, condition: str) -> dict[str, tuple[int, int]]:
    rows = compare.connection.execute(
        f"SELECT kind, count(*), count(*) FILTER (WHERE {condition}) "  # noqa: S608
        f"FROM {side}.organizer GROUP BY kind ORDER BY kind"
    )
    return {kind: (total, filled) for kind, total, filled in rows}


def _hosts(compare: Comparison, bounds: Bounds) -> Iterator[str]:
    before = compare.count("SELECT count(*) FROM old.host")
    lost = compare.count(
        "SELECT count(*) FROM old.host o WHERE NOT EXISTS ("  # noqa: S608
        f"SELECT 1 FROM new.host n WHERE n.name = o.name AND {_SAME_HOST} AND n.organizer_id = coalesce("
        "(SELECT target FROM new.redirect r WHERE r.id = o.organizer_id), o.organizer_id))"
    )
    if lost > max(bounds.few, bounds.hosts * before):
        yield (
            f"{_share(lost, before)} hosts changed their owner, what they prove, or vanished "
            f"(allowed {bounds.hosts:.0%})"
        )


def _contested(compare: Comparison) -> Iterator[str]:
    """A host that bodies of two kinds call their own speaks for neither; once, as with sources."""
    contested = (
        "SELECT CASE WHEN h.name LIKE 'www.%' THEN substr(h.name, 5) ELSE h.name END AS bare "
        "FROM {0}.host h JOIN {0}.organizer o ON o.id = h.organizer_id WHERE h.relation = 'own' "
        "AND h.confidence != 'C' AND h.until IS NULL AND o.status != 'inactive' "
        "GROUP BY bare HAVING count(DISTINCT o.kind) > 1"
    )
    rows = compare.connection.execute(
        f"{contested.format('new')} EXCEPT {contested.format('old')} ORDER BY 1"
    )
    if names := [name for (name,) in rows]:
        told = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        yield f"bodies of two kinds call the same host their own, which then speaks for neither: {told}"


def _changed(compare: Comparison, bounds: Bounds) -> Iterator[str]:
    both = "FROM old.organizer o JOIN new.organizer n ON n.id = o.id"
    total = compare.count(f"SELECT count(*) {both}")
    for fact in ("name", "region", "kind"):
        # A schematic name is a placeholder: when the printed one is found, that is no accident.
        changed = compare.count(
            f"SELECT count(*) {both} WHERE o.{fact} IS NOT n.{fact} AND o.status != 'schematic'"
        )
        if changed > max(bounds.few, bounds.changed * total):
            yield f"{_share(changed, total)} organizers have another {fact} (allowed {bounds.changed:.0%})"


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole:.1%})"
