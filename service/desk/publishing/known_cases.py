"""Pages whose verdicts are known: what a publication would make of them is shown before it is published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from registry.snapshot import Snapshot
from service.api.request import CheckRequest
from service.checking.check import check
from service.checking.present import present
from service.checking.texts import Language

FILE = "known_cases.jsonl"
"""In ``CEKDIKLAT_HOME``, beside the embedded ones; a page a line, as ``cekdiklat check --jsonl`` reads."""
_MOST = 1000


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A known page whose verdict would be another one: level and organizers before and after."""

    case: str
    before: str
    after: str


def known_cases(home: Path) -> Iterator[tuple[str, CheckRequest]]:
    """The embedded pages, then the maintainers' own; a line that cannot be read is left out."""
    lines = files("service.desk.publishing").joinpath(FILE).read_text(encoding="utf-8").splitlines()
    own = home / FILE
    if own.exists():
        lines += own.read_text(encoding="utf-8", errors="replace").splitlines()
    for line in lines[:_MOST]:
        try:
            row: dict[str, Any] = json.loads(line)
            name = str(row.pop("id"))
            yield name, CheckRequest.model_validate(row)
        except (ValueError, KeyError, TypeError, ValidationError):
            continue


def verdict_changes(home: Path, before: Snapshot, after: Snapshot, today: date) -> list[VerdictChange]:
    """Which known pages would be judged differently."""
    found = []
    for name, request in known_cases(home):
        was, then = (_verdict(request, snapshot, today) for snapshot in (before, after))
        if was != then:
            found.append(VerdictChange(name, was, then))
    return found


def _verdict(request: CheckRequest, snapshot: Snapshot, today: date) -> str:
    answer = present(check(request.page(), snapshot, request.date or today), Language.INDONESIAN)
    who = ", ".join(f"{it['name']} ({it['relation']})" for it in answer["organizers"])
    return f"{answer['level']}: {who}" if who else str(answer["level"])
