"""Lists in every form they come in: the same rows come out, and what is not the list is named."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from crawler.sources.definition import SourceDefinition, SourceFileError, all_definitions, read_definition
from crawler.sources.places import Places
from crawler.sources.reading import read_page, trail_of, with_trail
from crawler.sources.sheet import UnexpectedPageError
from crawler.sources.statements import Statements
from registry.organizer import Kind

BASE = """
id = "uji-rekaan"
title = "Daftar rekaan"
publisher = "Rekaan"
trusted_because = "Fictional; only for this test, trusted by nobody else."
verified = 2026-11-22
every_days = 30
kind = "working_group"
[read]
reader = "{reader}"
start = ["https://daftar.example.go.id/mgmp"]
{reading}
[columns]
key = "Nomor"
name = "Nama MGMP"
region = "Kabupaten/Kota"
website = "Laman"
aliases = ["Singkatan"]
unused = ["Ketua"]
[region]
by = "column"
lookups = {{"Kabupaten Bandung" = "32.04"}}
[bounds]
least = 1
"""
HEADERS = ["Nomor", "Nama MGMP", "Singkatan", "Kabupaten/Kota", "Laman", "Ketua"]
ROW = ["7", "MGMP Matematika SMP (rekaan)", "MGMP Mat", "Kabupaten Bandung", "https://mgmp.example.id/", "-"]


def definition(reader: str, reading: str = "") -> SourceDefinition:
    return read_definition(BASE.format(reader=reader, reading=reading), "uji.toml")


def as_html() -> bytes:
    head = "".join(f"<th> {h} </th>" for h in HEADERS)
    row = "".join(f"<td>{cell}</td>" for cell in ROW)
    table = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    return f"<html><body>{table}</body></html>".encode()


def as_xlsx() -> bytes:
    book = Workbook()
    sheet = book.create_sheet("Daftar")
    for line in (HEADERS, ROW):
        sheet.append(line)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def damaged_xlsx(*changes: tuple[bytes, bytes]) -> bytes:
    """The workbook with something else in its sheets; the file itself stays whole."""
    stream = BytesIO()
    with ZipFile(BytesIO(as_xlsx())) as whole, ZipFile(stream, "w", ZIP_DEFLATED) as damaged:
        for part in whole.namelist():
            content = whole.read(part)
            for there, instead in changes if part.startswith("xl/worksheets/") else ():
                content = content.replace(there, instead)
            damaged.writestr(part, content)
    return stream.getvalue()


FORMS = {
    "html": (definition("html"), as_html()),
    "json": (definition("json", 'items = "data.rows"'),
             json.dumps({"data": {"rows": [dict(zip(HEADERS, ROW, strict=True))]}}).encode()),
    "csv": (definition("csv", 'delimiter = ";"'),
            "\ufeff{}\n{}\n\n".format(";".join(HEADERS), ";".join(ROW)).encode()),
    "xlsx": (definition("xlsx", 'sheet = "Daftar"'), as_xlsx()),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_same_row_comes_out_of_every_form(form: str) -> None:
    source, body = FORMS[form]
    content = read_page(source, "https://daftar.example.go.id/mgmp", body)
    (sighting,) = Statements(source, date(2026, 11, 22)).sightings(content.entries)

    assert (sighting.key, sighting.name, sighting.kind) == ("7", ROW[1], Kind.WORKING_GROUP)
    assert (sighting.region, sighting.aliases[0].name) == ("32.04", "MGMP Mat")
    assert [host.name for host in sighting.hosts] == ["mgmp.example.id"]
    assert sighting.original["Ketua"] == "-"
    assert content.new_headers == ()


@pytest.mark.parametrize(
    ("form", "body", "reason"),
    [
        ("html", b"", "empty_page"),
        ("html", b"<html><h1>x</h1></html>", "no_table"),
        ("html", b"<form><input type=password></form></html>", "login_page"),
        ("html", as_html().replace(b"Nama MGMP", b"Nama"), "lost_column"),
        ("html", as_html().replace(b"Singkatan", b"Nomor"), "repeated_column"),
        ("html", as_html().replace(b"<td>7</td>", b""), "ragged"),
        ("html", as_html()[:-40], "truncated"),
        ("json", b'{"data": {"rows": [{"No', "truncated"),
        ("json", b"<html><input type=password></html>", "login_page"),
        ("json", b"Service unavailable", "not_json"),
        ("json", b'{"data": {}}', "no_table"),
        ("json", b'{"data": {"rows": [1]}}', "ragged"),
        ("csv", b"", "empty_page"),
        ("csv", b"Nomor;Nama MGMP\n7\n", "ragged"),
        ("csv", b'Nomor;Nama MGMP\n7;MGMP A\n8;"MGMP B\n9;MGMP C\n', "broken_csv"),
        ("csv", b"Nomor;Nama MGMP\n7;MGMP A\rKecamatan\n", "broken_csv"),
        ("csv", b'Nomor;Nama MGMP\n7;"' + b"MGMP\n" * 30_000, "broken_csv"),
        ("xlsx", as_xlsx()[:300], "truncated"),
        ("xlsx", damaged_xlsx((b"</sheetData>", b"")), "truncated"),
        ("xlsx", damaged_xlsx((b'<row r="2"', b'<row r="1048577"')), "truncated"),
        ("xlsx", b"PK", "truncated"),
    ],
)
def test_what_is_not_the_list_is_named(form: str, body: bytes, reason: str) -> None:
    with pytest.raises(UnexpectedPageError) as caught:
        read_page(FORMS[form][0], "https://daftar.example.go.id/mgmp", body)

    assert caught.value.reason == reason


def test_a_workbook_takes_memory_for_what_it_holds_not_for_what_it_claims() -> None:
    claims = damaged_xlsx((b"A1:F2", b"A1:XFD1048576"), (b'<row r="2"', b'<row r="1000"'))
    tracemalloc.start()
    content = read_page(FORMS["xlsx"][0], "https://daftar.example.go.id/mgmp", claims)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [entry.values["Nomor"] for entry in content.entries] == ["7"]
    assert peak < 20_000_000


def test_what_cannot_be_an_entry_is_left_out_with_the_reason() -> None:
    source = definition("csv")
    lacking = [["8", "-"], ["", "MGMP IPA (rekaan)"]]
    rows = [ROW, *([*cells, *ROW[2:]] for cells in lacking)]
    body = "\n".join(",".join(line) for line in (HEADERS, *rows)).encode()
    statements = Statements(source, date(2026, 11, 22))

    content = read_page(source, "https://daftar.example.go.id/mgmp", body)

    assert [sighting.key for sighting in statements.sightings(content.entries)] == ["7"]
    assert statements.left_out == {"no name": 1, "no key": 1}


@pytest.mark.parametrize(
    ("website", "hosts"),
    [
        ("www.mgmp.example.id", ["www.mgmp.example.id"]),
        ("http://mgmp.example.id/", ["mgmp.example.id"]),
        ("http://www.kompas.com/edu/sman2", []),
        ("http://www.smanrekaan.sch.id/index.php", ["www.smanrekaan.sch.id"]),
        ("http://www.smanrekaan.sch.id/Beranda/", ["www.smanrekaan.sch.id"]),
        ("http://www.smanrekaan.sch.id/index.php?id=7", []),
        ("http://www.smanrekaan.sch.id/index.php/profil", []),
        ("http://disdik.example.go.id?npsn=20219991", []),
        ("kkg.example.id/#kontak", []),
        ("http://gmail.com", []),
        ("https://www.tokopedia.com", []),
        ("siapasaja.blogspot.com", []),
        ("http://[", []),
    ],
)
def test_a_website_gives_a_host_when_all_of_it_is_the_entrys_own(website: str, hosts: list[str]) -> None:
    row = [*ROW[:4], website, ROW[5]]
    body = "\n".join(",".join(line) for line in (HEADERS, row)).encode()
    content = read_page(definition("csv"), "https://daftar.example.go.id/mgmp", body)

    (sighting,) = Statements(definition("csv"), date(2026, 11, 22)).sightings(content.entries)

    assert [host.name for host in sighting.hosts] == hosts
    assert sighting.website == website


def test_a_paged_list_goes_on_until_its_stated_total() -> None:
    source = definition(
        "json", 'items = "data"\n[read.paging]\noffset = "offset"\nsize = 2\ntotal = "meta.total"'
    )
    rows = [dict(zip(HEADERS, ROW, strict=True))] * 2

    def page(offset: int, total: int) -> tuple[str, ...]:
        body = json.dumps({"meta": {"total": total}, "data": rows}).encode()
        return read_page(source, f"https://daftar.example.go.id/mgmp?offset={offset}", body).onward

    assert page(0, 5) == ("https://daftar.example.go.id/mgmp?offset=2",)
    assert page(2, 5) == ("https://daftar.example.go.id/mgmp?offset=4",)
    assert page(4, 5) == ()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ('reader = "{reader}"', "reader"),
        ('key = "Nomor"', "entries need an identity"),
        ('kind = "working_group"', "give `kind`"),
        ("least = 1", "bounds.least"),
        ('start = ["https://daftar.example.go.id/mgmp"]', "read.start"),
    ],
)
def test_a_faulty_source_file_says_what_is_wrong(fault: str, said: str) -> None:
    text = BASE.replace(fault, "").format(reader="html", reading="")

    with pytest.raises(SourceFileError, match=said):
        read_definition(text, "uji.toml")


def test_a_source_file_goes_nowhere_inside() -> None:
    text = BASE.replace("https://daftar.example.go.id/mgmp", "file:///etc/passwd").format(
        reader="html", reading=""
    )

    with pytest.raises(SourceFileError, match="only http and https"):
        read_definition(text, "uji.toml")


def test_every_source_of_the_program_is_valid_and_trusted_for_a_reason() -> None:
    sources = all_definitions()

    assert {"sekolah-referensi", "sekolah-dapodik"} <= {source.id for source in sources}
    assert all(source.trusted_because and source.bounds.least > 0 for source in sources)


@pytest.mark.parametrize(
    ("trail", "code"),
    [
        (("Prov. Jawa Barat", "Kab. Bandung", "Kec. Cileunyi"), "32.04.05"),
        (("Prov. Jawa Barat", "Kota Bandung", "Kec. Coblong"), "32.73.02"),
        (("Prov. Jawa Timur", "Kota Surabaya", "Kec. Sukolilo"), "35.78.09"),
        (("Prov. Jawa Tengah", "Kab. Pati", "Kec. Sukolilo"), "33.18.01"),
        (("Prov. D.K.I. Jakarta", "Kota Adm. Jakarta Selatan"), "31.74"),
        (("Prov. D.I. Yogyakarta",), "34"),
        (("Prov. Jawa Barat", "Kab. Tidak Ada", "Kec. Cileunyi"), "32"),
        (("Luar Negeri",), None),
    ],
)
def test_regions_are_found_by_name_within_the_region_above(trail: tuple[str, ...], code: str | None) -> None:
    assert Places({}).find(trail) == code


def test_a_trail_survives_in_the_address() -> None:
    trail = ("Prov. Jawa Barat", "Kab. A/B #1", "Kec. 100%")

    url = with_trail("https://daftar.example.go.id/x?y=1", trail)

    assert trail_of(url) == trail
    assert url.partition("#")[0] == "https://daftar.example.go.id/x?y=1"


def test_a_link_that_is_no_address_is_an_unexpected_page() -> None:
    """Not an error of ours: the run is refused, and says why."""
    definition = next(it for it in all_definitions() if any(level.link for level in it.read.levels))
    level = definition.read.levels[0]
    page = f"<table id='table1'><tr><th>{level.name}</th></tr><tr><td><a href='http://['>Jawa</a></td></tr></table>"
    with pytest.raises(UnexpectedPageError, match="leads to"):
        read_page(definition, definition.read.start[0], page.encode())
