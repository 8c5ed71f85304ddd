"""A published registry, read-only: what checks, searches and pages are answered from."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registry.decision import Action, Decision
from registry.ledger.resolutions import Resolution
from registry.organizer import Kind, Organizer, Vouch
from registry.snapshot import build
from registry.snapshot.browse import Within, leaf
from registry.snapshot.decisions import read_decisions
from registry.snapshot.errors import NoSnapshotError
from registry.snapshot.folder import using
from registry.snapshot.indexes import open_index
from registry.snapshot.manifest import Manifest, read_manifest, verify_files
from registry.snapshot.reader import Reader

if TYPE_CHECKING:
    from registry.hosts.index import HostIndex
    from registry.matching.matcher import Matcher

#: Organizers kept after they were read once, per snapshot: checks ask for the same few again and again.
_KEPT = 4096


class Snapshot:
    """One version of the registry: immutable, safe to share between threads, read when asked.

    Its files are given back when nobody holds it any more, or by :meth:`close`.
    """

    def __init__(self, folder: Path, manifest: Manifest, held: ExitStack) -> None:
        reader = Reader(folder / build.FILE)
        held.callback(reader.close)
        self.folder = folder
        self.manifest = manifest
        self._reader = reader
        self._decisions: Mapping[str, Decision] = read_decisions(folder)
        # The cache must not know this object: a circle of references would keep old snapshots open.
        self._organizer = lru_cache(maxsize=_KEPT)(reader.organizer)
        self._finalizer = weakref.finalize(self, held.close)

    @classmethod
    def open(cls, folder: Path) -> Snapshot:
        """Opens a snapshot folder after comparing every file with its checksum.

        Raises:
            NoSnapshotError: there is no such folder.
            DamagedSnapshotError: a file is missing, cut short or changed.
        """
        if not folder.is_dir():
            raise NoSnapshotError(f"there is no snapshot {folder.name}: run `cekdiklat registry publish`")
        manifest = read_manifest(folder)
        with ExitStack() as stack:
            stack.enter_context(using(folder))
            verify_files(folder, manifest)
            return cls(folder, manifest, stack.pop_all())

    @property
    def version(self) -> str:
        """Names the snapshot in every verdict; sorts by time."""
        return self.manifest.version

    @property
    def published_at(self) -> datetime:
        """When it was published (UTC)."""
        return self.manifest.published_at

    @property
    def counts(self) -> dict[str, int]:
        """Rows per table."""
        return dict(self.manifest.counts)

    def organizer(self, organizer_id: str) -> Organizer | None:
        """The organizer with this id; for the id of a merged one, the organizer it became."""
        found = self._organizer(organizer_id)
        if found is None and (target := self.redirect(organizer_id)) is not None:
            found = self._organizer(target)
        return found

    def redirect(self, organizer_id: str) -> str | None:
        """The id that a merged organizer's id became, ``None`` for any other id."""
        return self._reader.redirect(organizer_id)

    def organizers(self) -> Iterator[Organizer]:
        """All organizers by id. Streams."""
        yield from self._reader.organizers()  # a generator of ours, so that it keeps this snapshot open

    def host_sources(self, host: str) -> list[str]:
        """The sources that name this host for any organizer."""
        return self._reader.host_sources(host)

    def ids_after(self, organizer_id: str, limit: int) -> list[tuple[str, str]]:
        """Greater ids, each with its kind, in order: to go through all of them a stretch at a time."""
        return self._reader.ids_after(organizer_id, limit)

    def search(self, q: str, limit: int = 20) -> list[Organizer]:
        """Organizers whose name or alias has these words (the last one may be unfinished), best first."""
        return [found for id_ in self._reader.search(q, limit) if (found := self._organizer(id_)) is not None]

    def leaf(self, within: Within, limit: int, offset: int = 0) -> tuple[list[Organizer], int]:
        """One page of the organizers of a kind, in a province, with some words; and how many there are."""
        found = leaf(self._reader, within, limit, offset)
        return [it for id_ in found.ids if (it := self._organizer(id_)) is not None], found.total

    def sources_of(self, organizer_id: str) -> dict[str, str]:
        """Where each alias and host of an organizer was read: its name → the source's title."""
        return self._reader.sources_of(organizer_id)

    def vouches(self, link_key: str, on: date) -> list[Vouch]:
        """Who vouches for a link on a day; the longest lasting vouch first."""
        return self._reader.vouches(link_key, on)

    def resolution(self, link_key: str) -> Resolution | None:
        """Where a short link led when it was last visited."""
        return self._reader.resolution(link_key)

    def decision(self, subject: str) -> Decision | None:
        """What admins decided about a link key, ``host:x`` or ``host:*.x``, ``None`` when nothing."""
        return self._decisions.get(subject)

    @property
    def decisions(self) -> list[Decision]:
        """All decisions in force, by subject."""
        return sorted(self._decisions.values(), key=lambda it: it.subject)

    @property
    def flagged(self) -> list[str]:
        """The subjects that admins flagged, sorted."""
        return sorted(it.subject for it in self._decisions.values() if it.action is Action.FLAG)

    def coverage(self, kind: Kind, province: str | None = None) -> int:
        """How many active organizers of a kind are published, in all or in one province (``32``)."""
        if province is not None:
            return self._coverage.get((kind.value, province), 0)
        return sum(count for (of_kind, _), count in self._coverage.items() if of_kind == kind.value)

    @cached_property
    def _coverage(self) -> dict[tuple[str, str], int]:
        return self._reader.coverage()

    @cached_property
    def matcher(self) -> Matcher:
        """Matches names against the organizers of this snapshot."""
        return self.index("names")  # type: ignore[no-any-return]

    @cached_property
    def hosts(self) -> HostIndex:
        """Whose a host is, in this snapshot."""
        return self.index("hosts")  # type: ignore[no-any-return]

    def index(self, name: str) -> Any:
        """Opens an index by the name of its folder; ``matcher`` and ``hosts`` keep what it opened.

        Raises:
            MissingIndexError: the snapshot was published without it.
            DamagedSnapshotError: this program cannot read it.
        """
        return open_index(self.folder, name, self.manifest)

    def check_integrity(self) -> list[str]:
        """What SQLite says about the file itself; ``["ok"]`` when it is sound. Reads all of it."""
        return [str(row[0]) for row in self._reader.query("PRAGMA quick_check")]

    def close(self) -> None:
        """Gives files and connections back; afterwards nothing can be read."""
        self._finalizer()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
