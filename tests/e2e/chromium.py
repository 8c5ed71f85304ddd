"""Debian's Chromium, driven by Playwright, with the extension unpacked."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Error, Page, Playwright

from tests.e2e.browser import DESKTOP, Browser, PageMovedError, Tab, program, wait_until
from tests.e2e.site import Site

_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--ignore-certificate-errors",
)


class ChromiumTab(Tab):
    def __init__(self, page: Page) -> None:
        self.page = page
        self._session: CDPSession | None = None
        self._counting = False

    def goto(self, url: str) -> None:
        self.page.goto(url, wait_until="domcontentloaded")

    def evaluate(self, expression: str) -> Any:
        if self._session is None:
            self._session = self.page.context.new_cdp_session(self.page)
        # Not page.evaluate: on pages with a strict policy it may be refused, the protocol itself is not.
        wanted = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        try:
            answer = self._session.send("Runtime.evaluate", wanted)
        except Error as error:
            raise PageMovedError(str(error)) from error
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def busy(self) -> float:
        """Processor time of the page's main thread so far, in seconds."""
        self.evaluate("1")
        session = self._session
        assert session is not None
        if not self._counting:
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            self._counting = True
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

    def click_at(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def screenshot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def activate(self) -> None:
        self.page.bring_to_front()

    def color_scheme(self, scheme: str) -> None:
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def reduce_motion(self, wanted: bool) -> None:
        self.page.emulate_media(reduced_motion="reduce" if wanted else "no-preference")

    def back(self) -> None:
        self.page.go_back(wait_until="commit")

    def close(self) -> None:
        self.page.close()


class ChromiumPopup:
    """The popup of the toolbar button, which is no tab; a click anywhere else ends it."""

    def __init__(self, session: CDPSession, target: str) -> None:
        self._session = session
        self._answers: dict[int, Any] = {}
        session.on("Target.receivedMessageFromTarget", self._receive)
        attached = session.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        self._id = attached["sessionId"]

    def _receive(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        self._answers[message.get("id", 0)] = message

    def evaluate(self, expression: str) -> Any:
        """The JSON value of an expression (a promise is awaited)."""
        number = len(self._answers) + 1
        wanted = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        message = {"id": number, "method": "Runtime.evaluate", "params": wanted}
        self._session.send(
            "Target.sendMessageToTarget", {"sessionId": self._id, "message": json.dumps(message)}
        )

        def answered() -> Any:
            self._session.send("Target.getTargets")  # lets what has come in be heard
            return self._answers.get(number)

        answer = wait_until(answered, f"the popup's answer to {expression}")
        return answer["result"]["result"].get("value")


class Chromium(Browser):
    """One persistent context; every host name leads to the loopback site."""

    name = "chromium"

    def __init__(
        self,
        playwright: Playwright,
        extension: Path,
        profile: Path,
        site: Site,
        managed: dict[str, Any] | None = None,
    ) -> None:
        _set_up(profile, extension)
        self.context: BrowserContext = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=program("chromium") if managed is None else _managed(profile, extension, managed),
            channel="chromium",
            headless=True,
            ignore_https_errors=True,
            viewport={"width": DESKTOP[0], "height": DESKTOP[1]},
            args=[
                f"--disable-extensions-except={extension}",
                f"--load-extension={extension}",
                f"--host-resolver-rules=MAP *:443 127.0.0.1:{site.port}, "
                f"MAP *:80 127.0.0.1:{site.plain_port}, EXCLUDE 127.0.0.1",
                *_QUIET,
            ],
            # A teacher's browser keeps pages in memory, so that going back loads nothing.
            ignore_default_args=["--disable-back-forward-cache"],
            timeout=60_000,
        )
        self.context.set_default_timeout(30_000)
        workers = self.context.service_workers
        worker = workers[0] if workers else self.context.wait_for_event("serviceworker")
        self.extension_base = worker.url.split("/src/")[0]

    def open(self, url: str) -> Tab:
        tab = ChromiumTab(self.context.new_page())
        if url != "about:blank":
            tab.goto(url)
        return tab

    def open_private(self, url: str = "about:blank") -> Tab:
        """``url``: the page with which the private window begins."""
        helper = self.open(self.page("options"))
        with self.context.expect_page() as opened:
            helper.evaluate(
                f"chrome.windows.create({{incognito: true, url: {json.dumps(url)}}}).then(() => true)"
            )
        helper.close()
        return ChromiumTab(opened.value)

    def popup(self, beside: Tab) -> ChromiumPopup:
        """The popup that is open; waits for it. ``beside``: a tab that is open, too."""
        assert isinstance(beside, ChromiumTab)
        session = self.context.new_cdp_session(beside.page)

        def find() -> Any:
            targets = session.send("Target.getTargets")["targetInfos"]
            return next((it["targetId"] for it in targets if "/popup.html" in it["url"]), None)

        return ChromiumPopup(session, wait_until(find, "the popup"))

    def tabs(self) -> list[Tab]:
        return [ChromiumTab(page) for page in self.context.pages]

    def permit(self, origins: list[str]) -> None:
        # The question itself is a window of the browser that a headless one cannot answer: grant beforehand.
        page = self.open("chrome://extensions")
        extension_id = json.dumps(self.extension_base.split("/")[-1])
        for origin in origins:
            page.evaluate(f"chrome.developerPrivate.addHostPermission({extension_id}, {json.dumps(origin)})")
        page.close()

    def settle_permissions(self) -> None:
        # Granting by hand made every site a matter of choice, those of the manifest, too: choose those again.
        page = self.open(self.page("options"))
        manifest = page.evaluate("chrome.runtime.getManifest()")
        patterns = [*manifest["host_permissions"], *manifest["content_scripts"][0]["matches"]]
        wanted = ["/".join(pattern.split("/")[:3]) + "/*" for pattern in patterns]
        page.close()
        self.permit(wanted)

    def kill_background(self) -> None:
        page = self.context.new_page()
        page.goto(self.page("options"))
        session = self.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        page.close()

    def update(self, folder: Path) -> None:
        watcher = self.open("chrome://extensions")
        page = self.open(self.page("options"))
        page.evaluate(
            "void setTimeout(() => chrome.runtime.reload())"
        )  # the page goes away with the old version
        extension_id = json.dumps(self.extension_base.split("/")[-1])
        version = json.dumps(json.loads((folder / "manifest.json").read_text())["version"])
        watcher.wait(
            f"chrome.developerPrivate.getExtensionInfo({extension_id})"
            f".then(i => i.version === {version} && i.state === 'ENABLED')",
            "the new version to start",
        )
        watcher.close()

    def close(self) -> None:
        self.context.close()


def _set_up(profile: Path, extension: Path) -> None:
    """Writes into the profile what a teacher allows in the browser's settings, and a developer."""
    (profile / "Default").mkdir(parents=True)
    preferences = {
        "extensions": {
            "settings": {_id_of(extension): {"incognito": True}},
            "ui": {"developer_mode": True},  # without it an update of an unpacked extension ends it
        }
    }
    (profile / "Default/Preferences").write_text(json.dumps(preferences))


def _id_of(extension: Path) -> str:
    """The id Chromium makes of the key in the manifest."""
    key = json.loads((extension / "manifest.json").read_text())["key"]
    digits = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digits)


def _managed(profile: Path, extension: Path, settings: dict[str, Any]) -> str:
    """A program that starts Chromium where an administrator has set these settings for the extension.

    Chromium reads them from ``/etc/chromium`` alone: a folder of ours stands in its place, for it only.
    """
    etc = profile / "etc"
    policies = etc / "policies/managed"
    policies.mkdir(parents=True)
    policy = {"3rdparty": {"extensions": {_id_of(extension): settings}}}
    (policies / "school.json").write_text(json.dumps(policy))
    apart = "unshare --mount" if os.geteuid() == 0 else "unshare --user --map-root-user --mount"
    start = profile / "chromium-managed"
    start.write_text(
        f"#!/bin/sh\nexec {apart} sh -c "
        f'\'mount --bind {etc} /etc/chromium && exec {program("chromium")} "$@"\' chromium "$@"\n'
    )
    start.chmod(0o755)
    return str(start)
