"""Firefox ESR, driven by WebDriver BiDi, with the extension installed for the session."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import threading
from pathlib import Path
from typing import IO, Any

from tests.e2e.bidi import Bidi, BidiError
from tests.e2e.browser import DESKTOP, Browser, PageMovedError, Tab, program, wait_until
from tests.e2e.site import Site

GECKO_ID = "ekstensi@cekdiklat"
UUID = "6b1f0a52-7a5c-4d9c-9a56-2c2f3f1d7c11"  # any fixed one: gives the extension's pages a known address
_ALLOW_PRIVATE_WINDOWS = (
    "ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs').ExtensionPermissions"
    f".add({json.dumps(GECKO_ID)}, {{permissions: ['internal:privateBrowsingAllowed'], origins: []}})"
    ".then(() => true)"
)
_KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Space": " ",
    "ArrowDown": "\ue015",
    "ArrowUp": "\ue013",
}


class FirefoxTab(Tab):
    def __init__(self, bidi: Bidi, context: str) -> None:
        self._bidi = bidi
        self.context = context

    def goto(self, url: str) -> None:
        self._bidi.command("browsingContext.navigate", context=self.context, url=url, wait="interactive")

    def evaluate(self, expression: str) -> Any:
        # The value travels as JSON text: BiDi's own form of values would have to be taken apart.
        try:
            answer = self._bidi.command(
                "script.evaluate",
                expression=f"(async () => JSON.stringify(await ({expression})))()",
                target={"context": self.context},
                awaitPromise=True,
            )
        except BidiError as error:
            raise PageMovedError(str(error)) from error
        if answer["type"] == "exception":
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['text']}")
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def click_at(self, x: float, y: float) -> None:
        self._perform(
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
            kind="pointer",
        )

    def press(self, key: str) -> None:
        value = _KEYS.get(key, key)
        self._perform({"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}, kind="key")

    def _perform(self, *actions: dict[str, Any], kind: str) -> None:
        source = {"type": kind, "id": kind, "actions": list(actions)}
        self._bidi.command("input.performActions", context=self.context, actions=[source])

    def screenshot(self, path: Path) -> None:
        answer = self._bidi.command("browsingContext.captureScreenshot", context=self.context)
        path.write_bytes(base64.b64decode(answer["data"]))

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._bidi.command("browsingContext.setViewport", context=self.context, viewport=size)

    def activate(self) -> None:
        self._bidi.command("browsingContext.activate", context=self.context)

    def color_scheme(self, scheme: str) -> None:
        number = 0 if scheme == "dark" else 1
        in_chrome(
            self._bidi,
            f"Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', {number})",
        )

    def reduce_motion(self, wanted: bool) -> None:
        in_chrome(self._bidi, f"Services.prefs.setIntPref('ui.prefersReducedMotion', {int(wanted)})")

    def back(self) -> None:
        self._bidi.command("browsingContext.traverseHistory", context=self.context, delta=-1)

    def close(self) -> None:
        self._bidi.command("browsingContext.close", context=self.context)


class Firefox(Browser):
    """One headless process; every host name leads to the loopback site."""

    name = "firefox"
    extension_base = f"moz-extension://{UUID}"

    def __init__(
        self, extension: Path, profile: Path, site: Site, managed: dict[str, Any] | None = None
    ) -> None:
        profile.mkdir(parents=True, exist_ok=True)
        (profile / "user.js").write_text(_preferences(site))
        if managed is not None:
            _manage(profile, managed)
        self._process = subprocess.Popen(
            [
                program("firefox-esr", "firefox"),
                "--headless",
                "--no-remote",
                "--profile",
                str(profile),
                "--remote-allow-system-access",
                "--remote-debugging-port",
                "0",
            ],
            env=os.environ | {"HOME": str(profile)},  # the place of an administrator's settings
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._bidi = Bidi(_listening_on(self._process) + "/session")
        self._bidi.command("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        # Before the installation: allowed after it, the extension starts anew, at times with no first page.
        in_chrome(self._bidi, _ALLOW_PRIVATE_WINDOWS)
        self.install(extension)

    def install(self, extension: Path) -> None:
        """Installs the extension, or updates it when its version is a newer one."""
        self._bidi.command("webExtension.install", extensionData={"type": "path", "path": str(extension)})

    def open(self, url: str) -> Tab:
        tab = FirefoxTab(self._bidi, self._bidi.command("browsingContext.create", type="tab")["context"])
        tab.resize(*DESKTOP)
        if url != "about:blank":
            tab.goto(url)
        return tab

    def open_private(self) -> Tab:
        before = {tab.context for tab in self._contexts()}
        in_chrome(self._bidi, "void window.OpenBrowserWindow({private: true})")
        found = wait_until(
            lambda: [tab for tab in self._contexts() if tab.context not in before], "a private window"
        )
        found[0].wait(
            "document.readyState === 'complete' && location.href !== 'about:blank'", "it to be ready"
        )
        return found[0]

    def tabs(self) -> list[Tab]:
        return [*self._contexts()]

    def _contexts(self) -> list[FirefoxTab]:
        tree = self._bidi.command("browsingContext.getTree", maxDepth=0)["contexts"]
        return [FirefoxTab(self._bidi, entry["context"]) for entry in tree]

    def permit(self, origins: list[str]) -> None:
        """The profile's preferences already answer every such question with yes."""

    def settle_permissions(self) -> None:
        """Nothing to do: taking a permission back leaves the others as they were."""

    def kill_background(self) -> None:
        in_chrome(
            self._bidi,
            f"WebExtensionPolicy.getByID({json.dumps(GECKO_ID)}).extension.terminateBackground("
            "{ignoreDevToolsAttached: true, disableResetIdleForTest: true})",
        )

    def update(self, folder: Path) -> None:
        self.install(folder)

    def close(self) -> None:
        try:
            self._bidi.command("browser.close")
            self._bidi.close()
            self._process.wait(20)
        finally:
            self._process.kill()


