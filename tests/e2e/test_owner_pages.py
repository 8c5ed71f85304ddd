"""An organizer's own pages look like the sign-up, with participants' names on them: nothing leaves."""

from __future__ import annotations

import pytest

from tests.e2e.danger_page import meet_danger, open_after
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

ANSWERS = (
    "<!DOCTYPE html><title>Pendaftaran Webinar Literasi</title><h1>Pendaftaran Webinar Literasi</h1>"
    "<p>1 jawaban</p><ul><li>Siti Rekaan</li></ul><input name=x><input name=y>"
)


@pytest.mark.parametrize(
    "address",
    [
        "docs.google.com/forms/d/1AbCdEf/edit",
        "tally.so/forms/abc123/submissions",
        "admin.typeform.com/form/abc/results",
        "www.eventbrite.com/myevent/123/attendees",
    ],
)
def test_an_organizers_own_page_is_not_sent(
    extension: Extension, site: Site, scripted_service: ScriptedService, address: str
) -> None:
    scripted_service.answer_check(verdict("unknown"))
    tab = extension.browser.open(site.put(address, ANSWERS))
    after = open_after(extension, site)
    assert [asked.json["url"] for asked in scripted_service.checks()] == [after.url]
    assert not extension.has_banner(tab)
    for opened in (tab, after):
        opened.close()


def test_who_asks_for_a_check_of_it_is_told_why_there_is_none(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    tab = extension.browser.open(site.put("docs.google.com/forms/d/1AbCdEf/edit", ANSWERS))
    tab.wait("document.readyState === 'complete'")  # our script is there before that
    number = extension.tab_number(tab)
    extension.inside(f"api.tabs.sendMessage({number}, {{type: 'check-now'}}).then(() => 1)")
    banner = extension.banner(tab, "unchecked")
    assert "halaman pengelola" in banner.lead
    assert banner.buttons == ("Mengapa?",)
    assert scripted_service.asked == []
    tab.close()


def test_a_path_makes_no_strangers_site_an_organizers_own(
    installed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    """Of its page nothing is sent all the same: on a school's own site it may be what it says."""
    address = site.put("kemendikdasmen-go-id.example/wp-admin/daftar", ANSWERS)
    with installed.everywhere():
        scripted_service.answer_check(verdict("unknown"))
        tab = installed.browser.open(address)
        assert "halaman pengelola" in installed.banner(tab, "unchecked").lead
        scripted_service.answer_check(verdict("danger"))
        meet_danger(installed, f"{address}?lagi", tab).close()
    assert [asked.json for asked in scripted_service.checks()] == [
        {"url": "https://kemendikdasmen-go-id.example/", "title": "", "text": "", "lang": "id"}
    ] * 2
