"""What can be wrong with snapshots and publishing, each with what to do about it."""

from __future__ import annotations


class SnapshotError(RuntimeError):
    """Something about a published registry cannot be used; the message says what and what to do."""


class NoSnapshotError(SnapshotError):
    """Nothing has been published yet."""


class DamagedSnapshotError(SnapshotError):
    """Files of a snapshot are missing, cut short or changed."""


class MissingIndexError(SnapshotError):
    """The snapshot was published without this index."""


class PublishBusyError(SnapshotError):
    """Another publish is going on."""


class PublishRefusedError(SnapshotError):
    """The guard refused a publication; ``findings`` says why, one line each. The old snapshot stays."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__("publishing was refused, the old registry stays: " + "; ".join(findings))
        self.findings = findings
