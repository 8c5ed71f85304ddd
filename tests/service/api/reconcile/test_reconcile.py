"""The reconciliation service, as OpenRefine asks it, held to the published schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from registry.organizer import Kind, Organizer
from registry.snapshot import Snapshot

SCHEMAS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in (Path(__file__).parent / "schemas").glob("*.json")
}
# The schemas refer to each other by address; the one of authentication is used by nobody here.
KNOWN: Registry[Any] = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema, DRAFT7)) for schema in SCHEMAS.values()]
)
Json = dict[str, Any]


def fits(schema: str, answer: Any) -> None:
    Draft7Validator(SCHEMAS[schema], registry=KNOWN).validate(answer)


def ask(client: FlaskClient, queries: Any, **form: Any) -> Any:
    return client.post("/reconcile", data={"queries": json.dumps(queries), **form})


def results(client: FlaskClient, **query: Any) -> list[Json]:
    queries = {"q0": query}
    fits("reconciliation-query-batch", queries)
    answer = ask(client, queries)
    assert answer.status_code == 200, answer.text
    fits("reconciliation-result-batch", answer.json)
    found: list[Json] = answer.json["q0"]["result"]
    assert [it["score"] for it in found] == sorted((it["score"] for it in found), reverse=True)
    assert all(0 <= it["score"] <= 100 for it in found)
    assert sum(it["match"] for it in found) <= 1
    return found


def test_the_manifest_fits_and_its_addresses_answer(client: FlaskClient) -> None:
    answer = client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    manifest: Json = answer.get_json()
    fits("manifest", manifest)
    assert {it["id"] for it in manifest["defaultTypes"]} == {kind.value for kind in Kind}
    root = "http://localhost"
    for address in (manifest["view"]["url"], manifest["preview"]["url"]):
        shown = client.get(address.removeprefix(root).replace("{{id}}", "dinas-3273"))
        assert "Dinas Pendidikan Kota Bandung" in shown.text
    for what, told in manifest["suggest"].items():
        assert client.get(told["service_path"], query_string={"prefix": "din"}).status_code == 200, what


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ({"query": "Disdik Kota Bandung"}, "dinas-3273"),
        ({"query": "Dikbud Lotim", "type": "dinas"}, "dinas-5203"),
        ({"query": "Disdik Bandung", "properties": [{"pid": "region", "v": "Kota Bandung"}]}, "dinas-3273"),
        ({"query": "Disdik", "properties": [{"pid": "region", "v": "32.04"}]}, "dinas-3204"),
        ({"query": "Disdik", "properties": [{"pid": "region", "v": ["Kab. Garut", 3]}]}, "dinas-3205"),
        ({"query": "dinas-3273", "limit": 3}, "dinas-3273"),
    ],
)
def test_a_name_is_matched(client: FlaskClient, query: Json, id_: str) -> None:
    first = results(client, **query)[0]
    assert (first["id"], first["match"]) == (id_, True)
    assert first["score"] > 75


def test_an_ambiguous_name_is_nobodys_match(client: FlaskClient) -> None:
    found = results(client, query="Disdik Bandung")
    assert {"dinas-3204", "dinas-3273"} <= {it["id"] for it in found}
    assert not any(it["match"] for it in found)


def test_the_type_is_kept_and_a_stranger_gets_only_names_to_choose_from(client: FlaskClient) -> None:
    assert results(client, query="Disdik Kota Bandung", type=["university"]) == []
    found = results(client, query="Dinas Pendidikan Kota Rekaan", type=["dinas"], limit=3)
    assert len(found) <= 3
    assert all(it["type"][0]["id"] == "dinas" and not it["match"] for it in found)


@pytest.mark.parametrize(
    ("number", "matched"),
    [("AHU-0000332.AH.01.08 TAHUN 2021", True), ("AHU-0000001.AH.01.08 TAHUN 2009", False)],
)
def test_another_registration_number_forbids_a_match(client: FlaskClient, number: str, matched: bool) -> None:
    hint = [{"pid": "registration", "v": number}]
    first = results(client, query="Ikatan Guru Indonesia", properties=hint)[0]
    assert (first["id"], first["match"]) == ("igi", matched)


def test_a_batch_may_come_by_get(client: FlaskClient) -> None:
    batch = {f"q{n}": {"query": "PGRI"} for n in range(100)}
    assert client.get("/reconcile", query_string={"queries": json.dumps({"a": {"query": "PGRI"}})}).get_json()
    assert len(ask(client, batch).json) == 100
    assert ask(client, batch | {"more": {"query": "PGRI"}}).status_code == 413


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("nothing", 400),
        ("[" * 50_000, 400),
        ("[]", 422),
        ('{"a": {}}', 422),
        ('{"a": {"query": ""}}', 422),
        ('{"a": {"query": 7}}', 422),
        ('{"a": {"query": "x", "type": "pabrik"}}', 422),
        ('{"a": {"query": "x", "limit": 0}}', 422),
        ('{"a": {"query": "x", "limit": NaN}}', 422),
        ('{"a": {"query": "x", "properties": [{"p": "region", "v": "Garut"}]}}', 422),
        ('{"a": {"query": "' + "x" * 1001 + '"}}', 422),
    ],
    ids=lambda it: str(it)[:30],
)
def test_what_is_no_batch_is_refused_with_a_reason(client: FlaskClient, sent: str, status: int) -> None:
    answer = client.post("/reconcile", data={"queries": sent})
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["detail"]


def test_nothing_asked_is_refused(client: FlaskClient) -> None:
    assert client.post("/reconcile", data={}).status_code == 400
    assert client.post("/reconcile", json={"queries": {}}).status_code == 400
    assert client.delete("/reconcile").status_code == 405


@pytest.mark.parametrize(
    "query", ["\u0000", "🎓" * 400, "' or 1=1 --", '"<script>', "NEAR(", "a AND", "(" * 500]
)
def test_any_text_is_answered(client: FlaskClient, query: str) -> None:
    assert ask(client, {"q": {"query": query}}).status_code in (200, 422)


def suggested(client: FlaskClient, what: str, query: str) -> Json:
    answer: Json = client.get(f"/reconcile/suggest/{what}?{query}").get_json()
    return answer


def test_suggestions_fit(client: FlaskClient) -> None:
    found = suggested(client, "entity", "prefix=dinas+pendidikan+kota+band")
    fits("suggest-entities-response", found)
    assert "dinas-3273" in {it["id"] for it in found["result"]}
    first, more = (
        {it["id"] for it in suggested(client, "entity", f"prefix=dinas+pendidikan&cursor={cursor}")["result"]}
        for cursor in (0, 10)
    )
    assert more
    assert not first & more
    assert suggested(client, "entity", "prefix=dinas-3273")["result"][0]["id"] == "dinas-3273"
    assert suggested(client, "entity", "prefix=") == {"result": []}
    types = client.get("/reconcile/suggest/type?prefix=univ").get_json()
    fits("suggest-types-response", types)
    assert [it["id"] for it in types["result"]] == ["university"]
    properties = client.get("/reconcile/suggest/property?prefix=wil").get_json()
    fits("suggest-properties-response", properties)
    assert "region" in {it["id"] for it in properties["result"]}
    for wrong in ("cursor=x", "cursor=-1", "cursor=999", f"prefix={'x' * 1001}"):
        assert client.get(f"/reconcile/suggest/entity?{wrong}").status_code == 400
    assert client.get("/reconcile/suggest/secret?prefix=a").status_code == 404


def test_facts_become_columns(client: FlaskClient) -> None:
    asked = {"ids": ["dinas-3273", "nobody"], "properties": [{"id": "region"}, {"id": "hosts"}]}
    fits("data-extension-query", asked)
    told = client.post("/reconcile", data={"extend": json.dumps(asked)}).get_json()
    fits("data-extension-response", told)
    assert told["rows"]["dinas-3273"]["region"] == [{"str": "Kota Bandung"}]
    assert {"str": "disdikkota.bandung.go.id"} in told["rows"]["dinas-3273"]["hosts"]
    assert told["rows"]["nobody"] == {"region": [], "hosts": []}
    proposed = client.get("/reconcile/properties?type=dinas&limit=3").get_json()
    fits("data-extension-property-proposal", proposed)
    assert len(proposed["properties"]) == 3
    for wrong in ({"ids": ["a"] * 501, "properties": []}, {"ids": [], "properties": [{"id": "secret"}]}, {}):
        assert client.post("/reconcile", data={"extend": json.dumps(wrong)}).status_code == 422


def test_the_preview_may_be_framed_and_nothing_else(client: FlaskClient) -> None:
    preview = client.get("/reconcile/preview/dinas-3273")
    assert "X-Frame-Options" not in preview.headers
    assert "frame-ancestors *" in preview.headers["Content-Security-Policy"]
    assert "script-src 'self'" in preview.headers["Content-Security-Policy"]
    assert client.get("/reconcile").headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in client.get("/").headers["Content-Security-Policy"]
    assert client.get("/reconcile/preview/nobody").status_code == 404
    assert client.get("/reconcile/preview/").status_code == 404


def test_flyouts_are_escaped(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Organizer("bad", Kind.SCHOOL, "<script>x</script>", registration='"><script>')
    monkeypatch.setattr(Snapshot, "organizer", lambda self, id_: bad if id_ == "bad" else None)
    for address in ("/reconcile/flyout/entity?id=bad", "/reconcile/preview/bad"):
        text = client.get(address).text
        assert "<script>" not in text
        assert "script" in text
    assert client.get("/reconcile/flyout/type?id=dinas").get_json()["id"] == "dinas"
    assert client.get("/reconcile/flyout/property?id=region").get_json()["html"]
    assert client.get("/reconcile/flyout/type?id=secret").status_code == 404
