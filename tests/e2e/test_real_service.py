"""The whole way, nothing scripted: ``cekdiklat serve`` on the embedded registry, a browser before it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.browser import PHONE, wait_until
from tests.e2e.installed import Extension
from tests.e2e.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh service."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    program = Path(sys.executable).with_name("cekdiklat")
    log = (home / "log").open("wb")
    process = subprocess.Popen(
        [program, "serve", "--port", str(port), "--workers", "1", "--no-worker"],
        env=os.environ | {"CEKDIKLAT_HOME": str(home)},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: process.poll() is not None or answers(f"{address}/healthz"), "the service", 120)
        assert process.poll() is None, (home / "log").read_text()
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def test_a_form_that_names_an_education_office(
    extension: Extension, service: str, site: Site, screenshots: Path
) -> None:
    extension.set(service=service)
    tab = extension.browser.open("about:blank")
    tab.resize(*PHONE)
    tab.goto(site.put_file("docs.google.com/forms/d/e/1FAIpQLSnyata0001/viewform", "gform_dinas.html"))
    banner = extension.banner(tab, "claimed")
    assert banner.headline == "Mengaku dari Dinas Pendidikan Kota Bandung, belum terbukti"
    assert "Dinas Pendidikan Kota Bandung" in banner.lead
    assert banner.note is not None
    assert banner.note.startswith("Situs resmi yang kami catat: ")
    assert banner.note.endswith("bandung.go.id")
    assert extension.badge(tab) == ("?", banner.headline)
    extension.picture(tab, screenshots / f"{extension.name}-real-service-phone.png")
    extension.click_banner(tab, "Mengapa?")
    page = extension.browser.find_tab("explanation.html")
    text = page.wait("document.querySelector('main:not([aria-busy])')?.innerText")
    assert "Jalur aman" in text
    page.resize(*PHONE)
    page.screenshot(screenshots / f"{extension.name}-real-explanation-phone.png")
    page.close()
    tab.close()


def test_a_form_that_asks_for_a_password(extension: Extension, service: str, site: Site) -> None:
    extension.set(service=service)
    tab = extension.browser.open("about:blank")
    tab.goto(site.put_file("docs.google.com/forms/d/e/1FAIpQLSnyata0002/viewform", "gform_password.html"))
    tab.wait("location.pathname.endsWith('danger.html') && document.querySelector('.danger') !== null")
    assert "Jangan isi data dulu" in tab.evaluate("document.body.innerText")
    tab.close()


def test_a_log_in_page_that_imitates_the_ministry(
    extension: Extension, service: str, site: Site, screenshots: Path
) -> None:
    """On any site, because the teacher chose so: what is imitated is named, with its real address."""
    extension.set(service=service)
    address = site.put_file("kemendikdasmen-go.id/masuk", "login_imitation.html")
    with extension.everywhere():
        tab = extension.browser.open("about:blank")
        tab.resize(*PHONE)
        tab.goto(address)
        tab.wait("location.pathname.endsWith('danger.html') && document.querySelector('.danger') !== null")
        text = tab.evaluate("document.body.innerText")
        assert "meniru alamat Kementerian Pendidikan Dasar dan Menengah" in text
        assert "rahasia-sekali" not in text
        tab.screenshot(screenshots / f"{extension.name}-imitation-phone.png")
        tab.close()


def test_the_real_list_reaches_the_device(extension: Extension, service: str) -> None:
    extension.set(service=service)
    extension.forget_digest()
    extension.browser.kill_background()
    extension.wake()
    wait_until(extension.has_digest, "the digest of the real service")
    extension.forget_digest()


@pytest.mark.parametrize("kind", ["Peringatannya keliru", "Ini kegiatan kami"])
def test_a_report_becomes_a_case_whose_state_can_be_seen(
    extension: Extension, service: str, site: Site, kind: str
) -> None:
    """A teacher's remark and an organizer's objection; the latter leads to a page of its own."""
    extension.set(service=service)
    number = 3 if kind == "Peringatannya keliru" else 4
    form = f"docs.google.com/forms/d/e/1FAIpQLSnyata000{number}/viewform"
    tab = extension.browser.open(site.put_file(form, "gform_dinas.html"))
    extension.banner(tab, "claimed")
    report = extension.browser.open(f"{extension.browser.page('report')}?tab={extension.tab_number(tab)}")
    report.wait("document.querySelector('#text') !== null")
    report.click_text(kind)
    report.click_text("Kirim laporan")
    report.wait("document.querySelector('#done').textContent !== ''")
    said = report.evaluate("document.querySelector('#done').textContent")
    assert said.startswith("Terkirim. Nomor kasus: "), said
    case = said.removeprefix("Terkirim. Nomor kasus: ").split("Halaman")[0].strip()
    objection = report.evaluate("document.querySelector('#done a')?.href")
    assert (objection is not None) == (kind == "Ini kegiatan kami")
    if objection is not None:
        assert objection.startswith(f"{service}/")
        report.goto(objection)
        assert case in report.wait("document.body.innerText")
    later = extension.browser.open(extension.browser.page("report"))
    later.wait(f"document.body.innerText.includes('Kasus {case}: ')")
    assert "belum dapat dilihat" not in later.evaluate("document.body.innerText")
    for opened in (tab, report, later):
        opened.close()


def test_training_notes_feed_the_planner(extension: Extension, service: str) -> None:
    """The file goes by the teacher's own hand, from the page of notes to the planner's page."""
    extension.set(service=service)
    notes = extension.browser.open(extension.browser.page("diary"))
    notes.wait("document.querySelector('#event') !== null")
    entered = {"event": "=Webinar literasi", "organizer": "PGRI", "date": "2026-12-05", "activity": "A09"}
    notes.evaluate(
        f"(() => {{ for (const [id, value] of Object.entries({json.dumps(entered)}))"
        " document.querySelector('#' + id).value = value; return true; })()"
    )
    notes.click_text("Catat")
    notes.wait("document.querySelectorAll('.entry').length === 1")
    # Firefox lets no script of the page read what its link leads to, so the text is made once more.
    file = notes.evaluate(
        "Promise.all([import('/src/csv.js'), import('/src/diary.js')])"
        ".then(([csv, notes]) => notes.diary().then(all => csv.toCsv(all, csv.COLUMNS)))"
    )
    assert notes.evaluate("document.querySelector('a[download]').href.startsWith('blob:')")
    assert "'=Webinar literasi" in file, "a spreadsheet must not run it"
    planners = "[...document.querySelectorAll('a')].map(a => a.href).filter(a => a.endsWith('/rencana'))"
    assert notes.evaluate(planners) == [f"{service}/rencana"]
    notes.close()

    planner = extension.browser.open(f"{service}/rencana")
    planner.evaluate(
        f"""(() => {{ const given = new DataTransfer();
        given.items.add(new File([{json.dumps(file)}], 'catatan-diklat.csv', {{type: 'text/csv'}}));
        document.querySelector('#diary').files = given.files;
        document.querySelector('button[value=import]').click(); return true; }})()"""
    )
    row = planner.wait(
        "(() => { const at = name => document.querySelector(`[name=k1-${name}]`)?.value;"
        " return at('name') && [at('name'), at('kind'), at('first'), at('role')]; })()"
    )
    assert row == ["=Webinar literasi (PGRI)", "A09", "2026-12-05", "Peserta"]
    planner.close()
