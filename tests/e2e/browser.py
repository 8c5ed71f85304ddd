"""What a test sees of a browser: the same few verbs for Chromium and Firefox."""

from __future__ import annotations

import json
import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

PATIENCE = 60.0  # seconds a test waits for something that must come; the machine may be busy
PHONE = (412, 800)
DESKTOP = (1280, 800)
T = TypeVar("T")


def wait_until(look: Callable[[], T], what: str, patience: float = PATIENCE) -> T:
    """Looks again and again until ``look`` gives something true, and returns it.

    Raises:
        AssertionError: it did not come in time; says what was waited for.
    """
    end = time.monotonic() + patience
    while not (seen := look()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience:.0f} s for {what}; last seen: {seen!r}")
        time.sleep(0.02)
    return seen


def program(*names: str) -> str:
    """The path of the first of these programs that is installed. Missing: the test fails, it never skips."""
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.fail(f"{names[0]} is not installed; on Debian: apt install {names[0]}", pytrace=False)


class PageMovedError(RuntimeError):
    """The page went away while it was looked at: the browser was just opening another one."""


class Tab(ABC):
    """One tab. ``evaluate`` runs in the page's own world, where a page's scripts run too."""

    @abstractmethod
    def goto(self, url: str) -> None: ...

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """The JSON value of an expression (a promise is awaited)."""

    @abstractmethod
    def click_at(self, x: float, y: float) -> None: ...

    @abstractmethod
    def press(self, key: str) -> None:
        """Presses a key by its name: ``Tab``, ``Enter``, ``Escape``, ``a``."""

    @abstractmethod
    def screenshot(self, path: Path) -> None: ...

    @abstractmethod
    def resize(self, width: int, height: int) -> None: ...

    @abstractmethod
    def activate(self) -> None:
        """Brings the tab to the front."""

    @abstractmethod
    def color_scheme(self, scheme: str) -> None:
        """``light`` or ``dark``, as the teacher's device has it."""

    @abstractmethod
    def reduce_motion(self, wanted: bool) -> None:
        """Whether the teacher's device asks pages to hold still."""

    @abstractmethod
    def back(self) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

    @property
    def url(self) -> str:
        return str(self.evaluate("location.href"))

    def wait(self, expression: str, what: str = "", patience: float = PATIENCE) -> Any:
        """The first true value of an expression."""

        def look() -> Any:
            try:
                return self.evaluate(expression)
            except PageMovedError:
                return None

        return wait_until(look, what or expression, patience)

    def click(self, element: str) -> None:
        """A real mouse click on the middle of the element an expression gives; waits until it is there."""
        place = self.wait(
            f"(() => {{ const e = {element}; if (!e) return null; e.scrollIntoView({{block: 'nearest'}});"
            " const r = e.getBoundingClientRect();"
            " return r.width ? [r.x + r.width / 2, r.y + r.height / 2] : null; })()",
            f"{element} to click on",
        )
        self.click_at(*place)

    def click_text(self, text: str, root: str = "document") -> None:
        """Clicks the button or link of a page of ours (or below ``root``) that bears this text."""
        wanted = json.dumps(text)
        self.click(
            f"[...{root}.querySelectorAll('button,a,label,summary')]"
            f".find(e => e.textContent.trim() === {wanted})"
        )


class Browser(ABC):
    """A running browser with the extension in it."""

    name: str
    extension_base: str

    @abstractmethod
    def open(self, url: str) -> Tab: ...

    @abstractmethod
    def open_private(self) -> Tab:
        """An empty tab in a private window; the extension is allowed there."""

    @abstractmethod
    def tabs(self) -> list[Tab]: ...

    @abstractmethod
    def permit(self, origins: list[str]) -> None:
        """Says yes to a question for more sites, which no page can answer."""

    @abstractmethod
    def settle_permissions(self) -> None:
        """Back to what the manifest asks for."""

    @abstractmethod
    def kill_background(self) -> None:
        """Ends the service worker or event page, as the browser does when it is idle."""

    @abstractmethod
    def update(self, folder: Path) -> None:
        """The extension in ``folder`` has a newer version by now: makes the browser take it."""

    @abstractmethod
    def close(self) -> None: ...

    def page(self, name: str) -> str:
        """The address of one of the extension's pages."""
        return f"{self.extension_base}/src/pages/{name}.html"

    def find_tab(self, part: str) -> Tab:
        """The tab whose address contains ``part``; waits until it is there."""
        found = wait_until(lambda: [tab for tab in self.tabs() if part in tab.url], f"a tab with {part}")
        return found[0]
