"""More official lists: the ministry's data portal, Dapodik's recap, the register of higher education.

Structures as public scrapers describe them (seen 2026-11-27). Schools are those of `referensi`; the
institutions are fictional.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.internet.http import Asked, Reply, json_reply, not_found
from tests.internet.sites.referensi import Region, School, small_tree

PIECE = 20  # api.data.belajar.id gives twenty entries, whatever is asked for


def all_schools(
    regions: list[Region], above: tuple[str, ...] = ()
) -> Iterator[tuple[School, tuple[str, ...]]]:
    """Every school of a tree with the names of the regions above it."""
    for region in regions:
        way = (*above, region.name)
        for school in region.schools:
            yield school, way
        yield from all_schools(region.below, way)


@dataclass(slots=True)
class DataInduk:
    """``/…/daftar-data-induk/{province}?limit=&offset=``; ``size`` entries a piece."""

    host: str = "api.data.belajar.id"
    certificate: str = "good"
    tree: list[Region] = field(default_factory=small_tree)
    size: int = PIECE

    def reply(self, asked: Asked) -> Reply:
        """One piece of one province's list."""
        folder, _, code = asked.path.rpartition("/")
        if not folder.endswith("/v2/master-data/satuan-pendidikan/daftar-data-induk"):
            return not_found()
        offset = int(asked.query.get("offset", "0"))
        rows = [
            _induk(school, way)
            for region in self.tree
            if region.code == code
            for school, way in all_schools([region])
        ]
        return json_reply(
            {"meta": {"total": len(rows), "limit": self.size}, "data": rows[offset : offset + self.size]}
        )


def _induk(school: School, way: tuple[str, ...]) -> dict[str, Any]:
    return {
        "satuanPendidikanId": f"rekaan-{school.npsn}",
        "npsn": school.npsn,
        "nama": school.name,
        "bentukPendidikan": school.name.split()[0],
        "statusSatuanPendidikan": school.status,
        "namaProvinsi": way[0],
        "namaKabupaten": way[1],
        "namaKecamatan": way[2],
        "namaDesa": school.village,
        "alamatJalan": school.address,
    }


@dataclass(slots=True)
class DapodikRekap:
    """``/rekap/dataSekolah`` down to districts, ``/rekap/progresSP`` for the schools of one."""

    host: str = "dapo.kemendikdasmen.go.id"
    certificate: str = "good"
    tree: list[Region] = field(default_factory=small_tree)

    def reply(self, asked: Asked) -> Reply:
        """One level below a region; codes carry trailing blanks."""
        level, code = asked.query.get("id_level_wilayah"), asked.query.get("kode_wilayah", "").strip()
        region = self._find(code, self.tree)
        if asked.path == "/rekap/dataSekolah" and level == "0":
            return json_reply([_recap(r, 1) for r in self.tree])
        if asked.path == "/rekap/dataSekolah" and region is not None:
            return json_reply([_recap(r, int(level or 0) + 1) for r in region.below])
        if asked.path == "/rekap/progresSP" and region is not None and level == "3":
            return json_reply([_progress(school) for school in region.schools])
        return not_found()

    def _find(self, code: str, regions: list[Region]) -> Region | None:
        for region in regions:
            if region.code == code or (found := self._find(code, region.below)) is None:
                if region.code == code:
                    return region
                continue
            return found
        return None


def _recap(region: Region, level: int) -> dict[str, Any]:
    return {
        "nama": region.name,
        "kode_wilayah": f"{region.code}  ",
        "id_level_wilayah": level,
        "mst_kode_wilayah": "000000  ",
        "induk_provinsi": None,
        "kode_wilayah_induk_provinsi": None,
        "sekolah": region.count(),
        "sd": 1,
        "smp": 1,
    }


def _progress(school: School) -> dict[str, Any]:
    return {
        "nama": school.name,
        "npsn": school.npsn,
        "sekolah_id": "REKAAN",
        "sekolah_id_enkrip": "REKAAN   ",
        "bentuk_pendidikan": school.name.split()[0],
        "status_sekolah": school.status.title(),
        "induk_kecamatan": "x",
        "kode_wilayah_induk_kecamatan": "x",
        "ptk": 1,
        "pegawai": 1,
        "pd": 1,
        "rombel": 1,
        "jml_rk": 1,
        "jumlah_kirim": 1,
        "sinkron_terakhir": "",
    }


CAMPUSES = [
    ("Universitas Rekaan Nusantara", "URN", "Prov. Jawa Barat", "Kota Bandung"),
    ("Sekolah Tinggi Keguruan Rekaan", "", "Prov. Jawa Timur", "Kota Surabaya"),
    ("Institut Rekaan Cileunyi", "IRC", "Prov. Jawa Barat", "Kab. Bandung"),
    ("Politeknik Rekaan", "", "Prov. D.I. Yogyakarta", "Kota Yogyakarta"),
    ("Universitas Rekaan Nusantara", "", "Prov. Jawa Timur", "Kota Surabaya"),  # the same name elsewhere
]


@dataclass(slots=True)
class Pddikti:
    """``/v2/pt/search/filter?limit=&page=``; ``size`` entries a piece."""

    host: str = "api-pddikti.kemdiktisaintek.go.id"
    certificate: str = "good"
    size: int = 50

    def reply(self, asked: Asked) -> Reply:
        """One piece of the list."""
        if asked.path != "/v2/pt/search/filter":
            return not_found()
        page = int(asked.query.get("page", "1"))
        rows = [
            {
                "id_sp": f"sandi-{asked.query.get('page')}-{number}==",
                "kab_kota_pt": regency,
                "provinsi_pt": province,
                "akreditasi": "",
                "nama_singkat": short,
                "status_pt": "Aktif",
                "nama_pt": name,
                "jenis_pt": "Swasta",
                "jumlah_prodi": 3,
                "range_biaya_kuliah": "",
            }
            for number, (name, short, province, regency) in enumerate(CAMPUSES)
        ]
        return json_reply(
            {
                "data": rows[(page - 1) * self.size : page * self.size],
                "page": page,
                "limit": self.size,
                "totalItems": len(rows),
                "totalPages": -(-len(rows) // self.size),
            }
        )
