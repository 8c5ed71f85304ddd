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
        """``/pendidikan/dikdas`` and its levels 1 to 3; ``/pendidikan/npsn/N`` for one school."""
        parts = asked.path.strip("/").split("/")
        if parts[:2] == ["pendidikan", "npsn"] and len(parts) == 3:
            return self._school(self.tree, parts[2], ())
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

    def _school(self, regions: list[Region], npsn: str, above: tuple[str, ...]) -> Reply:
        for region in regions:
            way = (*above, region.name)
            for school in region.schools:
                if school.npsn == npsn:
                    return _record(school, way)
            if (found := self._school(region.below, npsn, way)).status == 200:
                return found
        return not_found()

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


def _record(school: School, way: tuple[str, ...]) -> Reply:
    """Tabs of one table each: an empty cell, the label, a colon, the value."""
    tabs = {
        "Identitas Satuan Pendidikan": {
            "Nama": school.name,
            "NPSN": school.npsn,
            "Alamat": school.address,
            "Desa/Kelurahan": school.village,
            "Kecamatan": way[2],
            "Kabupaten/Kota": way[1],
            "Provinsi": way[0],
            "Status Sekolah": school.status,
        },
        "Dokumen dan Perijinan": {"Naungan": "-", "No. SK. Pendirian": "1/2001", "Akreditasi": "A"},
        "Kontak": {
            "Telepon": "0",
            "Email": "-",
            "Website": f"http://www.{school.npsn}-rekaan.sch.id",
            "Operator": "-",
        },
        "Peta": {"Lintang": "-6.9", "Bujur": "107.7"},
    }
    labels = "".join(f"<label>{title}</label>" for title in tabs)
    content = "".join(
        '<div class="tabby-content"><table>'
        + "".join(
            f"<tr><td></td><td>{label}</td><td>:</td><td>{value}</td></tr>" for label, value in rows.items()
        )
        + "</table></div>"
        for rows in tabs.values()
    )
    return html(
        f"<html><head><title>Data Referensi</title></head><body>"
        f'<div class="tabby-tab">{labels}</div>{content}</body></html>'
    )


def small_definition(folder: Path, name: str = "sekolah-referensi") -> Path:
    """One of the program's own source files, with bounds and a start that fit the small tree."""
    lists = files("crawler.sources") / "lists"
    original = (lists / f"{name}.toml").read_text(encoding="utf-8")
    path = folder / f"{name}.toml"
    small = re.sub(r"least = [\d_]+", "least = 5", original)
    one = re.sub(r"(start = \[)\s*(\"[^\"]+\").*?\]", r"\1\2]", small, count=1, flags=re.S)
    path.write_text(one, encoding="utf-8")
    return path
