"""Draws the icons of all sizes from ``icon.svg`` with Chromium: ``python extension/icons/draw.py``."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
SIZES = (16, 24, 32, 48, 64, 96, 128)


def main() -> None:
    svg = (HERE / "icon.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(
                f"<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}"
            )
            page.screenshot(path=HERE / f"{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
