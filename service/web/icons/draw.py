"""Draws the icons of the installed page with Chromium: ``python -m service.web.icons.draw``.

The maskable ones have no rounded corners: the telephone cuts them to its own shape, at most to a circle
of 80% of the width, inside which the whole shield lies.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from service.web.installable import ICON_SIZES, MASKABLE_SIZES

STATIC = Path(__file__).resolve().parents[1] / "static"


def main() -> None:
    """Writes ``static/icons/*.png``."""
    svg = (STATIC / "icon.svg").read_text(encoding="utf-8")
    square = svg.replace('rx="96"', "")
    wanted = {f"{size}.png": (size, svg) for size in ICON_SIZES}
    wanted |= {f"maskable-{size}.png": (size, square) for size in MASKABLE_SIZES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for name, (size, drawing) in wanted.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            style = f"<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>"
            page.set_content(style + drawing)
            page.screenshot(path=STATIC / "icons" / name, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
