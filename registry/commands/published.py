"""What a command answers from: the published snapshot, an index folder given by hand, or, before anything is
published, the embedded registry.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from registry.matching.columns import IndexFormatError
from registry.matching.matcher import Matcher

if TYPE_CHECKING:
    from registry.organizer import Organizer

index_option = click.option(
    "--index",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A built name index in place of the published one",
)


class Names:
    """A matcher and, unless it is an index given by hand, what is known of the organizers."""

    def __init__(self, folder: Path | None) -> None:
        self._organizer: Callable[[str], Organizer | None] = lambda _: None
        if folder is not None:
            try:
                self.matcher = Matcher.open(folder)
            except IndexFormatError as error:
                raise click.UsageError(str(error)) from None
            return
        from registry.settings import settings
        from registry.snapshot import NoSnapshotError, SnapshotError, SnapshotStore

        try:
            snapshot = SnapshotStore(settings().snapshots).current()
            self.matcher, self._organizer = snapshot.matcher, snapshot.organizer
        except NoSnapshotError as error:
            if settings().seed != "embedded":
                raise click.UsageError(str(error)) from None
            from registry.commands.embedded import embedded_names

            click.echo("nothing is published yet: answering from the embedded registry", err=True)
            self.matcher, embedded = embedded_names()
            self._organizer = embedded.get
        except SnapshotError as error:
            raise click.UsageError(str(error)) from None

    def describe(self, organizer_id: str) -> dict[str, Any]:
        """``{"id", "name", "kind", "region": {"code", "name"} | null}``; only the id without a snapshot."""
        found = self._organizer(organizer_id)
        if found is None:
            return {"id": organizer_id}
        region = {"code": found.region, "name": found.region_name} if found.region else None
        return {"id": found.id, "name": found.name, "kind": found.kind.value, "region": region}
