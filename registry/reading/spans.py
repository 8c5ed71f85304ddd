"""Where names begin and end in running text: the lists of ``registry/data/names/spans.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def rules() -> dict[str, frozenset[str]]:
    """The lists of ``spans.toml``."""
    text = files("registry.data").joinpath("names", "spans.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}
