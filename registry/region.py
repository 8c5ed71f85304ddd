"""Regions of Indonesia by their official (Kemendagri) codes, from ``registry/data/regions.csv``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from registry.values import dataclass

_WORD = re.compile(r"\w+")
_LEVEL = re.compile(r"(?i)(kota|kabupaten|kab)\b")
_WRITTEN_OUT = {
    "administrasi": "",
    "adm": "",
    "kab": "kabupaten",
    "di": "daerahistimewa",
    "dki": "daerahkhusus",
    "dk": "daerahkhusus",
    "ibukota": "",  # UU 2/2024 drops it
}
_CODE = re.compile(r"\d{2}(\.?\d{2}(\.?\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Region:
    """A province (``32``), regency or city (``32.04``) or district (``32.04.05``).

    ``name`` is the full official name; it begins with ``Kabupaten`` or ``Kota`` on the second level, because
    a Kabupaten and a Kota of one name are different regions.
    """

    code: str
    name: str

    @property
    def level(self) -> str:
        """``province``, ``regency`` (Kabupaten or Kota) or ``district`` (kecamatan)."""
        return ("province", "regency", "district")[self.code.count(".")]

    @property
    def parent(self) -> str | None:
        """The code of the region this one lies in, ``None`` for a province."""
        return self.code.rpartition(".")[0] or None


def normal_code(code: str) -> str:
    """The code with dots: ``320405`` and ``32.04.05`` both give ``32.04.05``.

    Raises:
        ValueError: the text is not shaped like a region code.
    """
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise ValueError(f"not a region code: {code!r} (expected e.g. 32, 32.04 or 32.04.05)")
    digits = code.replace(".", "")
    return ".".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def _spelling(name: str) -> str:
    """A full name without what people leave out of it or put in.

    >>> _spelling("Provinsi DI Yogyakarta") == _spelling("Daerah Istimewa Yogyakarta")
    True
    >>> _spelling("Kota Jakarta Utara") == _spelling("Kota Administrasi Jakarta Utara")
    True
    """
    words = _WORD.findall(name.casefold())
    if words and words[0] in ("provinsi", "propinsi", "prov"):
        words = words[1:]
    return "".join(_WRITTEN_OUT.get(word, word) for word in words)


class Gazetteer:
    """All regions, by code and by full name."""

    def __init__(self, regions: Iterator[Region]) -> None:
        self._by_code = {region.code: region for region in regions}
        self._by_name: dict[str, list[Region]] = {}
        self._by_spelling: dict[str, list[Region]] = {}
        for region in self._by_code.values():
            self._by_name.setdefault(region.name.casefold(), []).append(region)
            self._by_spelling.setdefault(_spelling(region.name), []).append(region)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Region | None:
        """The region with this code (dots optional), or ``None``."""
        return self._by_code.get(normal_code(code))

    def named(self, name: str) -> list[Region]:
        """All regions with this full name, any case (``Kabupaten Bandung``, ``Jawa Barat``, ``Cileunyi``)."""
        return list(self._by_name.get(name.strip().casefold(), ()))

    def find(self, text: str) -> Region:
        """The one region that a code or a full name stands for.

        ``Provinsi`` before a province and ``Administrasi`` in a name are optional, short words of a name may
        be written out or not (``DI Yogyakarta``, ``DKI Jakarta``, ``Kab.``), and spaces do not count.

        Raises:
            ValueError: nothing, or more than one region, has that name or code.
        """
        text = text.strip()
        if _CODE.fullmatch(text):
            if (region := self.get(text)) is not None:
                return region
            raise ValueError(f"unknown region code {text}")
        found = self.named(text) or self._by_spelling.get(_spelling(text), [])
        if len(found) > 1 and _LEVEL.match(text):  # Kota Padang is a city, and there is a district Kotapadang
            found = [region for region in found if region.level == "regency"]
        if len(found) != 1:
            what = "no region" if not found else f"{len(found)} regions"
            raise ValueError(f"{what} named {text!r}; give the official code, e.g. 32.04")
        return found[0]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The embedded list of all provinces, regencies, cities and districts."""
    text = files("registry.data").joinpath("regions.csv").read_text(encoding="utf-8")
    return Gazetteer(Region(row["code"], row["name"]) for row in csv.DictReader(text.splitlines()))
