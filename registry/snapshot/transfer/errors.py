"""What can go wrong on the way, each with what to do about it."""

from __future__ import annotations

from registry.snapshot.errors import SnapshotError


class TransferError(SnapshotError):
    """A snapshot could not be moved; what was there before stays in use."""


class UntrustedError(TransferError):
    """What the store holds is not signed by the trusted keys, is older than what we have, or has expired."""
