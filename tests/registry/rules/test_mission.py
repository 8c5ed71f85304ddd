"""Every row of the mission has its place, and the place still holds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROW = re.compile(r"^\| (S\d{3}) \| (.+?) \| (.+) \|$", re.MULTILINE)
PLACE = re.compile(r"`([^`]+)`")


def rows() -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = ROW.findall(
        (ROOT / "docs" / "mission.md").read_text(encoding="utf-8")
    )
    return found


def test_every_row_is_there_once() -> None:
    assert [code for code, _, _ in rows()] == [f"S{n:03}" for n in range(1, 93)]


@pytest.mark.parametrize(("code", "asks", "places"), rows())
def test_a_row_is_done_somewhere(code: str, asks: str, places: str) -> None:
    assert asks.strip()
    if places.startswith("not yet"):
        assert len(places) > len("not yet: "), f"{code} gives no reason"
        return
    found = PLACE.findall(places)
    assert found, f"{code} has no place"
    for place in found:
        path, _, words = place.partition("::")
        assert (ROOT / path).exists(), f"{code}: {path} is not there"
        if words:
            assert words in (ROOT / path).read_text(encoding="utf-8"), (
                f"{code}: {path} no longer says {words!r}"
            )
