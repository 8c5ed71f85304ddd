"""Whose host it is by what the ledger says, so that no list gives a body the host of one of another kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from registry.ledger.models import SightingEntry
from registry.organizer import Host, Kind, Organizer, Status

if TYPE_CHECKING:
    from registry.ledger.editing.standing import Standing
    from registry.ledger.ledger import Ledger
    from registry.ledger.sighting import Sighting


class HostOwners:
    """The owners of hosts beside what one source says; looked up when the first host is asked for.

    Lists print the address of the office above a school as the school's own. Two owners prove nothing about
    a host any more, and the office would fall silent: the known owner stays until a person says otherwise.
    """

    def __init__(self, ledger: Ledger, source: str) -> None:
        self._ledger = ledger
        self._source = source
        self._holders: dict[Kind, dict[str, set[str]]] = {}
        self._standings: dict[str, Standing | None] = {}

    def of_another_kind(self, sighting: Sighting) -> tuple[Host, Organizer] | None:
        """The first host of a statement that is an organizer's of another kind on its day, and that one."""
        for host in sighting.hosts:
            for standing in self._holding(sighting.kind, host) if host.relation == "own" else ():
                if (owner := _owner(standing, host, sighting)) is not None and not self._same(
                    standing, owner, sighting
                ):
                    return host, owner
        return None

    def cleared(self, sighting: Sighting) -> Sighting:
        """The statement without hosts of others."""
        while (found := self.of_another_kind(sighting)) is not None:
            sighting = replace(sighting, hosts=tuple(host for host in sighting.hosts if host != found[0]))
        return sighting

    def _same(self, standing: Standing, owner: Organizer, sighting: Sighting) -> bool:
        """Whether the statement is about this owner itself, and only its kind is said anew."""
        said = {(statement.source, statement.key) for statement in standing.statements}
        return owner.id == sighting.organizer_id or (self._source, sighting.key) in said

    def _holding(self, kind: Kind, host: Host) -> list[Standing]:
        if kind not in self._holders:
            self._holders[kind] = self._read(kind)
        found = (self._standing(it) for it in sorted(self._holders[kind].get(_bare(host.name), ())))
        return [standing for standing in found if standing is not None]

    def _read(self, kind: Kind) -> dict[str, set[str]]:
        """Host → who was ever said to own it, by statements about bodies of another kind."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        row = SightingEntry
        statement = select(row.organizer_id, row.hosts).where(row.hosts.is_not(None), row.kind != kind.value)
        with self._ledger.reading() as session:
            for organizer_id, hosts in session.execute(statement, execution_options={"yield_per": 5000}):
                for host in hosts or ():
                    if host["relation"] == "own":
                        found[_bare(host["name"])].add(organizer_id)
        return dict(found)

    def _standing(self, organizer_id: str) -> Standing | None:
        if organizer_id not in self._standings:
            standing = self._ledger.edits.standing(organizer_id)
            if standing is not None and standing.redirect_to is not None:
                standing = self._standing(standing.redirect_to)
            self._standings[organizer_id] = standing
        return self._standings[organizer_id]


def _owner(standing: Standing, host: Host, sighting: Sighting) -> Organizer | None:
    """The organizer when it holds the host on the statement's day and is of another kind."""
    owner = standing.folded.organizer if standing.folded is not None else None
    if owner is None or owner.kind is sighting.kind or owner.status is Status.INACTIVE:
        return None
    for its in owner.hosts:
        if its.is_surely_own(sighting.seen_on) and _bare(its.name) == _bare(host.name):
            return owner
    return None


def _bare(name: str) -> str:
    return name.removeprefix("www.")
