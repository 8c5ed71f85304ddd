"""The full page before a danger, as tests meet it and go on from it."""

from __future__ import annotations

import itertools

from tests.e2e.browser import Tab
from tests.e2e.installed import Extension
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

_numbers = itertools.count(1)
ORGANIZER = {
    "id": "dinas-3273",
    "name": "Dinas Pendidikan Kota Bandung",
    "kind": "dinas",
    "relation": "vouched",
    "score": 1.0,
}
DANGER = verdict("danger", organizers=[ORGANIZER])
BEFORE_IT = (
    "(document.querySelector('cekdiklat-wall')?.shadowRoot"
    " ?? (location.pathname.endsWith('danger.html') ? document : null))"
)
"""Where the explanation stands: on a page of the extension, or on the wall in Chromium's private windows."""
LABELS = {
    "once": "Kali ini saja",
    "link": "Selalu untuk tautan ini",
    "organizer": "Selalu untuk Dinas Pendidikan Kota Bandung",
}


def new_form(site: Site) -> str:
    """A form nobody has seen in an earlier test."""
    return site.put_file(
        f"docs.google.com/forms/d/e/1FAIpQLSbahaya{next(_numbers):03}/viewform", "gform_dinas.html"
    )


def open_after(extension: Extension, site: Site) -> Tab:
    """A form that is checked after everything before it: what was not asked for by then never is."""
    tab = extension.browser.open(new_form(site))
    extension.banner(tab, "unknown")
    return tab


def meet_danger(extension: Extension, address: str, tab: Tab | None = None) -> Tab:
    tab = tab or extension.browser.open("about:blank")
    tab.goto(address)
    tab.wait(f"Boolean({BEFORE_IT}?.querySelector('.danger'))", "the explanation before a danger")
    return tab


def go_on(tab: Tab, scope: str) -> None:
    tab.click_text("Saya tetap ingin membuka halaman itu", BEFORE_IT)
    tab.click(f"{BEFORE_IT}.querySelector('#understood')")
    tab.click_text(LABELS[scope], BEFORE_IT)
    tab.wait(f"location.hostname === 'docs.google.com' && {BEFORE_IT} === null")
