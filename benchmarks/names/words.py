"""The vocabulary of the generator (``words.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class TypeWords:
    """How one sort of organizer is officially called, and how people write it (templates)."""

    kind: str
    official: str
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """``villages`` gives first and second parts by style; ``style_of`` the style of a province code."""

    villages: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    village_styles: dict[str, str]
    own: dict[str, tuple[str, ...]]
    subjects: dict[str, tuple[str, ...]]
    levels: dict[str, tuple[str, ...]]
    types: dict[str, TypeWords]
    nicknames: dict[str, tuple[str, ...]]

    def style_of(self, code: str) -> str:
        """The village style of a region: by its province, else by its island."""
        return self.village_styles.get(code[:2]) or self.village_styles[code[0]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary, read once."""
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    styles = raw["villages"].pop("of")
    return Words(
        villages={style: (tuple(first), tuple(second)) for style, (first, second) in raw["villages"].items()},
        village_styles=styles,
        own={group: tuple(names) for group, names in raw["own"].items()},
        subjects={subject: tuple(forms) for subject, forms in raw["subjects"].items()},
        levels={level: tuple(subjects) for level, subjects in raw["levels"].items()},
        types={
            name: TypeWords(entry["kind"], entry["official"], tuple(entry["spoken"]))
            for name, entry in raw["type"].items()
        },
        nicknames={code: tuple(names) for code, names in raw["nicknames"].items()},
    )
