"""The school reference: a tree of HTML tables, province to regency to district to schools.

Structure of referensi.data.kemendikdasmen.go.id as public scrapers describe it (seen 2026-11-22): the list
under ``/pendidikan/dikdas/{code}/{level}``, one ``#table1`` per page, the way down in a link of the second
cell. The codes are the ministry's own, not those of the home office. Schools are real entries of the public
list; a few stand for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from tests.internet.http import Asked, Reply, html, not_found

HOST = "referensi.data.kemendikdasmen.go.id"


@dataclass(frozen=True, slots=True)
class School:
    """One row of the deepest table."""

    npsn: str
    name: str
    address: str
    village: str
    status: str


@dataclass(slots=True)
class Region:
    """One row of an upper table, with what lies below it."""

    code: str
    name: str
    below: list[Region] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)

    def count(self) -> int:
        """Schools in and below."""
        return len(self.schools) + sum(region.count() for region in self.below)


def small_tree() -> list[Region]:
    """Two provinces, three regencies, four districts, eleven schools."""
    return [
        Region("020000", "Prov. Jawa Barat", [
            Region("020800", "Kab. Bandung", [
                Region("020825", "Kec. Cileunyi", schools=[
                    School("20207560", "SD NEGERI CILEUNYI 01", "Jl. Raya", "Cileunyi Kulon", "NEGERI"),
                    School("20207529", "SD NEGERI CIMEKAR", "Jl. Cimekar", "Cimekar", "NEGERI"),
                    School("20206055", "SMP NEGERI 1 CILEUNYI", "Jl. Cinunuk", "Cinunuk", "NEGERI"),
                    School("20206192", "SMP PGRI 408 CILEUNYI", "Jl. Raya", "Cileunyi Wetan", "SWASTA"),
                ]),
                Region("020826", "Kec. Cimenyan", schools=[
                    School("20205326", "SD NEGERI PAKAR 03", "Jl. Ir. H. Juanda", "Ciburial", "NEGERI"),
                    School("20205774", "SD NEGERI KORDON 03", "Jl. Kordon", "Ciburial", "NEGERI"),
                ]),
            ]),
            Region("026000", "Kota Bandung", [
                Region("026008", "Kec. Coblong", schools=[
                    School("20219198", "SMP DARUL HIKAM", "Jl. Ir. H. Juanda", "Dago", "SWASTA"),
                    School("20219206", "SMP AL FALAH", "Jl. Cisitu", "Dago", "SWASTA"),
                ]),
            ]),
        ]),
        Region("050000", "Prov. Jawa Timur", [
            Region("056000", "Kota Surabaya", [
                Region("056010", "Kec. Sukolilo", schools=[
                    School("20532803", "SD YAPITA", "Jl. Arief Rahman Hakim", "Keputih", "SWASTA"),
                    School("20532815", "SD VITA", "Jl. Arief Rahman Hakim", "Klampis Ngasem", "SWASTA"),
                    School("20531837", "SD AL AMIN", "Jl. Nginden", "Nginden Jangkungan", "SWASTA"),
                ]),
            ]),
        ]),
    ]  # fmt: skip


class Referensi:
    """The site. Change ``tree`` or the headers to see what a reader makes of it."""

    host = HOST
    certificate = "good"

    def __init__(self, tree: list[Region] | None = None) -> None:
        self.tree = small_tree() if tree is None else tree
        self.list_headers = ["No", "Wilayah", "Total"]
        self.school_headers = ["No", "NPSN", "Nama Satuan Pendidikan", "Alamat", "Kelurahan", "Status"]

    def reply(self, asked: Asked) -> Reply:
        """``/pendidikan/dikdas`` and its levels 1 to 3."""
        parts = asked.path.strip("/").split("/")
        if parts[:2] != ["pendidikan", "dikdas"]:
            return not_found()
        if len(parts) == 2:
            return self._regions("Indonesia", self.tree, 1)
        if len(parts) != 4:
            return not_found()
        region = self._find(self.tree, parts[2])
        if region is None:
            return not_found()
        if region.below:
            return self._regions(region.name, region.below, int(parts[3]) + 1)
        return self._schools(region)

    def _find(self, regions: list[Region], code: str) -> Region | None:
        for region in regions:
            if region.code == code:
                return region
            if (found := self._find(region.below, code)) is not None:
                return found
        return None

    def _regions(self, title: str, regions: list[Region], level: int) -> Reply:
        rows = [
            [str(n), f'<a href="/pendidikan/dikdas/{r.code}/{level}">{r.name}</a>', str(r.count())]
            for n, r in enumerate(regions, 1)
        ]
        return _page(title, self.list_headers, rows)

    def _schools(self, region: Region) -> Reply:
        rows = [
            [
                str(n),
                f'<a href="/pendidikan/npsn/{s.npsn}">{s.npsn}</a>',
                s.name,
                s.address,
                s.village,
                s.status,
            ]
            for n, s in enumerate(region.schools, 1)
        ]
        return _page(region.name, self.school_headers, rows)


def _page(title: str, headers: list[str], rows: list[list[str]]) -> Reply:
    head = "".join(f"<th>{name}</th>" for name in headers)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return html(
        f"<!DOCTYPE html><html><head><title>Data Referensi</title></head><body>"
        f'<ul class="breadcrumb"><li><a href="/">Beranda</a></li><li>{title}</li></ul>'
        f'<table id="table1" class="display"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"</body></html>"
    )


def small_definition(folder: Path, name: str = "sekolah-referensi") -> Path:
    """One of the program's own source files, with bounds that fit the small tree."""
    lists = files("crawler.sources") / "lists"
    original = (lists / f"{name}.toml").read_text(encoding="utf-8")
    path = folder / f"{name}.toml"
    path.write_text(re.sub(r"least = [\d_]+", "least = 5", original), encoding="utf-8")
    return path
