"""Search, lists, one organizer, coverage."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from registry.organizer import Kind
from registry.snapshot import Snapshot
from registry.snapshot.browse import Within, condition


def found(page: str) -> list[str]:
    """The ids of the organizers that a page lists, in order."""
    return re.findall(r'href="/penyelenggara/([a-z0-9-]+)"', page)


def test_kind_and_province_narrow_a_list(client: FlaskClient) -> None:
    page = client.get("/penyelenggara", query_string={"jenis": "dinas", "provinsi": "34"}).text
    assert set(found(page)) == {
        "dinas-34",
        "dinas-3401",
        "dinas-3402",
        "dinas-3403",
        "dinas-3404",
        "dinas-3471",
    }
    words = client.get("/penyelenggara", query_string={"q": "pendidikan", "provinsi": "34"}).text
    assert "dinas-3404" in found(words)
    assert not [it for it in found(words) if it.startswith("dinas-32")]


def test_every_organizer_of_a_long_list_is_on_one_of_its_pages(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    seen: list[str] = []
    address = "/penyelenggara?jenis=dinas&provinsi=35"
    for _ in range(20):
        page = client.get(address).text
        seen += found(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if following is None:
            break
        address = following[1].replace("&amp;", "&")
    _, total = snapshot.leaf(Within(Kind.DINAS, "35"), 1)
    assert len(seen) == len(set(seen)) == total > 25


def test_an_ambiguous_name_is_asked_about(client: FlaskClient) -> None:
    page = client.get("/penyelenggara", query_string={"q": "Disdik Bandung"}).text
    assert "Yang mana maksud Anda?" in page
    assert set(found(page)) >= {"dinas-3204", "dinas-3273"}
    sure = client.get("/penyelenggara", query_string={"q": "Disdik Kota Bandung"}).text
    assert "Yang paling cocok" in sure
    assert found(sure)[0] == "dinas-3273"


def test_nothing_found_is_no_verdict(client: FlaskClient) -> None:
    page = client.get("/penyelenggara", query_string={"q": "Xyzzy Plugh"}).text
    assert "bukan berarti buruk" in page
    assert "/cakupan" in page


def test_an_organizer_shows_hosts_names_and_where_each_was_read(client: FlaskClient) -> None:
    page = client.get("/penyelenggara/dinas-3273").text
    for said in ("disdikkota.bandung.go.id", "terakhir dilihat", "registri bawaan CekDiklat", "UU 23/2014"):
        assert said in page
    assert client.get("/penyelenggara/tidak-ada").status_code == 404


def test_an_organizers_own_address_comes_first(client: FlaskClient) -> None:
    page = client.get("/penyelenggara/dinas-3273").text
    hosts = re.findall(r'<strong class="break">([a-z0-9.-]+)</strong>', page)
    assert hosts[:2] == ["disdikkota.bandung.go.id", "disdik.bandung.go.id"]  # then its applications
    assert len(hosts) > 2


def test_what_an_entry_rests_on_is_said_in_the_language_of_the_page(client: FlaskClient) -> None:
    for language, said in (("id", "setiap provinsi, kabupaten, dan kota"), ("en", "every province, regency")):
        assert said in client.get("/penyelenggara/dinas-3273", query_string={"lang": language}).text


@pytest.mark.parametrize("kind", [None, *Kind])
def test_coverage_says_what_the_registry_holds(
    client: FlaskClient, snapshot: Snapshot, kind: Kind | None
) -> None:
    page = client.get("/cakupan", query_string={"jenis": kind.value} if kind else {}).text
    assert "Registri kami belum memuat" in page or kind in (None, Kind.DINAS)
    for one in Kind:
        assert f'<td class="number">{snapshot.coverage(one)}</td>' in page
    wanted = (kind,) if kind else tuple(Kind)
    assert f'<td class="number">{sum(snapshot.coverage(it, "32") for it in wanted)}</td>' in page
    assert page.count('<svg class="bar"') == len(Kind) + 38


@pytest.mark.parametrize("within", [Within(Kind.DINAS, "32"), Within(None, "32"), Within(Kind.DINAS)])
def test_a_leaf_is_read_from_the_index(snapshot: Snapshot, within: Within) -> None:
    """A list of a kind or province scans no table."""
    sql = f"EXPLAIN QUERY PLAN SELECT id FROM organizer WHERE {condition(within)}"
    values = {"kinds": '["dinas"]', "province": "32", "beyond": "32/"}
    steps = [str(row["detail"]) for row in snapshot._reader.query_named(sql, values)]
    assert any("INDEX" in step and "kind=?" in step for step in steps), steps
    assert "region>?" in " ".join(steps) or not within.province, steps
