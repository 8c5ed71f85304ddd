"""Which pages are asked about, what is sent of them, and that a page cannot take the answer away."""

from __future__ import annotations

import itertools

import pytest

from tests.e2e.browser import wait_until
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

_numbers = itertools.count(1)
STRICT = (
    "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none';"
    " sandbox allow-scripts allow-forms"
)


def form(site: Site, page: str, **headers: str) -> str:
    address = f"docs.google.com/forms/d/e/1FAIpQLShalaman{next(_numbers):03}/viewform"
    site.put_file(address, page)
    body = site.served(address).body
    return site.put(address, body, **headers)


def test_only_the_link_and_what_everybody_sees_is_sent(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    address = form(site, "gform_dinas.html")
    tab = extension.browser.open(
        f"{address}?usp=pp_url&entry.101=Siti+Rekaan&emailAddress=siti@contoh.example#x"
    )
    extension.banner(tab)
    [asked] = scripted_service.checks()
    sent = asked.json
    assert set(sent) == {"url", "title", "text", "lang"}
    assert sent["url"] == address
    assert "Dinas Pendidikan Kota Bandung mengundang" in sent["text"]
    for secret in ("Siti", "siti@", "usp=", "entry.", "3456-7890", "panitia@"):
        assert secret not in asked.body.decode()
    assert "x@disdik.bandung.go.id" in sent["text"]
    headers = {name.lower() for name in asked.headers}
    assert not headers & {"cookie", "referer", "authorization"}
    tab.close()


def test_what_is_typed_is_never_sent(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    tab = extension.browser.open(form(site, "gform_dinas.html"))
    extension.banner(tab)
    tab.evaluate(
        "[...document.querySelectorAll('input')].forEach(i => { i.value = 'ketikan-rahasia'; })"
        " || document.body.append(Object.assign(document.createElement('textarea'),"
        " {value: 'ketikan-rahasia'}))"
    )
    tab.evaluate(
        "document.body.append(Object.assign(document.createElement('div'),"
        " {contentEditable: 'true', textContent: 'ketikan-rahasia'}))"
    )
    tab.evaluate("document.title += ' (baru)'")  # makes it a changed page
    wait_until(lambda: len(scripted_service.checks()) == 2, "the changed page to be checked")
    assert all(b"ketikan-rahasia" not in asked.body for asked in scripted_service.asked)
    tab.close()


CLOBBERING = "".join(
    f"<input name={name}>" for name in ("matches", "checkVisibility", "nodeType", "nodeName")
)
WORDS = "<p>Pendaftaran Diklat 64 JP (rekaan)</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<form>{CLOBBERING}<p>{WORDS}</form>",
        f"<form role=heading aria-level=1><input name=textContent></form><form>{CLOBBERING}</form>{WORDS}",
        f"<div contenteditable=False>{WORDS}</div>",
        f"{'<i></i>' * 6_100}{WORDS}",
        f"<div><template shadowrootmode=open>{WORDS}</template></div>",
    ],
    ids=["field-names", "heading", "not-editable", "empty-elements", "shadow"],
)
def test_no_form_of_a_page_hides_its_words(
    extension: Extension, site: Site, scripted_service: ScriptedService, body: str
) -> None:
    scripted_service.answer_check(verdict("unknown"))
    address = f"docs.google.com/forms/d/e/1FAIpQLShalaman{next(_numbers):03}/viewform"
    tab = extension.browser.open(site.put(address, f"<!DOCTYPE html><title>Formulir</title>{body}"))
    extension.banner(tab, "unknown")
    [asked] = scripted_service.checks()
    assert "Pendaftaran Diklat 64 JP (rekaan)" in asked.json["text"]
    tab.close()


@pytest.mark.parametrize("page", ["attendance.html"])
def test_a_page_that_is_no_sign_up_asks_nobody(
    extension: Extension, site: Site, scripted_service: ScriptedService, page: str
) -> None:
    tab = extension.browser.open(form(site, page))
    elsewhere = extension.browser.open(site.put_file("berita.example/artikel", "gform_dinas.html"))
    later = extension.browser.open(
        form(site, "gform_dinas.html")
    )  # a page after them, whose check we can wait for
    wait_until(scripted_service.checks, "the sign-up page to be checked")
    [asked] = scripted_service.asked
    assert asked.json["url"] == later.url
    for seen in (tab, elsewhere):
        assert not extension.has_banner(seen)
        assert extension.badge(seen, patience=0)[0] == ""
        seen.close()
    later.close()


