"""What the pages about ourselves say is true: figures stand in the documents, promises in the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from registry.settings import Settings
from service.app import create_app
from service.web.about import Figure, figures
from service.web.installable import ICON_SIZES, MASKABLE_SIZES

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("figure", figures(), ids=lambda it: it.value_en)
def test_every_figure_is_what_its_document_measured(figure: Figure) -> None:
    found = re.search(figure.pattern, (DOCS / figure.doc).read_text(encoding="utf-8"))
    assert found is not None, f"docs/{figure.doc} says it otherwise: mend the pattern in figures.toml"
    measured = float(found[1])
    assert figure.at_least is None or measured >= figure.at_least
    assert figure.at_most is None or measured <= figure.at_most
    assert (figure.at_least is None) != (figure.at_most is None)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_figures_are_shown(client: FlaskClient, language: str) -> None:
    page = client.get("/tentang", query_string={"lang": language}).text
    for figure in figures():
        assert figure.value(language) in page


def test_every_page_leads_to_both(client: FlaskClient) -> None:
    for address in ("/", "/rencana", "/penyelenggara", "/tidak-ada"):
        page = client.get(address, headers={"Accept": "text/html"}).text
        assert 'href="/tentang"' in page
        assert 'href="/privasi"' in page


def test_a_check_leaves_no_cookie_and_no_cache_between_may_keep_it(client: FlaskClient) -> None:
    answer = client.post("/cek", data={"text": "Webinar guru https://contoh.example/daftar"})
    assert "Set-Cookie" not in answer.headers
    assert answer.cache_control.private
    assert answer.cache_control.max_age == 0


def test_static_files_may_be_kept_under_their_version_only(client: FlaskClient) -> None:
    page = client.get("/").text
    versioned = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "?v=" in versioned
    assert "immutable" in client.get(versioned).headers["Cache-Control"]
    for stale in ("/static/cekdiklat.css", "/static/cekdiklat.css?v=0"):
        assert "immutable" not in client.get(stale).headers["Cache-Control"]


def test_the_icons_have_the_sizes_they_are_said_to_have(client: FlaskClient) -> None:
    manifest = client.get("/manifest.webmanifest").get_json(force=True)
    purposes = {(it["sizes"], it["purpose"]) for it in manifest["icons"]}
    assert purposes >= {(f"{size}x{size}", "any") for size in ICON_SIZES}
    assert purposes >= {(f"{size}x{size}", "maskable") for size in MASKABLE_SIZES}
    for icon in manifest["icons"]:
        answer = client.get(icon["src"])
        assert answer.status_code == 200
        if icon["type"] == "image/png":
            width = int.from_bytes(answer.get_data()[16:20])
            assert icon["sizes"] == f"{width}x{width}"


def test_what_the_worker_keeps_is_no_check(client: FlaskClient) -> None:
    script = client.get("/sw.js")
    assert script.mimetype == "text/javascript"
    assert '/cek"' not in script.text
    assert 'request.method !== "GET"' in script.text
    shell = script.text.split("const SHELL = ")[1].split(";")[0]
    for address in json.loads(shell):
        assert client.get(address).status_code == 200


def test_what_a_browser_fetches_by_itself_does_not_use_up_a_schools_requests(published_home: Path) -> None:
    """A staff room shares one address, and every telephone in it asks for manifest and worker."""
    client = create_app(Settings(home=published_home, rate_limit="2/minute")).test_client()
    for _ in range(3):
        for address in ("/manifest.webmanifest", "/sw.js", "/luring", "/static/icon.svg"):
            assert client.get(address).status_code == 200
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]
