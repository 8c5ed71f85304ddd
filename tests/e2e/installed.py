"""The extension in one browser, as tests use it: its pages, its toolbar sign, its banner on a page."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.browser import PATIENCE, Browser, Tab, wait_until

_DATABASE = """new Promise((resolve, reject) => {
  const opening = indexedDB.open('cekdiklat', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('bytes');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const s = opening.result.transaction('bytes', 'readwrite').objectStore('bytes');
    const asked = %s;
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result ? asked.result.length : null); };
  };
})"""
PRIVATE_TAB = "api.tabs.query({}).then(all => all.find(t => t.incognito).id)"
"""The number of the tab in the one private window, as a promise."""
EVERYWHERE = ["https://*/*", "http://*/*"]
_SHADOW = "document.querySelector('cekdiklat-banner')?.shadowRoot"


@dataclass(frozen=True, slots=True)
class Banner:
    """What the banner on a page says."""

    tone: str
    headline: str
    lead: str
    quote: str | None
    note: str | None
    buttons: tuple[str, ...]


class Extension:
    """The extension in a running browser."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.name = browser.name
        self._inside: Tab | None = None
        self.consent(browser.find_tab("welcome.html"))

    def consent(self, welcome: Tab) -> None:
        """Chooses the service on the page of the first run, as a teacher does."""
        welcome.wait("document.querySelector('main:not([aria-busy])') !== null")
        welcome.click_text("Periksa lewat layanan")
        # not the words "Tersimpan": they may still stand there from another choice
        welcome.wait("document.querySelector('#service [aria-pressed=true]') !== null")
        welcome.close()

    def inside(self, expression: str) -> Any:
        """Evaluates in a page of the extension, where its interfaces are (``api``)."""
        if self._inside is None:
            self._inside = self.browser.open(self.browser.page("options"))
        return self._inside.evaluate(f"((api) => {expression})(globalThis.browser ?? chrome)")

    def leave(self) -> None:
        """Closes the page of ``inside``; the next use opens another."""
        if self._inside is not None:
            self._inside.close()
            self._inside = None

    def reset(self, service: str) -> None:
        """Forgets everything, then chooses the service, as after a fresh installation and consent."""
        settings = json.dumps({"version": 2, "mode": "service", "service": service, "language": "id"})
        # As if the list had just been asked for: tests that want it say so.
        visit = f"{{service: {json.dumps(service)}, fetched: 0, tried: Date.now()}}"
        self.inside(
            "Promise.all([api.storage.local.clear(), api.storage.session.clear()])"
            f".then(() => Promise.all([api.storage.local.set({{settings: {settings}}}),"
            f" api.storage.session.set({{'list-visit': {visit}}})]))"
        )

    def set(self, **changes: str | bool | list[str]) -> None:
        """Changes settings."""
        self.inside(
            "api.storage.local.get('settings').then(({settings}) =>"
            f" api.storage.local.set({{settings: {{...settings, ...{json.dumps(changes)}}}}}))"
        )

    @contextmanager
    def everywhere(self) -> Iterator[None]:
        """Any site is looked at meanwhile: the box in the options is ticked, and the browser permits it."""
        self._tick_any_site(True)
        yield
        self._tick_any_site(False)
        self.browser.settle_permissions()

    def _tick_any_site(self, wanted: bool) -> None:
        options = self.browser.open(self.browser.page("options"))
        if wanted:
            self.browser.permit(EVERYWHERE)
        options.click("document.querySelector('#any-site')")
        options.wait("document.querySelector('#done').textContent === 'Tersimpan.'")
        scripts = "api.scripting.getRegisteredContentScripts({ids: ['any-site']}).then(all => all.length)"
        wait_until(lambda: bool(self.inside(scripts)) is wanted, "the script for any site to come or go")
        options.close()

    def source(self, name: str) -> str:
        """A module of the content script as a plain script, to run its functions in a page."""
        text = (Path(__file__).parents[2] / f"extension/src/{name}.js").read_text()
        return re.sub(r"^import .*\n|^export ", "", text, flags=re.MULTILINE)

    def setting(self, name: str) -> Any:
        """One setting as it is kept."""
        return self.inside(f"api.storage.local.get('settings').then(({{settings}}) => settings[{name!r}])")

    def has_digest(self) -> bool:
        """Whether a list is kept on the device."""
        return bool(self.inside(_DATABASE % "s.get('digest')"))

    def forget_digest(self) -> None:
        """Takes the list away, with the memory of fetching it; the background has it until it is ended."""
        self.inside(_DATABASE % "s.delete('digest')")
        self.inside("api.storage.session.remove('list-visit')")

    def wake(self) -> None:
        """Has the background look after its list, as any check does."""
        self.inside("api.runtime.sendMessage({type: 'refresh'})")

    def badge(self, tab: Tab, patience: float = 1) -> tuple[str, str]:
        """The toolbar sign for a tab: its text, and what it says when it is pointed at.

        The sign is set while the banner is drawn: it has ``patience`` seconds before it counts as not set.
        """
        tab_id = self.tab_number(tab)
        asked = (
            f"Promise.all([api.action.getBadgeText({{tabId: {tab_id}}}),"
            f" api.action.getTitle({{tabId: {tab_id}}})])"
        )
        end = time.monotonic() + patience
        while not (seen := self.inside(asked))[0] and time.monotonic() < end:
            time.sleep(0.02)
        text, title = seen
        return text, title

    def tab_number(self, tab: Tab) -> int:
        """By which tab is in front: the extension may not read the addresses or titles of most tabs."""
        tab.activate()
        [number] = self.inside(
            "api.tabs.query({active: true}).then(all => all.filter(t => !t.incognito).map(t => t.id))"
        )
        return int(number)

    def banner(self, tab: Tab, tone: str | None = None, patience: float = PATIENCE) -> Banner:
        """The banner on a page; waits until it is there (and has this tone)."""
        wanted = f".card.{tone}" if tone else ".card"
        seen = tab.wait(
            f"""(() => {{
              const card = {_SHADOW}?.querySelector({wanted!r});
              if (!card) return null;
              const text = (name) => card.querySelector('.' + name)?.textContent ?? null;
              const buttons = [...card.querySelectorAll('.action')].map(b => b.textContent);
              return {{tone: card.classList[1], headline: text('headline'), lead: text('lead'),
                quote: text('quote'), note: text('note'), buttons}};
            }})()""",
            f"a {tone or ''} banner",
            patience,
        )
        return Banner(**{**seen, "buttons": tuple(seen["buttons"])})

    def picture(self, tab: Tab, path: Path) -> None:
        """A screenshot with the banner at rest, after its entrance."""
        self.at_rest(tab)
        tab.screenshot(path)

    def at_rest(self, tab: Tab) -> None:
        """Waits until the banner has come in."""
        tab.wait(f"({_SHADOW}?.getAnimations() ?? []).every(a => a.playState === 'finished')")

    def has_banner(self, tab: Tab) -> bool:
        return bool(tab.evaluate("document.querySelector('cekdiklat-banner') !== null"))

    def click_banner(self, tab: Tab, label: str) -> None:
        """A real click on a button of the banner, named by its words or its label."""
        wanted = json.dumps(label)
        tab.click(
            f"[...({_SHADOW}?.querySelectorAll('button') ?? [])].find(b =>"
            f" b.textContent === {wanted} || b.getAttribute('aria-label') === {wanted})"
        )
