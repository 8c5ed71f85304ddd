"""Everything of the interface but the check: organizers, names, rules, plans, the digest, health, headers."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from registry.hosts.digest import Mark, apply, bucket_of, confirmed, decode, host_keys
from registry.settings import Settings
from registry.snapshot import Snapshot
from service.answering import today
from service.api.answers import OrganizerAnswer, OrganizersAnswer
from service.api.match import MatchesAnswer
from service.api.plan import PlanAnswer
from service.api.rules import RulesAnswer
from service.app import create_app

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


def test_search_and_one_organizer(client: FlaskClient) -> None:
    found = client.get("/v1/organizers?q=disdik+kota+bandung")
    listed = OrganizersAnswer.model_validate(found.json)
    assert listed.organizers[0].id == "dinas-3273"
    one = OrganizerAnswer.model_validate(client.get("/v1/organizers/dinas-3273").json)
    assert one.region is not None
    assert one.region.code == "32.73"
    assert "disdikkota.bandung.go.id" in {host.name for host in one.hosts}
    assert one.sources


def test_a_merged_organizer_leads_to_the_one_it_became(
    client: FlaskClient, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Snapshot, "redirect", lambda self, organizer_id: "dinas-3273" if organizer_id == "lama" else None
    )
    answer = client.get("/v1/organizers/lama")
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith("/v1/organizers/dinas-3273")
    page = client.get("/penyelenggara/lama")
    assert page.status_code == 308
    assert page.headers["Location"].endswith("/penyelenggara/dinas-3273")


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=a&limit=0", "?q=a&limit=101", "?q=" + "a" * 201])
def test_a_search_without_words_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/v1/organizers{query}").status_code == 422


def test_names_are_matched_with_reasons(client: FlaskClient) -> None:
    sent = {
        "names": [
            {"id": 7, "q": "Disdik Kota Bandung"},
            {"id": "b", "q": "Disdik Bandung"},
            {"q": "PT Cerdas Edutama (rekaan)"},
        ]
    }
    answer = MatchesAnswer.model_validate(client.post("/v1/match", json=sent).json)
    sure, unsure, nobody = answer.matches
    assert (sure.id, sure.outcome) == (7, "match")
    assert sure.organizer is not None
    assert sure.organizer.id == "dinas-3273"
    assert {"Disdik"} <= {slot.words.title() for slot in sure.slots}
    assert (unsure.outcome, unsure.organizer) == ("ambiguous", None)
    assert len(unsure.candidates) > 1
    assert nobody.outcome == "none"


@pytest.mark.parametrize(
    "names", [[], [{"q": "a"}] * 101, [{"q": ""}], [{"q": "a", "region": "Bandung"}], [{}], "PGRI"]
)
def test_a_batch_that_is_none_is_refused(client: FlaskClient, names: object) -> None:
    assert client.post("/v1/match", json={"names": names}).status_code == 422


def test_rules_are_chosen_by_day(client: FlaskClient) -> None:
    in_2024 = RulesAnswer.model_validate(client.get("/v1/rules?on=2024-03-01").json)
    in_2026 = RulesAnswer.model_validate(client.get("/v1/rules?on=2026-03-01&lang=en").json)
    assert {"R-01", "R-03"} <= {rule.id for rule in in_2024.rules}
    assert "R-21" in {rule.id for rule in in_2026.rules}
    assert "R-03" not in {rule.id for rule in in_2026.rules}
    assert client.get("/v1/rules?on=2000-01-01").json == {"rules": [], "conflicts": []}
    assert client.get("/v1/rules?on=besok").status_code == 422


def test_a_plan_is_added_up(client: FlaskClient) -> None:
    sent = {
        "year": 2024,
        "half": 2,
        "activities": [{"code": "A01", "quantity": 4}, {"code": "A03", "quantity": 2}],
    }
    made = PlanAnswer.model_validate(client.post("/v1/plan", json=sent).json)
    assert (made.points, made.target) == (32, "within")
    assert made.lines[1].points == 0, "fewer than three meetings earn nothing"
    later = PlanAnswer.model_validate(client.post("/v1/plan", json=sent | {"year": 2026}).json)
    assert (later.points, later.target) == (None, "no_points")
    assert client.post("/v1/plan", json=sent | {"year": 2001}).status_code == 404
    assert client.post("/v1/plan", json=sent | {"activities": [{"code": "A99"}]}).status_code == 422
    turned = {"code": "A09", "first": "2024-08-10", "last": "2024-08-01"}
    refused = client.post("/v1/plan", json=sent | {"activities": [turned]})
    assert refused.status_code == 422
    assert "lies before the first" in refused.text


def test_the_digest_holds_official_hosts_and_its_buckets_confirm_them(client: FlaskClient) -> None:
    answer = client.get("/v1/digest")
    digest = decode(answer.data)
    assert digest.day == today()
    key = next(it for it in host_keys("guru.kemendikdasmen.go.id") if digest.maybe(it))
    assert digest.maybe(key) == (Mark.OFFICIAL,)
    assert not digest.maybe("host:docs.google.com")
    assert not digest.maybe("host:disdik.bandung.go.id"), "a weak hint is not official"
    bucket = client.get(f"/v1/digest/buckets/{bucket_of(key)}")
    assert confirmed(key, bucket.data) == (Mark.OFFICIAL,)
    again = client.get("/v1/digest", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/v1/digest/buckets/65536").status_code == 422


def test_the_digest_is_sent_as_a_difference_to_who_has_one(client: FlaskClient) -> None:
    whole = client.get("/v1/digest")
    checksum = decode(whole.data).checksum.hex()
    change = client.get(f"/v1/digest?since={checksum}")
    assert apply(whole.data, change.data) == whole.data
    assert change.headers["ETag"] != whole.headers["ETag"]
    assert client.get(f"/v1/digest?since={'0' * 64}").data == whole.data, "one that nobody knows"
    assert client.get("/v1/digest?since=kemarin").status_code == 422


def test_alive_and_ready(client: FlaskClient, snapshot: Snapshot) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz").json or {}
    assert (ready["status"], ready["snapshot"]) == ("ready", snapshot.version)
    assert ready["organizers"] > 1000


def test_not_ready_without_a_registry_and_every_answer_says_so(tmp_path: Path) -> None:
    client = create_app(Settings(home=tmp_path)).test_client()
    assert client.get("/healthz").status_code == 200
    for answer in (
        client.get("/readyz"),
        client.post("/v1/check", json={"text": "webinar"}),
        client.get("/v1/organizers?q=pgri"),
    ):
        assert answer.status_code == 503
        assert answer.content_type == "application/problem+json"
    page = client.post("/cek", data={"text": "webinar"}, headers={"Accept": "text/html"})
    assert page.status_code == 503
    assert "Belum diperiksa tidak berarti aman" in page.text


def test_not_ready_with_a_stale_registry(published_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = create_app(Settings(home=published_home, stale_after_days=30)).test_client()
    assert client.get("/readyz").status_code == 200
    client.application.config["STALE_AFTER_DAYS"] = -1
    assert client.get("/readyz").status_code == 503


def test_not_ready_with_a_registry_from_the_future(client: FlaskClient) -> None:
    """Then the machine's clock is wrong, and so would be what it says about dates."""
    with time_machine.travel(datetime.now(UTC) - timedelta(days=2)):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json or {})["type"].endswith("wrong-clock")
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=2)):
        assert client.get("/readyz").status_code == 200


