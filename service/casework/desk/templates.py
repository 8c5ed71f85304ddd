"""The answers that admins choose from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def answers() -> Mapping[str, Mapping[str, str]]:
    """By name: the text in each language (``id``, ``en``)."""
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(
        files("service.casework").joinpath("answers.toml").read_text(encoding="utf-8")
    )
    return found
