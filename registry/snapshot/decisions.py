"""Admins' decisions in a snapshot: one small file beside ``registry.db``, so that they can change alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from registry.decision import Action, Decision, Ground
from registry.snapshot.errors import DamagedSnapshotError

FILE = "decisions.json"


def encode_decisions(decisions: Iterable[Decision]) -> tuple[str, str]:
    """The text of the file, and a hash of what it says: the same for the same decisions."""
    rows = [
        {
            **asdict(it),
            "decided_on": it.decided_on.isoformat(),
            "until": it.until.isoformat() if it.until else None,
        }
        for it in sorted(decisions, key=lambda it: it.subject)
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=0) + "\n"
    return text, blake2b(text.encode(), digest_size=16).hexdigest()


def write_decisions(decisions: Iterable[Decision], folder: Path) -> str:
    """Writes the file and returns the hash of what it says."""
    text, hash_ = encode_decisions(decisions)
    (folder / FILE).write_text(text, encoding="utf-8")
    return hash_


def read_decisions(folder: Path) -> Mapping[str, Decision]:
    """The decisions by subject; none for a snapshot from before there were any.

    Raises:
        DamagedSnapshotError: the file cannot be read.
    """
    try:
        rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {row["subject"]: _decision(row) for row in rows}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedSnapshotError(
            f"{FILE} of snapshot {folder.name} is damaged ({error}): publish again or roll back"
        ) from error


def _decision(row: Mapping[str, Any]) -> Decision:
    return Decision(
        subject=row["subject"],
        action=Action(row["action"]),
        ground=Ground(row["ground"]),
        decided_on=date.fromisoformat(row["decided_on"]),
        case=row["case"],
        until=datetime.fromisoformat(row["until"]) if row["until"] else None,
    )
