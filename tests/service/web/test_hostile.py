"""What strangers may paste: the page stays whole, says what is wrong, and leads nowhere dangerous."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from service.web.readable import readable
from tests.service.web.markup import Reader, safe
from tests.service.web.test_pages import FORM, INVITATION

ZALGO = "Webinar" + "".join(char + "\u0301\u0302\u0303\u0334\u0335\u0489" * 20 for char in " guru hebat")
OVERRIDE = "Dinas Pendidikan Kota Bandung \u202egro.ecnaf\u202c \u2066gratis\u2069 \u200f\ufeff"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


def outside_links(html: str) -> list[dict[str, str | None]]:
    """Links that lead away from our pages."""
    links = [attributes for tag, attributes in Reader(html).tags if tag == "a"]
    return [it for it in links if re.match(r"//|\w+:", it.get("href") or "")]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("field", ["text", "title", "url"])
def test_ten_megabytes_get_a_page_that_says_what_to_do(
    client: FlaskClient, field: str, language: str
) -> None:
    client.get(f"/?lang={language}")
    answer = client.post("/cek", data={field: "a " * 5_000_000}, headers=BROWSER)
    assert answer.status_code == 413
    assert {"id": "Pesannya terlalu panjang", "en": "The message is too long"}[language] in answer.text
    assert 'name="text"' in answer.text
    assert len(answer.text) < 20_000


@pytest.mark.parametrize(
    ("message", "gone"),
    [(ZALGO, "\u0489" * 3), (OVERRIDE, "\u202e"), (OVERRIDE, "\u2066"), ("a\u0000b guru webinar", "\u0000")],
    ids=["zalgo", "override", "isolate", "nul"],
)
def test_strangers_text_cannot_disturb_the_page(client: FlaskClient, message: str, gone: str) -> None:
    page = client.post("/cek", data={"text": f"{INVITATION}\n{message} wajib share ke 5 grup {message}"})
    assert page.status_code == 200
    shown = re.sub(r'<input type="hidden"[^>]*>', "", page.text)  # what was asked goes back as it was
    assert gone not in shown
    assert safe(page.text)


def test_what_is_written_normally_is_shown_as_it_is() -> None:
    for text in ("Kuota 50 – daftar “sekarang” 🙏🏽", "Nguyễn Ệ", "مدرسة", "ศึกษา", "👨‍👩‍👧"):
        assert readable(text) == text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)//a.b", "data:text/html,x.y"])
def test_an_address_that_runs_something_is_never_a_link(client: FlaskClient, address: str) -> None:
    for data in ({"text": address}, {"url": address}, {"text": f"{INVITATION} {address}"}):
        page = client.post("/cek", data=data, headers=BROWSER)
        assert page.status_code in (200, 422)
        assert not [
            it
            for tag, it in Reader(page.text).tags
            if (it.get("href") or "").lower().startswith(address[:5].lower())
        ]
        assert safe(page.text)


def test_five_thousand_links_are_answered(client: FlaskClient) -> None:
    links = " ".join(f"https://contoh{number}.example/daftar" for number in range(5000))
    page = client.post("/cek", data={"text": f"{INVITATION} {links}"})
    assert page.status_code == 200
    assert len(page.get_data()) < 600_000


@pytest.mark.parametrize(
    ("message", "level"),
    [
        (INVITATION, "claimed"),
        ("https://guru.kemendikdasmen.go.id/", "recognized"),
        (f"{INVITATION}\nMasukkan kata sandi akun belajar.id Anda.", "danger"),
        ("https://dinas-pendidikan.go-id.com/daftar", "danger"),
    ],
)
def test_links_to_elsewhere_are_marked_and_absent_in_danger(
    client: FlaskClient, message: str, level: str
) -> None:
    page = client.post("/cek", data={"text": message}).text
    assert f"level-{level}" in page
    for link in outside_links(page):
        assert set((link["rel"] or "").split()) == {"noreferrer", "nofollow", "noopener"}
        assert level != "danger"
        assert "docs.google.com" not in (link["href"] or ""), "the address that was checked is text"


@pytest.mark.parametrize(
    "address", ["/penyelenggara/dinas-3273", "/tentang", "/privasi", "/cakupan", "/wajib"]
)
def test_links_to_elsewhere_are_marked_on_every_page(client: FlaskClient, address: str) -> None:
    for link in outside_links(client.get(address).text):
        assert set((link["rel"] or "").split()) == {"noreferrer", "nofollow", "noopener"}


@pytest.mark.parametrize(
    "address",
    [
        "/?_scheme=javascript&_external=1",
        "/?endpoint=x&filename=y",
        "//tempat-lain.example/",
        "/penyelenggara?q=a&_external=1&_scheme=javascript&_anchor=x",
        "/penyelenggara/dinas-3273?organizer_id=lain&_method=DELETE",
    ],
)
def test_parameters_never_decide_where_our_own_links_lead(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers=BROWSER, base_url="http://localhost")
    assert page.status_code in (200, 308, 404)
    for tag, attributes in Reader(page.text).tags:
        if tag == "a" and attributes.get("class") == "switch":
            assert (attributes["href"] or "").startswith("/")
            assert not (attributes["href"] or "").startswith("//")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "1e9", "٣", "9" * 400])
def test_any_page_number_is_answered(client: FlaskClient, page: str) -> None:
    answer = client.get("/penyelenggara", query_string={"jenis": "dinas", "provinsi": "32", "hal": page})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "query", ['"', "* OR 1", "NEAR(a b)", "'; DROP TABLE organizer; --", "\u0000", "🙏", "a" * 5000]
)
def test_any_search_is_answered(client: FlaskClient, query: str) -> None:
    answer = client.get("/penyelenggara", query_string={"q": query, "jenis": "x", "provinsi": "999"})
    assert answer.status_code == 200
    assert safe(answer.text)


def test_the_address_is_shown_with_its_host_apart(client: FlaskClient) -> None:
    page = client.post("/cek", data={"text": FORM}).text
    assert "<bdi><strong>docs.google.com</strong>/forms/d/e/" in page
