"""Dapodik's reporting progress as JSON: province, regency, district, schools. The same schools as
`referensi`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.internet.http import Asked, Reply, json_reply, not_found
from tests.internet.sites.official import DapodikRekap
from tests.internet.sites.referensi import Region, School, small_tree

HOST = "dapo.kemendikdasmen.go.id"


@dataclass(slots=True)
class Dapodik:
    """The site; codes carry trailing blanks, as Dapodik's do."""

    host: str = HOST
    certificate: str = "good"
    tree: list[Region] = field(default_factory=small_tree)

    def reply(self, asked: Asked) -> Reply:
        """The four levels, and the recap."""
        if asked.path.startswith("/rekap/"):
            return DapodikRekap(tree=self.tree).reply(asked)
        match asked.path.removeprefix("/api/progress-pengiriman/"):
            case "provinsi":
                return json_reply([_named(p, "provinsi") for p in self.tree])
            case "kabupaten":
                return self._below(asked, "kode_provinsi", "kabupaten")
            case "kecamatan":
                return self._below(asked, "kode_kabupaten", "kecamatan")
            case "kecamatan/school":
                region = self._find(asked.query.get("kode_kecamatan", ""), self.tree)
                if region is None:
                    return not_found()
                return json_reply([_school(school) for school in region.schools])
        return not_found()

    def _below(self, asked: Asked, parameter: str, name: str) -> Reply:
        region = self._find(asked.query.get(parameter, ""), self.tree)
        return not_found() if region is None else json_reply([_named(r, name) for r in region.below])

    def _find(self, code: str, regions: list[Region]) -> Region | None:
        for region in regions:
            if region.code == code.strip():
                return region
            if (found := self._find(code, region.below)) is not None:
                return found
        return None


def _school(school: School) -> dict[str, Any]:
    return {
        "npsn": school.npsn,
        "nama": school.name,
        "bentuk_pendidikan": school.name.split()[0],
        "status_sekolah": school.status,
    }


def _named(region: Region, name: str) -> dict[str, Any]:
    return {name: region.name, f"kode_{name}": f"{region.code}  "}
