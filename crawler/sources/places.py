"""From a list's own region names to official codes. Lists count regions their own way, so only names are
trusted."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from registry.region import Gazetteer, Region, gazetteer

_PREFIXES = {
    "province": ("provinsi ", "prov. ", "propinsi ", "prov "),
    "district": ("kecamatan ", "kec. ", "kec ", "distrik "),
}
_REGENCY = (("kab. ", "kabupaten "), ("kab ", "kabupaten "), ("kota adm. ", "kota administrasi "))


class Places:
    """Finds regions by name, each level within the one above; the same name twice is told apart that way."""

    def __init__(self, lookups: Mapping[str, str], regions: Gazetteer | None = None) -> None:
        self._regions = gazetteer() if regions is None else regions
        self._lookups = {**_shared_lookups(), **{_fold(name): code for name, code in lookups.items()}}
        self._below: dict[str | None, dict[str, Region]] = {}
        for region in self._regions:
            self._below.setdefault(region.parent, {})[_fold(region.name)] = region

    def find(self, trail: Sequence[str]) -> str | None:
        """The code of the deepest region that a trail of names leads to (``Prov. …``, ``Kab. …``, ``Kec.
        …``).

        A name that is not found ends the way: what is above it is still true. ``None``: not even a province.
        """
        code: str | None = None
        for name in trail:
            if (found := self._one(name, code)) is None:
                break
            code = found
        return code

    def _one(self, name: str, parent: str | None) -> str | None:
        folded = _fold(name)
        looked_up = self._lookups.get(folded)
        if looked_up is not None and (parent is None or looked_up.startswith(parent)):
            return looked_up
        level = "province" if parent is None else ("regency", "district", "")[parent.count(".")]
        below = self._below.get(parent, {})
        for spelling in _spellings(folded, level):
            if (region := below.get(spelling)) is not None:
                return region.code
        return None


def _spellings(folded: str, level: str) -> list[str]:
    spellings = [folded]
    for prefix in _PREFIXES.get(level, ()):
        if folded.startswith(prefix):
            spellings.append(folded.removeprefix(prefix))
    if level == "regency":
        spellings += [
            full + folded.removeprefix(short) for short, full in _REGENCY if folded.startswith(short)
        ]
    return spellings


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


@lru_cache(maxsize=1)
def _shared_lookups() -> dict[str, str]:
    text = files("crawler.sources").joinpath("region_names.toml").read_text(encoding="utf-8")
    return {_fold(name): code for name, code in tomllib.loads(text)["names"].items()}