@pytest.mark.parametrize("mode", ["undecided", "local"])
def test_without_consent_nothing_leaves(
    extension: Extension, site: Site, scripted_service: ScriptedService, mode: str
) -> None:
    extension.set(mode=mode)
    tab = extension.browser.open(form(site, "gform_dinas.html"))
    banner = extension.banner(tab, "unchecked")
    assert (
        banner.headline
        == {
            "undecided": "Halaman ini belum diperiksa",
            "local": "Tidak ada di daftar perangkat ini",
        }[mode]
    )
    assert scripted_service.asked == []
    tab.close()


def test_a_page_that_fights_the_banner_does_not_change_the_sign(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("caution"))
    tab = extension.browser.open(form(site, "hostile.html"))
    wait_until(lambda: extension.badge(tab)[0] == "!", "the toolbar sign")
    tab.wait("window.removed >= 4", "the page to have removed every banner")
    assert (
        tab.evaluate("new Promise(r => setTimeout(() => r(window.removed), 500))") == 4
    )  # one, and three returns
    assert extension.badge(tab) == ("!", "Tanyakan dulu")
    tab.close()


def test_style_sheets_and_covers_do_not_hide_the_banner(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("caution"))
    address = form(site, "hostile.html")
    quiet = site.served(address.removeprefix("https://")).body.split(b"<script>")[0]
    tab = extension.browser.open(site.put(address.removeprefix("https://"), quiet))
    extension.banner(tab, "caution")
    over = tab.evaluate(
        "(() => { const h = document.querySelector('cekdiklat-banner');"
        " const r = h.shadowRoot.querySelector('.card').getBoundingClientRect();"
        " const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);"
        " return top === h && r.width > 200; })()"
    )
    assert over
    tab.evaluate("document.querySelector('cekdiklat-banner').setAttribute('style', 'display:none')")
    tab.wait("getComputedStyle(document.querySelector('cekdiklat-banner')).display === 'block'")
    tab.close()


IN_SIGHT = """(() => {
  const host = document.querySelector('cekdiklat-banner');
  const card = host?.shadowRoot.querySelector('.card');
  if (!card?.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
  const {x, y, width, height} = card.getBoundingClientRect();
  const styles = getComputedStyle(host);
  return width > 200 && height > 40 && document.elementFromPoint(x + width / 2, y + 15) === host
    && styles.clipPath === 'none' && styles.maskImage === 'none';
})()"""


@pytest.mark.parametrize(
    "rule",
    [
        "cekdiklat-banner{scale:0!important}",
        "cekdiklat-banner{translate:-300vw 0!important}",
        "cekdiklat-banner{zoom:.001!important}",
        "cekdiklat-banner{content-visibility:hidden!important}",
        "cekdiklat-banner{mask:linear-gradient(transparent,transparent)!important}",
        "html{zoom:.001}body{zoom:1000}",
    ],
    ids=["scale", "translate", "zoom", "content-visibility", "mask", "zoom-of-root"],
)
def test_no_property_of_a_style_sheet_hides_the_banner(
    extension: Extension, site: Site, scripted_service: ScriptedService, rule: str
) -> None:
    scripted_service.answer_check(verdict("caution"))
    address = form(site, "gform_dinas.html").removeprefix("https://")
    body = site.served(address).body.replace(b"</head>", f"<style>{rule}</style></head>".encode())
    assert rule.encode() in body
    tab = extension.browser.open(site.put(address, body))
    tab.wait(IN_SIGHT, "the banner in sight")
    tab.close()


@pytest.mark.parametrize("name", ["transform:translateX(-300vw)", "clip-path:inset(50%)", "scale:0"])
def test_what_a_script_changes_of_the_banner_is_put_back(
    extension: Extension, site: Site, scripted_service: ScriptedService, name: str
) -> None:
    scripted_service.answer_check(verdict("caution"))
    tab = extension.browser.open(form(site, "gform_dinas.html"))
    extension.banner(tab, "caution")
    wanted = ", ".join(repr(part) for part in name.split(":"))
    tab.evaluate(f"void document.querySelector('cekdiklat-banner').style.setProperty({wanted}, 'important')")
    tab.wait(IN_SIGHT, "the banner back in sight")
    tab.close()


