"""Published organizers that the matcher takes for each other, looked for a stretch at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from registry.organizer import Kind, Organizer, Status
from registry.snapshot import Snapshot, SnapshotError
from service.desk.access import READERS, requires
from service.desk.organizers.similar import Similar, similar
from service.desk.stores import stores

blueprint = Blueprint("duplicates", __name__, url_prefix="/duplicates")
_MOST_PAIRS = 20
_CPU = 0.1
"""Seconds of this process's time that one page may look for; the next page goes on from there."""
_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Pair:
    """One organizer with those it may be twice."""

    organizer: Organizer
    others: list[Similar]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a page looked at. ``further``: the id to go on after, ``None`` at the end."""

    pairs: list[Pair]
    looked_at: int
    further: str | None


@blueprint.get("")
@requires(*READERS)
def listed() -> str:
    """A stretch of one kind of organizers."""
    asked = request.args.get("kind", "")
    kind = Kind(asked) if asked in {it.value for it in Kind} else Kind.WORKING_GROUP
    after = request.args.get("after", "")[:200]
    try:
        stretch = look(stores().snapshots.current(), kind, after)
    except SnapshotError:
        stretch = Stretch([], 0, None)
    return render_template("reviewing/duplicates.html", stretch=stretch, kind=kind.value)


def look(snapshot: Snapshot, kind: Kind, after: str) -> Stretch:
    """Looks at organizers of a kind in the order of their ids, as far as the time of a page goes."""
    pairs: list[Pair] = []
    looked_at, begun = 0, time.thread_time()
    while stretch := snapshot.ids_after(after, _AT_A_TIME):
        for after, kind_there in stretch:
            looked_at += 1
            if kind_there == kind.value and (pair := _pair(snapshot, after)) is not None:
                pairs.append(pair)
            if len(pairs) >= _MOST_PAIRS or time.thread_time() - begun > _CPU:
                return Stretch(pairs, looked_at, after)
    return Stretch(pairs, looked_at, None)


def _pair(snapshot: Snapshot, organizer_id: str) -> Pair | None:
    """An organizer with those of a greater id that it may be; each two are found at the first of them."""
    organizer = snapshot.organizer(organizer_id)
    if organizer is None or organizer.status is Status.INACTIVE:
        return None
    others = [it for it in similar(snapshot, organizer) if it.organizer.id > organizer_id]
    return Pair(organizer, others) if others else None
