"""Every setting with its variable, default and meaning, from the settings' own fields."""

from __future__ import annotations

from pydantic_core import PydanticUndefined

from docs.site.markdown import page as made
from docs.site.markdown import table
from registry.settings import Settings

_INTRO = """
Everything has a default. A variable wins over the TOML file that `CEKDIKLAT_CONFIG` names (`port =
9000`, without the prefix and in small letters). An unknown name in the file is refused.
"""


def page() -> str:
    """The whole page."""
    rows = [
        (f"`CEKDIKLAT_{name.upper()}`", field.description or "", _default(field.default))
        for name, field in Settings.model_fields.items()
    ]
    return made("Settings", _INTRO, table(("variable", "", "default"), rows))


def _default(value: object) -> str:
    if value is PydanticUndefined:
        return "computed"
    return "none" if value is None else f"`{value}`" if value != "" else "empty"
