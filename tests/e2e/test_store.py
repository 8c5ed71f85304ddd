"""The pictures of the stores, 1280 × 800 as they want them; made by a test, to show what is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import DESKTOP, Tab
from tests.e2e.danger_page import meet_danger, new_form
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

FORM = "docs.google.com/forms/d/e/1FAIpQLStoko001/viewform"


# As the service says it to a teacher who chose English.
ENGLISH = {
    "recognized": (
        "Recognized organizer",
        "This link was announced by Dinas Pendidikan Kota Bandung on its own site, disdik.bandung.go.id.",
    ),
    "claimed": (
        "Says it is Dinas Pendidikan Kota Bandung, not proven",
        "The name of this office only stands in the text. Nothing proves that this link is its own."
        " Its official site is disdik.bandung.go.id.",
    ),
    "unknown": (
        "Organizer not known yet",
        "“Kombel Merah Delima (rekaan)” is not in our registry yet. Not listed does not mean bad.",
    ),
    "danger": (
        "Do not enter data yet",
        "A password, OTP or PIN is asked for. A proper organizer never asks for them.",
    ),
}


def told(level: str, language: str) -> dict[str, Any]:
    """The answer of this level in this language."""
    answer = verdict(level)
    if language == "en":
        headline, text = ENGLISH[level]
        answer |= {"headline": headline, "reasons": [answer["reasons"][0] | {"text": text}], "advice": []}
        answer["usefulness"] = None
    return answer


@pytest.mark.parametrize("language", ["id", "en"])
def test_pictures(
    extension: Extension, site: Site, scripted_service: ScriptedService, screenshots: Path, language: str
) -> None:
    """A proven, a claimed and an unknown organizer; the page before a danger; the choice of the first run."""
    store = screenshots / "store" / language
    store.mkdir(parents=True, exist_ok=True)
    extension.set(language=language)

    def keep(tab: Tab, number: int, name: str) -> None:
        path = store / f"{extension.name}-{number}-{name}.png"
        tab.screenshot(path)
        assert path.read_bytes()[16:24] == b"".join(side.to_bytes(4) for side in DESKTOP), path.name
        tab.close()

    for number, level in enumerate(("recognized", "claimed", "unknown"), 1):
        scripted_service.answer_check(told(level, language))
        tab = extension.browser.open("about:blank")
        tab.color_scheme("light")
        tab.goto(site.put_file(FORM, "gform_dinas.html"))
        extension.banner(tab, level)
        extension.at_rest(tab)
        keep(tab, number, level)
    scripted_service.answer_check(told("danger", language))
    keep(meet_danger(extension, new_form(site)), 4, "danger")
    welcome = extension.browser.open(extension.browser.page("welcome"))
    welcome.wait("document.querySelector('main:not([aria-busy])') !== null")
    assert welcome.evaluate("document.documentElement.lang") == language
    keep(welcome, 5, "choice")
