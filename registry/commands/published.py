"""What a command answers from: the published snapshot, or an index folder given by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from registry.matching.columns import IndexFormatError
from registry.matching.matcher import Matcher

if TYPE_CHECKING:
    from registry.snapshot import Snapshot

index_option = click.option(
    "--index",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A built name index in place of the published one",
)


class Names:
    """A matcher and, when it belongs to a snapshot, what is known of the organizers."""

    def __init__(self, folder: Path | None) -> None:
        self._snapshot: Snapshot | None = None
        if folder is not None:
            try:
                self.matcher = Matcher.open(folder)
            except IndexFormatError as error:
                raise click.UsageError(str(error)) from None
            return
        from registry.settings import settings
        from registry.snapshot import SnapshotError, SnapshotStore

        try:
            self._snapshot = SnapshotStore(settings().snapshots).current()
            self.matcher = self._snapshot.matcher
        except SnapshotError as error:
            raise click.UsageError(str(error)) from None

    def describe(self, organizer_id: str) -> dict[str, Any]:
        """``{"id", "name", "kind", "region": {"code", "name"} | null}``; only the id without a snapshot."""
        found = self._snapshot.organizer(organizer_id) if self._snapshot else None
        if found is None:
            return {"id": organizer_id}
        region = {"code": found.region, "name": found.region_name} if found.region else None
        return {"id": found.id, "name": found.name, "kind": found.kind.value, "region": region}
