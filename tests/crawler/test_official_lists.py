"""Every list that is documented, read from a page of its true structure: these rows, and no others."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from crawler.outbound.door import Door
from crawler.sources.definition import SourceDefinition, find_definition, read_definition
from crawler.sources.grids import read_xlsx
from crawler.sources.saved import from_saved
from crawler.sources.sheet import UnexpectedPageError
from crawler.sources.visit import SourceReport, SourceVisit
from registry.ledger.run_view import RunView
from registry.ledger.runs import RunOutcome
from tests.crawler.conftest import Home
from tests.crawler.outside import go_out_in
from tests.internet.http import Site
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.dapodik import Dapodik
from tests.internet.sites.directories import DEFINITIONS, Directories
from tests.internet.sites.official import DapodikRekap, DataInduk, Pddikti
from tests.internet.sites.referensi import Referensi, small_definition

SCHOOLS = {
    ("20207560", "SD NEGERI CILEUNYI 01", "32.04.05"),
    ("20207529", "SD NEGERI CIMEKAR", "32.04.05"),
    ("20206055", "SMP NEGERI 1 CILEUNYI", "32.04.05"),
    ("20206192", "SMP PGRI 408 CILEUNYI", "32.04.05"),
    ("20205326", "SD NEGERI PAKAR 03", "32.04.06"),
    ("20205774", "SD NEGERI KORDON 03", "32.04.06"),
    ("20219198", "SMP DARUL HIKAM", "32.73.02"),
    ("20219206", "SMP AL FALAH", "32.73.02"),
    ("20532803", "SD YAPITA", "35.78.09"),
    ("20532815", "SD VITA", "35.78.09"),
    ("20531837", "SD AL AMIN", "35.78.09"),
}
CAMPUSES = {
    ("universitas rekaan nusantara | prov. jawa barat | kota bandung", "32.73"),
    ("sekolah tinggi keguruan rekaan | prov. jawa timur | kota surabaya", "35.78"),
    ("institut rekaan cileunyi | prov. jawa barat | kab. bandung", "32.04"),
    ("politeknik rekaan | prov. d.i. yogyakarta | kota yogyakarta", "34.71"),
    ("universitas rekaan nusantara | prov. jawa timur | kota surabaya", "35.78"),
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An installation without a registry: reading needs none."""
    return Home(tmp_path)


def read(
    home: Home, site: Site, definition: SourceDefinition
) -> tuple[SourceReport, set[tuple[str, str, str | None]]]:
    """The run's report, and key, name and region of what it brought."""

    async def errand(door: Door) -> SourceReport:
        with home.ledger() as ledger:
            return await SourceVisit(door, ledger, definition, lambda event: None).run()

    with LittleIndonesia([site]) as net:
        report = go_out_in(net, errand)
    with home.ledger() as ledger:
        run = ledger.runs.last(definition.id)
        assert run is not None
        return report, {(e.key, e.name, e.region) for e in RunView(ledger, run).each()}


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("sekolah-referensi", Referensi()),
        ("sekolah-dapodik", Dapodik()),
        ("sekolah-dapodik-rekap", DapodikRekap()),
    ],
)
def test_trees_of_schools(name: str, site: Site, home: Home, tmp_path: Path) -> None:
    definition = find_definition(str(small_definition(tmp_path, name)))

    report, rows = read(home, site, definition)

    assert (report.outcome, report.findings, report.new_headers) == (RunOutcome.GOOD, (), ())
    assert rows == SCHOOLS


def test_the_data_portal_gives_each_province_in_pieces(home: Home) -> None:
    whole = find_definition("sekolah-data-induk")
    assert len(whole.read.start) == 38  # every province, without schools abroad
    starts = tuple(url for url in whole.read.start if "/020000?" in url or "/050000?" in url)
    definition = whole.model_copy(
        update={
            "read": whole.read.model_copy(update={"start": starts}),
            "bounds": whole.bounds.model_copy(update={"least": 5}),
        }
    )

    report, rows = read(home, DataInduk(size=3), definition)

    assert (report.outcome, report.findings, report.new_headers) == (RunOutcome.GOOD, (), ())
    assert rows == SCHOOLS
    assert report.pages == 4  # eight schools and three, three a piece


def test_higher_education_is_known_by_name_and_place(home: Home) -> None:
    whole = find_definition("perguruan-tinggi")
    bounds = whole.bounds.model_copy(update={"least": 5})

    report, rows = read(home, Pddikti(), whole.model_copy(update={"bounds": bounds}))

    assert (report.outcome, report.findings, report.new_headers) == (RunOutcome.GOOD, (), ())
    assert {(key, region) for key, _, region in rows} == CAMPUSES


