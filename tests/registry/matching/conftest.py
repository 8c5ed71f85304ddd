"""A small registry of near-identical siblings (``registry.csv``), indexed once."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.organizer import Alias, Kind, Organizer

HERE = Path(__file__).parent


def siblings() -> list[Organizer]:
    with (HERE / "registry.csv").open(encoding="utf-8") as file:
        return [
            Organizer(
                row["id"],
                Kind(row["kind"]),
                row["name"],
                row["region"] or None,
                aliases=(
                    Alias(row["alias"], until=date.fromisoformat(row["until"]) if row["until"] else None),
                )
                if row["alias"]
                else (),
                registration=row["registration"] or None,
            )
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="session")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("names")
    build_index(siblings(), folder)
    return Matcher.open(folder)
