"""The registry as one SQLite file for Datasette, with decisions, licence and where each fact is from."""

from __future__ import annotations

import json
import shutil
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from registry.exporting.tables import DECISIONS, decision_rows
from registry.snapshot.build import FILE
from registry.snapshot.snapshot import Snapshot


def licence() -> dict[str, Any]:
    """Title, licence and attribution, as the data file says."""
    return tomllib.loads(files("registry.data").joinpath("licence.toml").read_text(encoding="utf-8"))


def write_database(snapshot: Snapshot, path: Path) -> int:
    """Writes the file, and ``<name>.metadata.json`` for ``datasette -m``; returns how many organizers.

    The file appears only when it is whole. Ids and table names stay the same from version to version.
    """
    partial = path.with_name(path.name + ".part")
    try:
        shutil.copyfile(snapshot.folder / FILE, partial)
        db = Database(partial)
        try:
            db.table("decision").create(dict.fromkeys(DECISIONS, str), pk="subject")
            db.table("decision").insert_all(
                dict(zip(DECISIONS, row, strict=True)) for row in decision_rows(snapshot)
            )
            db.table("licence").insert_all(
                [{"key": key, "value": str(value)} for key, value in licence().items()], pk="key"
            )
            db.execute("PRAGMA journal_mode = DELETE")
        finally:
            db.close()
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    metadata = path.with_name(path.stem + ".metadata.json")
    metadata.write_text(
        json.dumps(_metadata(path, snapshot), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return snapshot.counts["organizer"]


def _metadata(path: Path, snapshot: Snapshot) -> dict[str, Any]:
    terms = licence()
    tables = {"organizer": {"label_column": "name", "facets": ["kind", "status"]}}
    return {
        "title": terms["title"],
        "description": f"{terms['description']} Version {snapshot.version}.",
        "license": terms["licence"],
        "license_url": terms["licence_url"],
        "source": terms["attribution"],
        "about_url": terms["about_url"],
        "databases": {path.stem: {"tables": tables}},
    }