def test_a_strict_policy_of_the_page_changes_nothing(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("unknown"))
    tab = extension.browser.open(form(site, "strict.html", Content_Security_Policy=STRICT))
    assert extension.banner(tab, "unknown").headline == "Penyelenggara belum dikenal"
    width = tab.evaluate(
        "document.querySelector('cekdiklat-banner').shadowRoot.querySelector('.card').offsetWidth"
    )
    assert width > 300  # the style sheet is in force, too
    tab.close()


def test_the_second_page_of_a_form_is_judged_with_the_first(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    address = form(site, "gform_dinas.html")
    tab = extension.browser.open(address)
    extension.banner(tab)
    tab.goto(
        site.put_file(
            address.removeprefix("https://").replace("viewform", "formResponse"), "gform_page2.html"
        )
    )
    extension.banner(tab)
    first, second = scripted_service.checks()
    assert first.json["text"] in second.json["text"]
    assert "kata sandi" in second.json["text"]
    assert b"rahasia-sekali" not in second.body
    tab.close()


def test_a_single_page_site_is_followed(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("unknown"))
    site.put_file("komunitas.typeform.com/galeri", "single_page_app.html")
    tab = extension.browser.open("https://komunitas.typeform.com/galeri")
    tab.wait("document.title.startsWith('Galeri')")
    assert not extension.has_banner(tab)
    tab.evaluate("window.go('/pendaftaran')")
    extension.banner(tab, "unknown")
    tab.evaluate("window.go('/galeri')")
    tab.wait("document.querySelector('cekdiklat-banner') === null")
    assert len(scripted_service.checks()) == 1
    tab.close()


STEP = "<p>Pendaftaran Diklat 64 JP</p><form><input name=a><input name=b></form>"


def test_a_form_drawn_late_on_a_page_that_never_rests_is_checked(
    installed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    """After the twenty brisk looks at one address, which take six seconds (``content/watch.js``)."""
    scripted_service.answer_check(verdict("unknown"))
    address = f"docs.google.com/forms/d/e/1FAIpQLShalaman{next(_numbers):03}/viewform"
    tab = installed.browser.open(
        site.put(
            address,
            "<!DOCTYPE html><title>Formulir</title><p id=left></p><div id=step></div><script>let n = 0;"
            "setInterval(() => { left.textContent = ++n; }, 100);"
            f"setTimeout(() => {{ step.innerHTML = '{STEP}'; }}, 7000);</script>",
        )
    )
    installed.banner(tab, "unknown")
    tab.close()


@pytest.mark.parametrize("shown", ["className = ''", "hidden = false", "style.display = 'block'"])
def test_a_step_of_a_form_that_is_only_shown_is_checked(
    extension: Extension, site: Site, scripted_service: ScriptedService, shown: str
) -> None:
    scripted_service.answer_check(verdict("unknown"))
    address = f"docs.google.com/forms/d/e/1FAIpQLShalaman{next(_numbers):03}/viewform"
    how = {"c": "class=far", "h": "hidden", "s": "style='display: none'"}[shown[0]]
    page = f"<title>Formulir</title><style>.far{{display:none}}</style><div id=step {how}>{STEP}</div>"
    tab = extension.browser.open(site.put(address, f"<!DOCTYPE html>{page}"))
    tab.wait("document.readyState === 'complete'")
    assert not extension.has_banner(tab)
    tab.evaluate(f"void (document.querySelector('#step').{shown})")
    extension.banner(tab, "unknown")
    tab.close()


def test_a_blog_with_three_events_is_one_page_and_one_question(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    """Whose events they are is in the text; where their links lead is asked when one is opened."""
    scripted_service.answer_check(verdict("unknown"))
    address = site.put_file("info-guru-rekaan.blogspot.com/2026/12/agenda.html", "blog_three_events.html")
    tab = extension.browser.open(address)
    extension.banner(tab, "unknown")
    [asked] = scripted_service.checks()
    for event in ("Webinar Literasi Digital", "Bimtek Asesmen", "Wajib share ke 3 grup"):
        assert event in asked.json["text"]
    assert b"1FAIpQLSasesmen" not in asked.body
    tab.close()