def _manage(home: Path, settings: dict[str, Any]) -> None:
    """What an administrator sets for the extension."""
    file = home / ".mozilla/managed-storage" / f"{GECKO_ID}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"name": GECKO_ID, "description": "x", "type": "storage", "data": settings}))


def in_chrome(bidi: Bidi, expression: str) -> Any:
    """Evaluates in the browser's own window (preferences, internals); only a test browser allows it."""
    tree = bidi.command("browsingContext.getTree", **{"moz:scope": "chrome"}, maxDepth=0)
    return FirefoxTab(bidi, tree["contexts"][0]["context"]).evaluate(expression)


def _preferences(site: Site) -> str:
    wanted: dict[str, str | int | bool] = {
        "network.dns.forceResolve": "127.0.0.1",
        "network.socket.forcePort": f"443={site.port};80={site.plain_port}",
        "extensions.webextensions.uuids": json.dumps({GECKO_ID: UUID}),
        "extensions.webextOptionalPermissionPrompts": False,
        "dom.quotaManager.temporaryStorage.fixedLimit": 51_200,  # kB: a fifth for each site, ten megabytes
        "app.normandy.enabled": False,
        "app.update.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "toolkit.telemetry.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "browser.safebrowsing.malware.enabled": False,
        "browser.safebrowsing.phishing.enabled": False,
    }
    return "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items())


def _listening_on(process: subprocess.Popen[str]) -> str:
    """The address Firefox prints when it is ready; afterwards its messages are read and dropped."""
    found: list[str] = []
    stream = process.stderr
    if stream is None:
        raise RuntimeError("Firefox was started without a pipe for its messages")

    def drain(lines: IO[str]) -> None:
        for line in lines:
            if not found and (match := re.search(r"WebDriver BiDi listening on (ws://\S+)", line)):
                found.append(match[1])

    threading.Thread(target=drain, args=(stream,), daemon=True).start()
    wait_until(lambda: found or process.poll() is not None, "Firefox to start", 60)
    if not found:
        raise RuntimeError("Firefox ended before it was ready")
    return found[0]
