"""How soon the answer is there, and what the content script costs a page. Prints what it measures.

Wall time on a shared machine swings: the medians are printed, and held to a limit several times the bar, so
that only a real change of the work done can break it.
"""

from __future__ import annotations

import statistics
import sys
from datetime import date

import pytest

from registry.hosts.digest import Buckets, bucket_of, encode
from tests.e2e.browser import wait_until
from tests.e2e.chromium import ChromiumTab
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import Answer, ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROUNDS = 7
# In the page before anything else: when the banner arrives, in ms after the page has loaded (0: before).
STOPWATCH = """<script>
  new MutationObserver((_, all) => {
    if (!document.querySelector("cekdiklat-banner")) return;
    all.disconnect();
    const [load] = performance.getEntriesByType("navigation");
    window.bannerAfter = String(load.loadEventEnd ? performance.now() - load.loadEventEnd : 0);
  }).observe(document.documentElement, {childList: true});
</script></head>"""


def say(figures: str) -> None:
    sys.stdout.write(f"\n{figures}")


def timed_form(site: Site, name: str) -> str:
    site.put_file("kerja.example/sumber", "gform_dinas.html")
    body = site.served("kerja.example/sumber").body.replace(b"</head>", STOPWATCH.encode(), 1)
    return site.put(f"docs.google.com/forms/d/e/{name}/viewform", body)


def medians(extension: Extension, address: str, cold: bool) -> float:
    tab = extension.browser.open("about:blank")
    seen = []
    for _ in range(ROUNDS):
        tab.goto("about:blank")
        if cold:
            extension.browser.kill_background()
            tab.activate()
        tab.goto(address)
        seen.append(float(tab.wait("window.bannerAfter")))
    tab.close()
    return statistics.median(seen)


def test_the_banner_is_there_soon(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    address = timed_form(site, "laju")
    warm = medians(extension, address, cold=False)
    cold = medians(extension, address, cold=True)
    extension.set(mode="local")
    local = medians(extension, address, cold=False)
    say(
        f"{extension.name}: banner after page load, median of {ROUNDS}: "
        f"local {local:.0f} ms, service warm {warm:.0f} ms, cold {cold:.0f} ms (bars 50/150/400)"
    )
    assert local <= 200
    assert warm <= 600
    assert cold <= 1600


def test_what_the_content_script_costs_a_form(chromium: Extension, site: Site) -> None:
    """Processor time of the page's main thread for one look, by the script's own functions in a fresh page.

    Each round is the first run in a new page, as on every visit; nothing is compiled beforehand.
    """
    questions = "".join(
        f'<div role="listitem"><div role="heading" aria-level="3">Pertanyaan {n} tentang pelatihan guru</div>'
        f'<input name="entry.{n}"><div role="radiogroup">'
        '<div role="radio">Ya</div><div role="radio">Tidak</div></div></div>'
        for n in range(60)
    )
    address = site.put("kerja.example/besar", f"<title>Pendaftaran Pelatihan</title><form>{questions}</form>")
    modules = ("signup_words", "signup", "true_dom", "visible_text", "personal", "read_page")
    source = "\n".join(chromium.source(f"content/{module}") for module in modules)
    look = "(() => { const seen = lookAt(document); return isSignup(seen) && reading(seen).text.length; })()"
    tab = chromium.browser.open("about:blank")
    assert isinstance(tab, ChromiumTab)
    costs = []
    for _ in range(ROUNDS):
        tab.goto(address)
        tab.evaluate(source)
        tab.evaluate("document.body.offsetHeight")  # the page has drawn itself
        before = tab.busy()
        assert tab.evaluate(look) > 1_000
        costs.append((tab.busy() - before) * 1000)
    tab.close()
    say(
        f"content script on a form of 60 questions, processor time of one look in a fresh page: "
        f"median {statistics.median(costs):.1f} ms, least {min(costs):.1f} ms (bar 5)"
    )
    assert min(costs) <= 5
    assert statistics.median(costs) <= 10


def test_a_hundred_thousand_keys_are_read_quickly_from_cold(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    flagged = "gform:1FAIpQLSberat"
    many = [f"host:kantor-{number}.go.id" for number in range(100_000)]
    data = Answer(encode(many, [flagged], "besar", date.today()))
    data.headers = {"Content-Type": "application/octet-stream"}
    scripted_service.answers["/v1/digest"] = data
    bucket = Buckets(many, [flagged]).bucket(bucket_of(flagged))
    scripted_service.answers[f"/v1/digest/buckets/{bucket_of(flagged)}"] = Answer(
        bucket, headers=data.headers
    )
    scripted_service.answer_check(verdict("claimed"))
    extension.forget_digest()
    extension.browser.kill_background()
    extension.wake()
    wait_until(extension.has_digest, "the digest to be kept")
    extension.set(mode="local")
    cold = medians(extension, timed_form(site, "ringan"), cold=True)
    say(f"{extension.name}: with 100,000 keys, local answer from cold, median {cold:.0f} ms")
    assert cold <= 1600
    extension.forget_digest()
