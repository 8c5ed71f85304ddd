"""``POST /v1/check`` over a real registry: what it answers, and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from registry.ledger import Ledger
from registry.ledger.resolutions import Resolution
from registry.settings import Settings
from service.api.answers import LinkJobAnswer, VerdictAnswer
from service.api.problem import ProblemDocument
from service.app import create_app

FORM = "https://docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform?usp=pp_url&entry.1=Siti"
INVITATION = (
    "Dinas Pendidikan Kota Bandung (rekaan) mengundang guru mengikuti webinar literasi,"
    " Sabtu, 5 Desember 2026 pukul 09.00 WIB. Gratis."
)


def check(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    answer = client.post("/v1/check", json={"date": "2026-11-22", **fields})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json or {}
    VerdictAnswer.model_validate(body)
    return body


def test_an_official_page_is_recognized(client: FlaskClient) -> None:
    body = check(client, url="https://guru.kemendikdasmen.go.id/", text=INVITATION)
    assert body["level"] == "recognized"
    assert body["reasons"][0]["code"] == "host_own"
    assert body["organizers"][0]["relation"] == "host"


def test_a_name_on_a_form_is_only_claimed(client: FlaskClient) -> None:
    body = check(client, url=FORM, text=INVITATION)
    assert body["level"] == "claimed"
    assert body["headline"] == "Mengaku dari Dinas Pendidikan Kota Bandung, belum terbukti"
    assert {"named_only", "shared_platform"} <= {it["code"] for it in body["reasons"]}
    assert body["event"]["dates"] == ["2026-12-05"]
    assert body["event"]["runs"] == [{"first": "2026-12-05", "last": "2026-12-05"}]


def test_a_stranger_is_unknown_and_the_registry_says_how_much_it_covers(client: FlaskClient) -> None:
    body = check(
        client, url=FORM, text="KKG Gugus 9 Kecamatan Cileunyi mengadakan pelatihan 5 Desember 2026."
    )
    assert body["level"] == "unknown"
    assert any(it["code"].startswith("coverage") for it in body["reasons"])


def test_a_demand_to_share_is_quoted(client: FlaskClient) -> None:
    body = check(client, text=INVITATION + " Wajib share ke 3 grup WhatsApp.")
    assert body["level"] == "caution"
    assert body["reasons"][0]["code"] == "N01"
    assert "share ke 3 grup" in body["reasons"][0]["quote"]
    assert "N01" in {it["code"] for it in body["signals"]}


def test_a_password_is_danger_even_on_an_official_page(client: FlaskClient) -> None:
    text = INVITATION + " Masukkan kata sandi akun belajar.id Anda."
    body = check(client, url="https://guru.kemendikdasmen.go.id/", text=text)
    assert body["level"] == "danger"
    assert body["reasons"][0]["code"] == "N08"
    assert body["signals"][0]["stop"] is True


def test_a_short_link_is_answered_without_the_ledger_and_asked_about_again(published_home: Path) -> None:
    """Nobody can be asked to open it; what is published is said all the same, and not remembered."""
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    away = create_app(Settings(home=published_home, rate_limit="", ledger_url=nowhere)).test_client()
    metrics = away.get("/metrics").text
    for _ in range(2):
        body = check(away, url="https://s.id/rekaan-tanpa-buku", text=INVITATION)
        assert "pending" not in body
        assert "short_link_pending" in {it["code"] for it in body["reasons"]}
    repeated = "cekdiklat_verdicts_repeated_total"
    assert [x for x in away.get("/metrics").text.splitlines() if x.startswith(repeated)] == [
        x for x in metrics.splitlines() if x.startswith(repeated)
    ]
    assert away.post("/v1/reports", json={"kind": "missed", "link": "gform:x"}).status_code == 503


def test_a_short_link_is_pending_and_its_job_can_be_asked_for(client: FlaskClient) -> None:
    body = check(client, url="https://s.id/rekaan-belum-dibuka")
    pending = body["pending"]
    assert pending["link"] == "short:s.id/rekaan-belum-dibuka"
    assert "short_link_pending" in {it["code"] for it in body["reasons"]}
    job = client.get(pending["href"])
    LinkJobAnswer.model_validate(job.json)
    assert (job.json or {})["state"] == "queued"
    assert check(client, url="s.id/rekaan-belum-dibuka")["pending"] == pending
    number = pending["id"].split("-")[0]
    for guess in (number, f"{number}-0000000000000000", "x", "9" * 30):
        assert client.get(f"/v1/checks/{guess}").status_code == 404


def test_what_a_worker_opened_counts_before_it_is_published(
    client: FlaskClient, published_home: Path
) -> None:
    key, form = "short:s.id/rekaan-sudah-dibuka", "https://docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform"
    assert "pending" in check(client, url="s.id/rekaan-sudah-dibuka")
    hops = ({"url": "https://s.id/rekaan-sudah-dibuka"}, {"url": form, "outcome": "target"})
    with Ledger.open(Settings(home=published_home).ledger) as ledger:
        ledger.resolutions.record(
            Resolution(key, "resolved", datetime.now(UTC), "gform:1FAIpQLSrekaan", hops)
        )
    body = check(client, url="s.id/rekaan-sudah-dibuka")
    assert "pending" not in body
    assert body["link"]["host"] == "docs.google.com"
    assert body["link"]["hops"][-1] == form
    assert "short_link_opened" in {it["code"] for it in body["reasons"]}


def test_nothing_personal_of_an_address_comes_back(client: FlaskClient) -> None:
    answer = client.post("/v1/check", json={"url": FORM.replace("https://", "https://siti:rahasia@")})
    assert "Siti" not in answer.text
    assert "rahasia" not in answer.text


@pytest.mark.parametrize(
    ("fields", "headers", "language"),
    [
        ({}, {}, "id"),
        ({}, {"Accept-Language": "en-US,en;q=0.9"}, "en"),
        ({}, {"Accept-Language": "fr"}, "id"),
        ({"lang": "id"}, {"Accept-Language": "en"}, "id"),
        ({"lang": "en"}, {}, "en"),
    ],
)
def test_the_language(client: FlaskClient, fields: Any, headers: Any, language: str) -> None:
    answer = client.post("/v1/check", json={"text": INVITATION, **fields}, headers=headers)
    assert answer.json is not None
    assert answer.json["language"] == language


def test_the_same_question_has_the_same_answer(client: FlaskClient) -> None:
    assert check(client, url=FORM, text=INVITATION) == check(client, url=FORM, text=INVITATION)


BESOK = "Pendaftaran webinar guru besok"

BAD: list[tuple[str, dict[str, Any], int, str]] = [
    ("not sent as JSON", {"data": "url=x"}, 415, "Content-Type"),
    ("no JSON", {"data": "{", "content_type": "application/json"}, 400, "JSON"),
    ("not UTF-8", {"data": b'{"text": "\xff"}', "content_type": "application/json"}, 400, "UTF-8"),
    ("nested without end", {"data": "[" * 100_000, "content_type": "application/json"}, 400, "JSON"),
    ("a list", {"json": []}, 400, "object"),
    ("a string", {"json": '{"text": "webinar"}'}, 400, "object"),
    ("no field", {"json": {}}, 422, "nothing to check"),
    ("empty fields", {"json": {"text": " ", "url": None, "links": [""]}}, 422, "nothing to check"),
    ("javascript:", {"json": {"url": "javascript:alert(1)"}}, 422, "javascript:"),
    ("data:", {"json": {"url": "data:text/html,x"}}, 422, "data:"),
    ("no address", {"json": {"url": "tidak ada"}}, 422, "/url"),
    ("a NUL", {"json": {"text": "a\x00b"}}, 422, "NUL"),
    (
        "half a character",
        {"data": '{"text": "\\ud800"}', "content_type": "application/json"},
        422,
        "surrogate",
    ),
    ("a number as text", {"json": {"text": 5}}, 422, "/text"),
    ("no day", {"json": {"text": "webinar", "date": "besok"}}, 422, "/date"),
    (
        "the calendar's last day",
        {"json": {"text": BESOK, "date": "9999-12-31"}},
        422,
        "/date: give a day from",
    ),
    ("a day too late", {"json": {"text": BESOK, "date": "2101-01-01"}}, 422, "2000-01-01 to 2100-12-31"),
    ("a day too early", {"json": {"text": BESOK, "date": "1999-12-31"}}, 422, "2000-01-01 to 2100-12-31"),
    ("no language", {"json": {"text": "webinar", "lang": "jv"}}, 422, "/lang"),
    ("1 MB of text", {"json": {"text": "a" * 1_000_000}}, 413, "1,000,000 bytes"),
    ("too many links", {"json": {"links": ["https://s.id/a"] * 201}}, 422, "/links"),
]


@pytest.mark.parametrize(("sent", "status", "said"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_gets_a_clear_problem(client: FlaskClient, sent: Any, status: int, said: str) -> None:
    answer = client.post("/v1/check", **sent)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    problem = ProblemDocument.model_validate_json(answer.text)
    assert problem.status == status
    assert said in problem.detail


@pytest.mark.parametrize(("day", "next_day"), [("2000-01-01", "2000-01-02"), ("2100-12-31", "2101-01-01")])
def test_the_first_and_the_last_day_are_answered(client: FlaskClient, day: str, next_day: str) -> None:
    body = check(client, text=BESOK, date=day)
    assert (body["date"], body["event"]["dates"]) == (day, [next_day])


def test_what_was_sent_is_not_repeated_in_a_problem(client: FlaskClient) -> None:
    assert "rahasia" not in client.post("/v1/check", json={"text": "rahasia\x00"}).text


def test_text_of_any_size_below_the_limit_is_answered(client: FlaskClient) -> None:
    assert check(client, text="share ke 3 grup " * 60_000)["level"]