def test_not_ready_when_the_new_snapshot_is_damaged_but_still_answering(
    published_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(published_home, home)
    client = create_app(Settings(home=home, rate_limit="")).test_client()
    good = (client.get("/readyz").json or {})["snapshot"]
    pointer = home / "current"
    pointer.write_text(pointer.read_text().replace(good, "20990101T000000000Z-00000000", 1))
    later = datetime.now(UTC) + timedelta(seconds=5)
    os.utime(pointer, (later.timestamp(), later.timestamp()))
    assert client.get("/readyz").status_code == 503
    assert (client.post("/v1/check", json={"text": "webinar"}).json or {})["snapshot"] == good


def test_only_extensions_may_call_from_elsewhere(client: FlaskClient) -> None:
    def allowed(origin: str) -> str | None:
        answer = client.options(
            "/v1/check",
            headers={
                "Origin": origin,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type",
            },
        )
        return answer.headers.get("Access-Control-Allow-Origin")

    assert allowed(EXTENSION) == EXTENSION
    assert allowed("moz-extension://0f8fad5b-d9cb-469f-a165-70867728950e") is not None
    for stranger in ("https://jahat.example", "null", f"{EXTENSION}.jahat.example", "http://127.0.0.1:1"):
        assert allowed(stranger) is None
    pages = client.get("/", headers={"Origin": EXTENSION})
    assert "Access-Control-Allow-Origin" not in pages.headers


@pytest.mark.parametrize("path", ["/v1/digest", "/v1/digest/buckets/1"])
def test_a_cache_in_front_keeps_one_digest_for_everybody(client: FlaskClient, path: str) -> None:
    """Whoever asked first, and whichever browser asks later: the same headers."""
    origins = (None, EXTENSION, "moz-extension://0f8fad5b-d9cb-469f-a165-70867728950e", "https://x.example")
    for origin in origins:
        answer = client.get(path, headers={"Origin": origin} if origin else {})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Expose-Headers"] == "ETag, Retry-After"
        assert "Vary" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        unchanged = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (unchanged.status_code, unchanged.headers["Access-Control-Allow-Origin"]) == (304, "*")


def test_one_address_may_not_ask_without_end(published_home: Path) -> None:
    client = create_app(Settings(home=published_home, rate_limit="3/minute")).test_client()
    answers = [client.get("/v1/rules?on=2024-01-01") for _ in range(4)]
    assert [it.status_code for it in answers] == [200, 200, 200, 429]
    assert answers[-1].content_type == "application/problem+json"
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert client.get("/healthz").status_code == 200


def test_what_is_counted_names_no_page(client: FlaskClient) -> None:
    client.post("/v1/check", json={"url": "https://rahasia.example/", "text": "webinar rahasia"})
    counted = client.get("/metrics").text
    assert 'cekdiklat_verdicts_total{level="unknown"}' in counted
    assert "rahasia" not in counted


def test_look_alikes_that_are_not_shown_are_counted(client: FlaskClient) -> None:
    """``uma.com`` is the name of a university and of many others: counted, never shown."""
    client.post("/v1/check", json={"url": "https://kemendikdasmen-go-id.my.id/"})
    answer = client.post("/v1/check", json={"url": "https://uma.com/"}).json or {}
    assert answer["level"] == "unknown"
    counted = client.get("/metrics").text
    for labels in ('severity="danger",technique="foreign_suffix"', 'severity="shadow",technique="same_name"'):
        assert f"cekdiklat_lookalikes_total{{{labels}}}" in counted


def test_the_log_holds_no_address_and_no_text(client: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    client.post("/v1/check", json={"url": "https://rahasia.example/x", "text": "webinar rahasia"})
    client.get("/v1/organizers?q=rahasia")
    client.get("/penyelenggara/rahasia")
    written = "".join(capfd.readouterr())
    assert "/v1/check" in written
    assert "rahasia" not in written


def test_a_failure_is_logged_without_what_was_sent(
    published_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("rahasia")

    app: Flask = create_app(Settings(home=published_home, rate_limit=""))
    monkeypatch.setattr("service.answering.check", fail)
    answer = app.test_client().post("/v1/check", json={"text": "webinar rahasia"})
    assert answer.status_code == 500
    assert "rahasia" not in answer.text
    written = "".join(capfd.readouterr())
    assert "RuntimeError" in written
    assert "rahasia" not in written


@pytest.mark.parametrize("path", ["/v1/rules", "/tak-ada", "/desk/login"])
def test_a_method_that_nobody_has_is_neither_counted_apart_nor_written_down(
    tmp_path: Path, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Any word may stand there, as long as the server reads it: a stranger would fill memory and disk."""
    client = create_app(Settings(home=tmp_path, rate_limit="")).test_client()
    assert client.open(path, method="RAHASIA" * 300).status_code in (404, 405)
    counted = client.get("/metrics").text
    assert 'method="other",route="none"' in counted
    assert "RAHASIA" not in counted + "".join(capfd.readouterr())