def test_one_school_by_its_number_gives_its_website(home: Home) -> None:
    definition = find_definition("sekolah-npsn")

    report, rows = read(home, Referensi(), definition)

    assert (report.outcome, report.findings, report.new_headers) == (RunOutcome.GOOD, (), ())
    assert rows == {("20206055", "SMP NEGERI 1 CILEUNYI", "32.04.05")}
    with home.ledger() as ledger:
        run = ledger.runs.last("sekolah-npsn")
        assert run is not None
        (entry,) = RunView(ledger, run).each()
    assert entry.hosts == ("www.20206055-rekaan.sch.id",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cabang-dinas", {
            ("Cabang Dinas Pendidikan Wilayah Surabaya Utara (rekaan)", "35.78", "cabdin-utara-rekaan.go.id"),
            ("Cabang Dinas Pendidikan Wilayah Surabaya Selatan (rekaan)", "35.78", None),
            ("Cabang Dinas Pendidikan Wilayah Sidoarjo (rekaan)", "35.15", "cabdin-sidoarjo-rekaan.go.id"),
        }),
        ("kkg-mgmp", {
            ("KKG Gugus 1 Sukolilo (rekaan)", "35.78.09", None),
            ("MGMP Matematika SMP Sukolilo (rekaan)", "35.78.09", None),
            ("KKG Gugus 2 Rungkut (rekaan)", "35.78.03", None),
        }),
        ("komunitas", {
            ("Komunitas Belajar Rekaan Bersinar", "35.78", "kombel-rekaan.or.id"),
            ("Komunitas Belajar Rekaan Bersinar", "32.04", None),
        }),
    ],
)  # fmt: skip
def test_lists_of_offices_groups_and_communities(
    name: str, expected: set[tuple[str, str, str | None]], home: Home
) -> None:
    definition = read_definition(DEFINITIONS[name], name)

    report, _ = read(home, Directories(), definition)

    assert (report.outcome, report.findings, report.new_headers) == (RunOutcome.GOOD, (), ())
    with home.ledger() as ledger:
        run = ledger.runs.last(definition.id)
        assert run is not None
        rows = {(e.name, e.region, e.hosts[0] if e.hosts else None) for e in RunView(ledger, run).each()}
    assert rows == expected


RESULT_PAGE = """
<html><head><title>Pencarian - AHU</title></head><body><table class="table table-striped"><thead><tr>
<th>No</th><th>Nama Perkumpulan</th><th>Nomor Pengesahan</th><th>Domisili</th></tr></thead><tbody>
<tr><td>1</td>
<td>PERKUMPULAN GURU REKAAN INDONESIA</td><td>AHU-0000001.AH.01.07.TAHUN 2016</td><td>Jakarta</td></tr>
</tbody></table></body></html>
"""


def test_a_list_behind_a_wall_is_read_from_pages_a_person_saved(home: Home, tmp_path: Path) -> None:
    saved = tmp_path / "hasil pencarian.html"
    saved.write_text(RESULT_PAGE)
    with LittleIndonesia([]) as net:
        tried = net.program("source", "try", "perkumpulan-ahu", "--saved", str(saved), env=home.env)
        run = net.program("crawl", "perkumpulan-ahu", "--saved", str(saved), env=home.env)

    assert (tried.returncode, run.returncode) == (0, 0), tried.stderr + run.stderr
    assert "PERKUMPULAN GURU REKAAN INDONESIA (profession" in tried.stdout
    with home.ledger() as ledger:
        last = ledger.runs.last("perkumpulan-ahu")
        assert last is not None
        (entry,) = RunView(ledger, last).each()
    assert entry.registration == "AHU-0000001.AH.01.07.TAHUN 2016"


def test_a_saved_page_of_a_tree_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="levels above"):
        from_saved(find_definition("sekolah-referensi"), [tmp_path / "x.html"])


def test_a_workbook_that_unpacks_to_gigabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as parts:
        for number in range(4):
            parts.writestr(f"xl/worksheets/sheet{number}.xml", bytes(20_000_000))
    assert path.stat().st_size < 200_000
    reading = read_definition(DEFINITIONS["kkg-mgmp"], "x").read

    with pytest.raises(UnexpectedPageError) as caught:
        read_xlsx(path.read_bytes(), reading)
    assert caught.value.reason == "too_large"
