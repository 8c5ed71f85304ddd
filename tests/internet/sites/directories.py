"""Lists as offices publish them on their own sites, all fictional: a directory of branch offices over two
pages of hand-made HTML, groups of teachers as a workbook, communities as a file of cells."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from tests.internet.http import Asked, Reply, html, not_found

HOST = "dindik-rekaan.jatimprov.go.id"
# A merged cell for the region, titles above, addresses behind the word "Buka": as such tables are
BRANCHES = """
<html><head><title>Cabang Dinas (rekaan)</title></head><body>
<table class="menu"><tr><td>Beranda</td></tr></table>
<div class="isi"><table border=1><tr><td colspan=4>DAFTAR CABANG DINAS PENDIDIKAN WILAYAH (REKAAN)</td></tr>
<tr><td><b>No</b></td><td><b>Kabupaten/Kota</b></td><td><b>Nama Cabang Dinas</b></td>
<td><b>Laman</b></td></tr>
{rows}</table>{onward}</div></body></html>
"""
FIRST = """
<tr><td>1</td><td rowspan=2>Kota Surabaya</td><td>Cabang Dinas Pendidikan Wilayah Surabaya Utara (rekaan)</td>
<td><a href="https://cabdin-utara-rekaan.go.id/">Buka</a></td></tr>
<tr><td>2</td><td>Cabang Dinas Pendidikan Wilayah Surabaya Selatan (rekaan)</td><td>-</td></tr>
"""
SECOND = """
<tr><td>3</td><td>Kabupaten Sidoarjo</td><td>Cabang Dinas Pendidikan Wilayah Sidoarjo (rekaan)</td>
<td>cabdin-sidoarjo-rekaan.go.id</td></tr>
"""
GROUPS: list[list[Any]] = [
    ["DAFTAR KKG DAN MGMP (REKAAN)"],
    ["Dinas Pendidikan Rekaan", None, None, None],
    [],
    ["No", "Kecamatan", "Nama Kelompok", "Jenis", "Ketua"],
    [1, "Kecamatan Sukolilo", "KKG Gugus 1 Sukolilo (rekaan)", "KKG", "-"],
    [2, None, "MGMP Matematika SMP Sukolilo (rekaan)", "MGMP", "-"],
    [3, "Kecamatan Rungkut", "KKG Gugus 2 Rungkut (rekaan)", "KKG", "-"],
    [],
]
COMMUNITIES = (
    "\ufeffNama Komunitas;Provinsi;Kabupaten/Kota;Tautan\r\n"
    "Komunitas Belajar Rekaan Bersinar;Jawa Timur;Kota Surabaya;https://kombel-rekaan.or.id/\r\n"
    "Komunitas Belajar Rekaan Bersinar;Jawa Barat;Kabupaten Bandung;\r\n"
)

_HEAD = """
title = "Daftar (rekaan)"
publisher = "Rekaan"
trusted_because = "Fictional; only for tests and as examples, trusted by nobody else."
verified = 2026-11-27
every_days = 90
"""
DEFINITIONS = {
    "cabang-dinas": f"""
id = "cabang-dinas-rekaan"
kind = "dinas"
{_HEAD}
[read]
reader = "html"
start = ["https://{HOST}/cabang-dinas"]
table = ".isi table"
[read.paging]
next = "a.selanjutnya"
[columns]
key = ["Nama Cabang Dinas", "Kabupaten/Kota"]
name = "Nama Cabang Dinas"
website = "Laman"
unused = ["No"]
[region]
by = "columns"
columns = ["Kabupaten/Kota"]
lookups = {{"Kota Surabaya" = "35.78", "Kabupaten Sidoarjo" = "35.15"}}
[bounds]
least = 3
""",
    "kkg-mgmp": f"""
id = "kkg-mgmp-rekaan"
kind = "working_group"
{_HEAD}
[read]
reader = "xlsx"
start = ["https://{HOST}/unduh/kkg-mgmp.xlsx"]
fill_down = ["Kecamatan"]
[columns]
key = ["Nama Kelompok", "Kecamatan"]
name = "Nama Kelompok"
region = "Kecamatan"
unused = ["No", "Jenis", "Ketua"]
[region]
by = "column"
lookups = {{"Kecamatan Sukolilo" = "35.78.09", "Kecamatan Rungkut" = "35.78.03"}}
[bounds]
least = 3
""",
    "komunitas": f"""
id = "komunitas-rekaan"
kind = "community"
{_HEAD}
[read]
reader = "csv"
delimiter = ";"
start = ["https://{HOST}/unduh/komunitas.csv"]
[columns]
key = ["Nama Komunitas", "Provinsi", "Kabupaten/Kota"]
name = "Nama Komunitas"
website = "Tautan"
[region]
by = "columns"
columns = ["Provinsi", "Kabupaten/Kota"]
[bounds]
least = 2
""",
}


def workbook(lines: list[list[Any]] | None = None) -> bytes:
    """The groups as an XLSX file."""
    book = Workbook()
    sheet = book.worksheets[0]
    for line in GROUPS if lines is None else lines:
        sheet.append(line)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass(slots=True)
class Directories:
    """The office's site."""

    host: str = HOST
    certificate: str = "good"

    def reply(self, asked: Asked) -> Reply:
        """The directory's two pages and the two files."""
        match asked.target:
            case "/cabang-dinas":
                onward = '<a class="selanjutnya" href="?hal=2">Berikutnya</a>'
                return html(BRANCHES.format(rows=FIRST, onward=onward))
            case "/cabang-dinas?hal=2":
                return html(BRANCHES.format(rows=SECOND, onward=""))
            case "/unduh/kkg-mgmp.xlsx":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                return Reply(200, workbook(), {"content-type": kind})
            case "/unduh/komunitas.csv":
                return Reply(200, COMMUNITIES.encode(), {"content-type": "text/csv; charset=utf-8"})
        return not_found()
