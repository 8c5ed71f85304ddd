"""The pages without a browser: what they say, in both languages, and that nothing hostile gets through."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from registry.ledger import Ledger
from registry.ledger.seed import record_seed
from registry.ledger.sighting import Sighting
from registry.ledger.sources import SourceInfo
from registry.organizer import Kind
from registry.settings import Settings
from registry.snapshot.errors import SnapshotError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.publish import publish
from service.answering import today
from service.app import create_app
from tests.service.web.markup import Reader, safe

FORM = "https://docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform"
INVITATION = (
    "Dinas Pendidikan Kota Bandung (rekaan) mengundang guru mengikuti webinar literasi,"
    f" Sabtu, 5 Desember 2026 pukul 09.00 WIB. Biaya Rp50.000. Daftar: {FORM}"
)
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


PAGES = (
    "/",
    "/penyelenggara",
    "/penyelenggara?q=disdik",
    "/rencana",
    "/wajib",
    "/wajib?status=asn&year=2024",
)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_both_languages(client: FlaskClient, address: str, language: str) -> None:
    answer = client.get(address, query_string={"lang": language} if "?" not in address else None)
    if "?" in address:
        answer = client.get(f"{address}&lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert safe(answer.text)
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_what_is_recognized_is_never_called_only_that(client: FlaskClient) -> None:
    """ "Diakui" is the word of the best level; what is merely said has another one."""
    page = client.get("/").text
    assert "Penyelenggara diakui" in page
    assert "hanya diakui" not in page
    assert "hanya diklaim" in page


def test_the_language_is_remembered(client: FlaskClient) -> None:
    client.get("/?lang=en")
    assert '<html lang="en">' in client.get("/wajib").text
    client.get("/?lang=id")
    assert '<html lang="id">' in client.get("/wajib").text


def test_a_message_gets_its_verdict_with_everything_a_teacher_needs(client: FlaskClient) -> None:
    page = client.post("/cek", data={"text": INVITATION}).text
    for said in (
        "Mengaku dari Dinas Pendidikan Kota Bandung, belum terbukti",
        "disdikkota.bandung.go.id",  # the real address
        "Rp50.000",  # what is at stake
        "Di mana pengumuman resminya?",  # a question to ask
        "Ruang GTK",  # the safe path
        "Sertifikat hanya penunjang",
        "Teks untuk grup sekolah",
        "Hanya tanda lemah",
    ):
        assert said in page
    assert safe(page)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("Sabtu 5 Desember 2026 dan Sabtu 12 Desember 2026", "5 Desember 2026; 12 Desember 2026<"),
        ("gelombang 1: 1 Desember 2026, gelombang 2: 20 Desember 2026", "1 Desember 2026; 20 Desember 2026<"),
        ("5-7 Desember 2026", "5 Desember 2026 – 7 Desember 2026 (3 hari)"),
        ("5 Desember 2026", "5 Desember 2026 (1 hari)"),
    ],
)
def test_days_apart_are_not_counted_as_one_long_event(client: FlaskClient, days: str, said: str) -> None:
    page = client.post("/cek", data={"text": f"Webinar guru KKG Melati, {days}. Daftar: {FORM}"}).text
    assert said in page


def test_in_english_too(client: FlaskClient) -> None:
    page = client.post("/cek", data={"text": INVITATION, "lang": "en"}).text
    assert "Claims to be from Dinas Pendidikan Kota Bandung, not proven" in page
    assert "What is at stake for you" in page
    assert "Rp50,000" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"text": FORM},
        {"url": FORM},
        {"title": "Webinar", "text": "", "url": FORM},
        {"title": "Webinar guru", "text": f"Ayo ikut {FORM}", "url": ""},
    ],
)
def test_what_android_shares_is_understood(client: FlaskClient, sent: dict[str, str]) -> None:
    page = client.post("/cek", data=sent)
    assert page.status_code == 200
    assert "docs.google.com/forms" in page.text


def test_the_manifest_makes_it_installable_and_a_share_target(client: FlaskClient) -> None:
    manifest = client.get("/manifest.webmanifest").get_json(force=True)
    assert manifest["share_target"]["action"] == "/cek"
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).status_code == 200


@pytest.mark.parametrize("text", ["https://[rusak", "a" * 1_100_000, f"https://rekaan.example/{'a' * 3000}"])
def test_what_cannot_be_read_says_so_and_is_never_fine(client: FlaskClient, text: str) -> None:
    answer = client.post("/cek", data={"text": text}, headers={"Accept": "text/html"})
    assert answer.status_code in (413, 422)
    assert answer.content_type.startswith("text/html")
    assert safe(answer.text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Daftar:https://disdik.jabarprov.go.id/daftar", "disdik.jabarprov.go.id"),
        ("Daftar👉https://forms.gle/abc", "forms.gle"),
        ("*Daftar:*forms.gle/abc", "forms.gle"),
        ("Terimakasih.", "Penyelenggara belum dikenal"),
        ("Rp50.000", "Penyelenggara belum dikenal"),
        ("panitia@rekaan.example", "Penyelenggara belum dikenal"),
        ("javascript:alert(1).x", "Penyelenggara belum dikenal"),
    ],
)
def test_a_message_without_blanks_is_a_message(client: FlaskClient, text: str, said: str) -> None:
    answer = client.post("/cek", data={"text": text})
    assert answer.status_code == 200
    assert said in answer.text
    assert safe(answer.text)


def kept_text(page: str) -> str:
    """What stands in the box for the next try."""
    return unescape(page.split('<textarea id="teks"')[1].partition(">")[2].partition("</textarea>")[0])


def test_what_was_pasted_is_still_there_when_it_was_too_often(published_home: Path) -> None:
    client = create_app(Settings(home=published_home, rate_limit="2/minute")).test_client()
    shared = {"title": "Webinar guru", "text": "Ayo ikut <b>", "url": FORM, "lang": "id"}
    pages = [client.post("/cek", data=shared, headers={"Accept": "text/html"}) for _ in range(3)]
    assert [page.status_code for page in pages] == [200, 200, 429]
    assert kept_text(pages[2].text) == f"Webinar guru\nAyo ikut <b>\n{FORM}"
    assert switched(pages[2].text) == {"text": f"Webinar guru\nAyo ikut <b>\n{FORM}", "lang": "en"}
    too_large = client.post("/cek", data={"text": "a" * 1_100_000}, headers={"Accept": "text/html"})
    assert (too_large.status_code, kept_text(too_large.text)) == (429, "")
    elsewhere = client.get("/tidak-ada?text=x", headers={"Accept": "text/html"})
    assert (elsewhere.status_code, kept_text(elsewhere.text)) == (404, "")


@pytest.mark.parametrize(("error", "status"), [(SnapshotError("rekaan"), 503), (RuntimeError("rekaan"), 500)])
def test_what_was_pasted_is_still_there_when_something_broke(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("service.answering.Answering.check", fail)
    page = client.post("/cek", data={"text": INVITATION}, headers={"Accept": "text/html"})
    assert (page.status_code, kept_text(page.text)) == (status, INVITATION)


def switched(page: str) -> dict[str, str | None]:
    """What the button for the other language sends."""
    form = page.partition('<form class="switch"')[2].partition("</form>")[0]
    return {
        str(attributes["name"]): attributes["value"]
        for tag, attributes in Reader(form).tags
        if tag == "input"
    }


def test_the_other_language_keeps_what_could_not_be_read(client: FlaskClient) -> None:
    page = client.post("/cek", data={"text": "https://[rusak", "lang": "id"})
    assert page.status_code == 422
    fields = switched(page.text)
    english = client.post("/cek", data=fields)
    assert "https://[rusak" == fields["text"] == kept_text(english.text)
    assert '<html lang="en">' in english.text


def test_the_address_checked_stands_in_no_address_of_ours(client: FlaskClient) -> None:
    checked = "https://contoh.my.id/undangan/budi@gmail.com"
    page = client.post("/cek", data={"text": f"Webinar guru, daftar {checked}"}).text
    ours = [
        str(value)
        for _, attributes in Reader(page).tags
        for name, value in attributes.items()
        if name in ("href", "action")
    ]
    assert "/lapor" in ours
    assert not [it for it in ours if "budi" in it or "contoh.my.id" in it]
    report = client.post("/lapor", data={"do": "show", "lang": "id", "link": checked})
    assert report.status_code == 200
    assert f'value="{checked}"' in report.text
    assert "Seorang admin melihat laporan Anda" in report.text


def test_an_empty_question_leads_back_to_the_form(client: FlaskClient) -> None:
    assert 'name="text"' in client.post("/cek", data={"text": "  "}).text


def test_nothing_hostile_in_a_message_runs(client: FlaskClient) -> None:
    for field in ("text", "title", "url"):
        page = client.post("/cek", data={"text": INVITATION, field: INVITATION + HOSTILE}).text
        assert "<script>alert" not in page
        assert safe(page)
    search = client.get("/penyelenggara", query_string={"q": HOSTILE}).text
    assert "<script>alert" not in search
    assert safe(search)


@pytest.mark.slow
def test_nothing_hostile_in_an_organizers_name_runs(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, rate_limit="")
    hostile = Sighting("x", Kind.PROFESSION, f"PGRI {HOSTILE} (rekaan)", today(), organizer_id="rekaan-1")
    with Ledger.open(settings.ledger) as ledger:
        record_seed(ledger)
        run = ledger.runs.start(SourceInfo("rekaan"))
        ledger.sightings.record(run, [hostile])
        ledger.runs.finish(run)
        publish(ledger, SnapshotFolder.at(settings.snapshots))
    client = create_app(settings).test_client()
    page = client.get("/penyelenggara/rekaan-1")
    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)" in page.text
    assert safe(page.text)


def test_an_organizer_shows_where_each_fact_comes_from(client: FlaskClient) -> None:
    page = client.get("/penyelenggara/dinas-3273").text
    assert "disdikkota.bandung.go.id" in page
    assert "dilihat" in page
    assert client.get("/penyelenggara/tidak-ada").status_code == 404


def test_search_understands_how_people_write(client: FlaskClient) -> None:
    page = client.get("/penyelenggara", query_string={"q": "disdik kota bandung"}).text
    assert "/penyelenggara/dinas-3273" in page


@pytest.mark.parametrize(
    ("status", "year", "said"),
    [
        ("asn", "2024", "Ya, wajib"),
        ("non_asn", "2024", "Tidak diharuskan"),
        ("madrasah", "2026", "Belum ada data"),
    ],
)
def test_must_i(client: FlaskClient, status: str, year: str, said: str) -> None:
    assert said in client.get("/wajib", query_string={"status": status, "year": year}).text
