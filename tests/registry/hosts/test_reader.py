"""Link keys: the shared conformance cases, and what must hold for every address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.hosts.link import UnreadableLinkError
from registry.hosts.platforms import as_dict, platforms
from registry.hosts.reader import read_link

SHARED = json.loads((Path(__file__).parents[2] / "shared" / "link_keys.json").read_text(encoding="utf-8"))
READABLE = [case for case in SHARED["cases"] if "key" in case]
UNREADABLE = [case for case in SHARED["cases"] if "error" in case]

ERRORS = {"empty", "too_long", "control", "scheme", "email", "no_host", "bad_host"}


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case["url"][:60])
def test_every_way_of_writing_an_address_gives_its_key(case: dict[str, Any]) -> None:
    link = read_link(case["url"])
    assert (link.key, link.url) == (case["key"], case["display"])
    assert (link.platform, link.needs_resolving) == (case["platform"], case["needs_resolving"])


@pytest.mark.parametrize("case", UNREADABLE, ids=lambda case: repr(case["url"][:40]))
def test_what_is_no_address_says_why(case: dict[str, Any]) -> None:
    with pytest.raises(UnreadableLinkError) as caught:
        read_link(case["url"])
    assert caught.value.code == case["error"]
    assert len(str(caught.value)) > 15


def test_every_error_code_has_a_shared_case() -> None:
    assert {case["error"] for case in UNREADABLE} == ERRORS


# Personal values are written in letters that nothing else here has, so that one surviving byte shows.
PERSONAL = st.text(alphabet="XYZÄß9876", min_size=1, max_size=12)
NAMES = st.sampled_from(["entry.2005", "nip", "utm_source", "q", "id", "text", "name", "e-mail", ""])
PAIRS = st.lists(st.tuples(NAMES, PERSONAL), max_size=4)
HOSTS = st.sampled_from(
    [
        "disdik.bandung.go.id",
        "docs.google.com",
        "forms.gle",
        "s.id",
        "linktr.ee",
        "kkg.blogspot.com",
        "wa.me",
        "[::1]",
        "www.google.com",
        "l.facebook.com",
        "zoom.us",
        "youtu.be",
        "guru.kemendikdasmen.go.id",
        "contoh.vercel.app",
    ]
)
PATHS = st.sampled_from(["", "/", "/forms/d/e/abc/viewform", "/a/b;c", "/komunitas/abc", "//a", "/j/12"])


@given(HOSTS, PATHS, PAIRS, PERSONAL, PERSONAL)
def test_no_byte_of_query_fragment_or_userinfo_survives(
    host: str, path: str, pairs: list[tuple[str, str]], fragment: str, user: str
) -> None:
    query = "&".join(f"{name}={quote(value)}" for name, value in pairs)
    link = read_link(f"https://{quote(user)}:{quote(user)}@{host}{path}?{query}#{quote(fragment)}")
    survived = set(link.key + link.url) & set("XYZÄß9876%?#")
    assert not survived


def _address(rule: dict[str, Any], host: str) -> str:
    """An address that fits a platform's rule, with personal values around the identifier."""
    parts = []
    for part in filter(None, rule.get("path", "").split("/")):
        kind = part[1:-1].partition(":")[2] if part.startswith("{") else None
        sample = {"digits": "1234", "hex": "0123456789abcdef" * 2, "handle": "@abc", "tail": "a-1234"}
        parts.append(sample.get(kind, "abc") if kind is not None else "0" if part == "*" else part)
    identifier = f"{rule['query']}=abc&" if "query" in rule else ""
    host = host.replace("*", "sub")
    return f"https://XYZ:XYZ@{host}/{'/'.join(parts)}?nip=XYZ&{identifier}nama=XYZ#XYZ"


RULES = [
    pytest.param(rule, host, id=f"{host}/{rule.get('path', '')}")
    for platform in as_dict()["platform"]
    for rule in platform["rules"]
    for host in platform["hosts"][:1]
]


@pytest.mark.parametrize(("rule", "host"), RULES)
def test_every_rule_in_the_data_is_reachable_and_keeps_nothing_personal(
    rule: dict[str, Any], host: str
) -> None:
    link = read_link(_address(rule, host))
    assert link.key.startswith(rule["key"].partition(":")[0] + ":")
    assert not link.key.startswith("host:")
    assert "XYZ" not in link.key + link.url
    assert link.needs_resolving == rule.get("short", False)


@given(st.text(max_size=300))
def test_any_text_gives_a_link_or_a_reason(text: str) -> None:
    try:
        outcome = read_link(text).url.partition("/")[0]
    except UnreadableLinkError as error:
        outcome = error.code
    assert outcome in {"https:", "http:"} | ERRORS


@given(st.sampled_from(["https://", ""]), HOSTS, PATHS)
def test_the_display_address_has_the_same_key(scheme: str, host: str, path: str) -> None:
    link = read_link(f"{scheme}{host}{path}")
    assert read_link(link.url).key == link.key


def test_nested_wrappers_end() -> None:
    inner = "https://s.id/contoh"
    for _ in range(20):
        inner = "https://www.google.com/url?q=" + quote(inner, safe="")
        if len(inner) > 2000:
            break
        assert read_link(inner).key in ("short:s.id/contoh", "host:google.com")


def test_a_login_is_kept_only_in_the_form_of_a_host() -> None:
    assert read_link("https://Simpkb.id:x@contoh.example/").login == "simpkb.id"
    for login in ("budi", "budi.santoso", "budi%40sekolah.sch.id", "budi_s.id"):
        assert read_link(f"https://{login}@contoh.example/").login == ""


def test_tenants_of_a_free_host_are_strangers_to_each_other() -> None:
    for host in ("a.blogspot.co.id", "a.wordpress.com", "a.weebly.com", "a.web.app", "a.my.canva.site"):
        link = read_link(host)
        assert link.tenant
        assert link.registrable == host


def test_the_exported_data_is_json_and_carries_a_version() -> None:
    data = json.loads(json.dumps(as_dict()))
    assert data["version"] == platforms().version
    assert data["reading"]["max_length"] == 2048
