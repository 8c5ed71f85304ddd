"""The published organizers' own sites, as a worker asks for them again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import structlog

from crawler.announcements.site import OrganizerSite
from crawler.announcements.sites import sites_of
from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link
from registry.organizer import Organizer
from registry.snapshot import NoSnapshotError, Snapshot, SnapshotError, SnapshotStore

_log = structlog.get_logger()


class PublishedSites:
    """What `sites_of` says about the current snapshot, found through its index of hosts.

    Very few of a million organizers have a host of their own: going through all of them takes ten seconds of
    CPU, the index leads to those few at once. One store for a worker's life, so that a snapshot is opened
    and compared with its checksums once and not for every job. Safe to share between threads. The first call
    after a publication reads the whole snapshot: make it where nobody waits.
    """

    def __init__(self, snapshots: Path) -> None:
        self._store = SnapshotStore(snapshots)

    def site(self, host: str, on: date) -> OrganizerSite | None:
        """The site of this host, ``None`` when it is not to be visited on that day or nothing is published.

        Raises:
            SnapshotError: what is published cannot be read.
        """
        try:
            snapshot = self._store.current()
        except NoSnapshotError:
            return None
        ids = _owners(snapshot, host, on)
        for organizer in list(_organizers(snapshot, ids)):  # somebody else may claim another host of theirs
            ids.update(*(_owners(snapshot, its.name, on) for its in organizer.hosts))
        found = sites_of(_organizers(snapshot, ids), on)
        return next((site for site in found if site.host == host), None)

    def sites(self, on: date) -> list[OrganizerSite]:
        """All sites to visit on a day; none, and a warning, when what is published cannot be read."""
        try:
            return sites_in(self._store.current(), on)
        except NoSnapshotError:
            return []
        except SnapshotError as error:
            _log.warning("no sites", problem=str(error))
            return []


def sites_in(snapshot: Snapshot, on: date) -> list[OrganizerSite]:
    """All sites to visit on a day, by the snapshot's index of hosts.

    Raises:
        SnapshotError: the index cannot be read.
    """
    hosts = {key.removeprefix("host:").removeprefix("*.") for key in snapshot.hosts.official_keys(on)}
    owners = {owner for host in hosts for owner in _owners(snapshot, host, on)}
    return list(sites_of(_organizers(snapshot, owners), on))


def _owners(snapshot: Snapshot, host: str, on: date) -> set[str]:
    """The ids of all whose host it is by any statement; which statements make it a site, `sites_of` says."""
    try:
        link = read_link(f"https://{host}/")
    except UnreadableLinkError:
        return set()
    return {owner.organizer_id for owner in snapshot.hosts.owners(link, on)}


def _organizers(snapshot: Snapshot, ids: Iterable[str]) -> Iterator[Organizer]:
    for organizer_id in sorted(ids):
        if (organizer := snapshot.organizer(organizer_id)) is not None:
            yield organizer
