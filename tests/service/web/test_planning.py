"""The planner's page: what is counted, what is said of dates and papers, and that nothing entered is lost."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.service.web.markup import safe


def plan(client: FlaskClient, **fields: str) -> str:
    """The words of ``/rencana`` with these fields; ``k1_kind`` stands for ``k1-kind``."""
    answer = client.post("/rencana", data={name.replace("_", "-"): value for name, value in fields.items()})
    assert answer.status_code == 200
    assert safe(answer.text)
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


def test_the_planner_adds_up_2024(client: FlaskClient) -> None:
    page = plan(
        client, year="2024", half="1", k1_kind="A01", k1_quantity="4", k2_kind="A05", k2_goal="RHK literasi"
    )
    assert '<td class="number"><strong>36</strong></td>' in page
    assert "RHK literasi" in page
    assert "dalam rentang anjuran" in page


def test_the_same_kind_may_stand_twice_with_different_days(client: FlaskClient) -> None:
    page = plan(
        client, year="2024", half="1",
        k1_kind="A09", k1_first="2024-03-02", k1_have="certificate",
        k2_kind="A09", k2_first="2024-07-02",
    )  # fmt: skip
    assert '<td class="number"><strong>4</strong></td>' in page
    assert "tidak masuk periode" in page


def test_the_planner_knows_no_points_since_2025_and_says_why(client: FlaskClient) -> None:
    page = plan(client, year="2026", k1_kind="A01", k1_quantity="4", k1_name="Pelatihan rekaan")
    assert "<strong>32</strong>" not in page
    assert "Pelatihan rekaan" in page
    assert "karena penilaian tidak lagi berbasis poin" in page


def test_the_planner_says_what_does_not_fit(client: FlaskClient) -> None:
    outside = plan(client, year="2024", half="1", k1_kind="A09", k1_first="2024-07-02")
    assert "<strong>0</strong>" in outside
    turned = plan(client, year="2024", k1_kind="A09", k1_first="2024-03-02", k1_last="2024-03-01")
    assert "hari terakhir lebih awal" in turned
    assert "isi juga hari pertamanya" in plan(client, year="2024", k1_kind="A09", k1_last="2024-03-01")
    without_kind = plan(client, year="2026", k1_name="Webinar rekaan", k1_first="2025-05-02")
    assert "Tidak masuk periode Januari–Desember 2026" in without_kind


def test_the_planner_says_which_papers_are_missing(client: FlaskClient) -> None:
    page = plan(client, year="2024", k1_kind="A02", k2_kind="A09", k2_have="invitation", k3_kind="A10")
    assert "belum ada laporan observasi sejawat" in page
    assert "Undangan: tidak dihitung sebagai bukti" in page
    assert "belum ada piagam penghargaan" in page
    full = plan(client, year="2024", k1_kind="A09", k1_have="certificate")
    assert "Bukti yang masih kurang" not in full
    assert "Bukti yang masih kurang" not in plan(client, year="2026", k1_kind="A09")


def test_an_event_before_the_skp_is_a_question_and_no_loss(client: FlaskClient) -> None:
    page = plan(client, year="2024", skp="2024-02-10", k1_kind="A09", k1_first="2024-01-20")
    assert "belum tentu gugur" in page
    assert '<td class="number">4</td>' in page


def test_all_five_steps_stand_in_the_summary(client: FlaskClient) -> None:
    page = plan(
        client, year="2026", report="Literasi membaca", target="Umpan balik", extra="Wali kelas",
        conduct="Adaptif", indicator="mencoba cara baru", k1_name="KKG rekaan", role="kepala_sekolah",
    )  # fmt: skip
    summary = page[page.index('id="rangkuman"') : page.index("</section>")]
    for said in ("Literasi membaca", "Umpan balik", "Wali kelas", "Adaptif: mencoba cara baru", "KKG rekaan"):
        assert said in summary
    assert "kepala sekolah" in summary


@pytest.mark.parametrize(("day", "said"), [(date(2026, 12, 24), "masih 7 hari"), (date(2026, 12, 31), None)])
def test_the_planner_does_not_say_no_hurry_in_the_last_week(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, day: date, said: str | None
) -> None:
    monkeypatch.setattr("service.web.planning.today", lambda: day)
    page = client.get("/rencana").text
    assert (said or "") in page
    assert ("buru-buru" in page) is (said is not None)


def test_more_room_keeps_what_was_entered(client: FlaskClient) -> None:
    page = plan(client, do="add", year="2024", k1_name="Satu", k2_name="Dua")
    assert 'name="k3-name"' in page
    assert 'value="Satu"' in page
    assert 'id="rangkuman"' not in page
    many = plan(client, do="add", **{f"k{number}_name": "x" for number in range(1, 60)})
    assert 'name="k30-name"' in many
    assert 'name="k31-name"' not in many


DIARY = (
    '\ufeff"Tanggal kegiatan","Nama kegiatan","Penyelenggara","Peran","Bukti"\r\n'
    '"2026-05-02","\'=Webinar, ""literasi""","KKG rekaan","Peserta","no. 7"\r\n'
    '"2026-02-01","Lokakarya","","Narasumber",""\r\n'
)


def test_the_notes_of_the_extension_can_be_taken_over(client: FlaskClient) -> None:
    page = upload(client, DIARY.encode())
    assert 'value="=Webinar, &#34;literasi&#34; (KKG rekaan)"' in page
    assert 'value="Lokakarya"' in page
    assert page.index("Lokakarya") < page.index("Webinar, &#34;")
    assert "sudah ada" in page, "what was entered before stays"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04" * 100,
        b'"open quote',
        b"a,b\n1,2\n",
        b"\x00" * 1000,
        b'"a"b"\n' * 50,
    ],
    ids=repr,
)
def test_a_file_that_is_no_diary_says_so(client: FlaskClient, content: bytes) -> None:
    page = upload(client, content)
    assert "Berkas itu bukan CSV" in page
    assert "sudah ada" in page


def upload(client: FlaskClient, content: bytes) -> str:
    data = {"do": "import", "year": "2026", "k1-name": "sudah ada", "diary": (io.BytesIO(content), "x.csv")}
    answer = client.post("/rencana", data=data, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert safe(answer.text)
    return answer.text


@pytest.mark.parametrize("quantity", ["-1", "1e9", "x", "٣", "9" * 5000])
def test_the_planner_survives_any_quantity(client: FlaskClient, quantity: str) -> None:
    plan(client, year="2024", k1_kind="A01", k1_quantity=quantity)
