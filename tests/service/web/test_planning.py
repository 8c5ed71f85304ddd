"""The planner's page: what is counted, what is said of dates and papers, and that nothing entered is lost."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from flask.testing import FlaskClient


def plan(client: FlaskClient, **fields: str) -> str:
    """The words of ``/rencana`` with these fields; ``k1_kind`` stands for ``k1-kind``."""
    answer = client.post("/rencana", data={name.replace("_", "-"): value for name, value in fields.items()})
    assert answer.status_code == 200
    return unescape(answer.text)


def summary(page: str) -> str:
    """The part a teacher prints, without tags."""
    part = page[page.index('id="rangkuman"') : page.index("</section>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))


def test_equal_rows_of_a_leader_earn_the_points_once(client: FlaskClient) -> None:
    page = plan(client, year="2024", **{f"k{number}_kind": "A03" for number in (1, 2, 3)})
    points = re.findall(r'<td class="number">(\d+)</td></tr>', page)
    assert points == ["36", "0", "0"]
    assert summary(page).count("poinnya ada di sana") == 2


def test_a_date_of_issue_alone_is_tested(client: FlaskClient) -> None:
    page = plan(client, year="2024", half="1", k1_kind="A09", k1_issued="2024-07-10")
    assert "terbit 10 Juli 2024, di luar periode Januari–Juni 2024" in page


@pytest.mark.parametrize(
    ("year", "said"),
    [("2024", True), ("2025", False), ("2026", False)],
)
def test_only_2024_asks_whether_the_skp_was_settled_first(client: FlaskClient, year: str, said: bool) -> None:
    fields = {"year": year, "skp": f"{year}-01-31", "k1_kind": "A09", "k1_first": f"{year}-01-05"}
    page = plan(client, **fields)
    assert ("belum tentu gugur" in page) is said
    if said:
        assert "(31 Januari 2024)" in page
        assert "(31 January 2024)" in plan(client, lang="en", **fields)


@pytest.mark.parametrize(
    ("kind", "have", "missing"),
    [
        ("A10", "certificate", "belum ada piagam penghargaan"),
        ("A02", "certificate", "belum ada laporan observasi sejawat"),
        ("A01", "award", "belum ada sertifikat"),
        ("A10", "award", None),
        ("", "award", None),
    ],
)
def test_a_paper_of_another_kind_is_not_the_one(
    client: FlaskClient, kind: str, have: str, missing: str | None
) -> None:
    page = plan(client, year="2024", k1_name="Rekaan", k1_kind=kind, k1_have=have)
    assert (missing in page) if missing else ("Bukti yang masih kurang" not in page)


def test_a_row_is_kept_whatever_is_filled_in(client: FlaskClient) -> None:
    fields = {"year": "2024", "k1_issued": "2024-05-11", "k1_goal": "RHK 2 literasi", "k1_role": "Peserta"}
    told = summary(plan(client, **fields))
    for said in ("Kegiatan 1 ", "Peserta", "RHK 2 literasi", "Kegiatan 1: belum ada sertifikat"):
        assert said in told
    assert "Belum ada kegiatan" not in told
    assert 'value="RHK 2 literasi"' in plan(client, do="add", k1_goal="RHK 2 literasi")
    assert "Kegiatan 1: isi juga hari pertamanya" in plan(client, **fields, k1_last="2024-05-10")


def test_of_too_many_notes_those_of_the_period_are_taken(client: FlaskClient) -> None:
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 2, 3)]
    file = "\r\n".join(f'"{day}","Catatan {day}","","",""' for day in ["2024-03-01", *days, "2026-01-09"])
    for year, taken, left in (("2026", "2026-01-09", "2024-03-01"), ("2024", "2024-03-01", "2025-01-01")):
        data = {"do": "import", "year": year, "k1-name": "sudah ada"}
        upload = {"diary": (io.BytesIO(file.encode()), "x.csv")}
        page = client.post("/rencana", data=data | upload, content_type="multipart/form-data").text
        assert "sudah ada" in page
        assert f"Catatan {taken}" in page
        assert "Catatan 2025-12-03" in page, "beside those of the period the newest"
        assert f"Catatan {left}" not in page
        assert "9 catatan tidak dimasukkan: satu rencana memuat paling banyak 30 kegiatan." in page


def test_a_head_takes_the_sheet_to_the_superior(client: FlaskClient) -> None:
    head = summary(plan(client, year="2026", k1_name="Rekaan", role="kepala_sekolah"))
    assert "Rangkuman untuk atasan (Pejabat Penilai Kinerja)" in head
    assert "Guru" not in head.split("Penentu akhir")[1]
    assert "Atasan (Pejabat Penilai Kinerja)" in head.split("Penentu akhir")[1]
    teacher = summary(plan(client, year="2026", k1_name="Rekaan"))
    assert "Rangkuman untuk kepala sekolah" in teacher
    assert "Guru Kepala sekolah" in teacher


@pytest.mark.parametrize(
    ("year", "regulation"),
    [
        ("2024", "Permendikbud 15/2018"),
        ("2025", "Permendikdasmen 11/2025"),
        ("2026", "Permendikdasmen 11/2025"),
    ],
)
def test_the_basis_of_extra_duties_is_named_in_every_year(
    client: FlaskClient, year: str, regulation: str
) -> None:
    page = plan(client, year=year, do="show")
    step = page[page.index("3. Tugas tambahan") : page.index("4. Perilaku kerja")]
    assert regulation in step
    assert "Enam langkah" not in step, "other steps stand elsewhere"
    assert "Hari" not in step
