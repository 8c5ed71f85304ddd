"""Snapshots on the move: signed by The Update Framework, in any file or object store."""
