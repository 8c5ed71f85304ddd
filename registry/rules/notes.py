"""What is said to the teacher: a code with parameters, turned into a sentence in either language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import lru_cache

from registry.rules.days import day_label
from registry.rules.store import read_table
from registry.values import dataclass


@lru_cache(maxsize=1)
def messages() -> Mapping[str, Mapping[str, str]]:
    """All messages: code → language (``id``, ``en``) → text with ``{parameters}``."""
    return read_table("messages")


Params = Mapping[str, str | int | date]


@dataclass(frozen=True, slots=True)
class Note:
    """One remark with the rules behind it (ids).

    ``params`` hold values as shown in Indonesian, days as days; a value that reads differently in English
    stands in ``params_en`` under the same name.
    """

    code: str
    rules: tuple[str, ...] = ()
    params: Params = field(default_factory=dict)
    params_en: Params = field(default_factory=dict)

    def text(self, language: str = "id") -> str:
        """The sentence in Indonesian (``id``) or English (``en``)."""
        params = {**self.params, **self.params_en} if language == "en" else self.params
        if not params:
            return _fixed(self.code, language)
        said = {
            name: day_label(value, language) if isinstance(value, date) else value
            for name, value in params.items()
        }
        return messages()[self.code][language].format(**said)


@lru_cache(maxsize=128)
def _fixed(code: str, language: str) -> str:
    """A sentence without parameters."""
    return messages()[code][language].format()
