"""What a teacher writes down: reports, with their case numbers, and notes of trainings."""

from __future__ import annotations

import json

import pytest

from tests.e2e.installed import Extension
from tests.e2e.scripted_service import Answer, ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

FORM = "docs.google.com/forms/d/e/1FAIpQLScatatan001/viewform"


def test_a_report_shows_what_it_sends_and_gives_a_case_number(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("caution"))
    scripted_service.answers["/v1/reports"] = Answer(b'{"case": "K-2026-0007", "state": "diterima"}', 201)
    state = b'{"case": "K-2026-0007", "state": "sedang ditinjau"}'
    scripted_service.answers["/v1/reports/K-2026-0007"] = Answer(state)
    tab = extension.browser.open(site.put_file(FORM, "gform_dinas.html"))
    extension.banner(tab)
    report = extension.browser.open(f"{extension.browser.page('report')}?tab={extension.tab_number(tab)}")
    report.wait("document.querySelector('#text')?.value.includes('mengundang')")
    report.click_text("Ini kegiatan kami")
    report.evaluate(
        "(() => { const t = document.querySelector('#text'); t.value = 'hanya ini';"
        " t.dispatchEvent(new Event('input', {bubbles: true})); return true; })()"
    )
    preview = json.loads(report.evaluate("document.querySelector('#preview').textContent"))
    report.click_text("Kirim laporan")
    report.wait("document.querySelector('#done').textContent === 'Terkirim. Nomor kasus: K-2026-0007'")
    [sent] = [asked for asked in scripted_service.asked if asked.path == "/v1/reports"]
    assert sent.json == preview
    assert (preview["kind"], preview["text"], preview["level"]) == ("our_event", "hanya ini", "caution")
    later = extension.browser.open(extension.browser.page("report"))
    later.wait("document.body.innerText.includes('Kasus K-2026-0007: sedang ditinjau')")
    for opened in (tab, report, later):
        opened.close()


def test_an_undelivered_report_says_so(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("caution"))
    tab = extension.browser.open(site.put_file(FORM, "gform_dinas.html"))
    extension.banner(tab)
    report = extension.browser.open(f"{extension.browser.page('report')}?tab={extension.tab_number(tab)}")
    report.click_text("Kirim laporan")
    report.wait("document.querySelector('#done').textContent === 'Laporan belum terkirim. Coba lagi nanti.'")
    for opened in (tab, report):
        opened.close()


def test_training_notes_stay_on_the_device_and_leave_as_csv(
    extension: Extension, scripted_service: ScriptedService
) -> None:
    notes = extension.browser.open(extension.browser.page("diary"))
    notes.wait("document.querySelector('#event') !== null")
    notes.evaluate(
        "(() => { for (const [id, value] of Object.entries({event: '=HYPERLINK(\"x\")', organizer: 'PGRI',"
        " date: '2026-12-05', evidence: 'map biru'})) document.querySelector('#' + id).value = value;"
        " return true; })()"
    )
    notes.click_text("Catat")
    notes.wait("document.querySelectorAll('.entry').length === 1")
    link = notes.evaluate("(({download, href}) => [download, href])(document.querySelector('a[download]'))")
    assert link[0] == "catatan-diklat.csv"
    assert link[1].startswith("blob:")
    assert scripted_service.asked == []
    notes.click_text("Hapus")
    notes.wait("document.querySelectorAll('.entry').length === 0")
    notes.close()
