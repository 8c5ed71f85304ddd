"""The digest: small, exact, checksummed, and never a recognition by collision."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.hosts.digest import (
    Buckets,
    DigestError,
    Mark,
    apply,
    bucket_of,
    confirmed,
    decode,
    difference,
    encode,
    full_hash,
    host_keys,
    others_keys,
)
from registry.hosts.index import HostIndex

SHARED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "shared" / "digest.json").read_text(encoding="utf-8")
)
DAY = date(2026, 11, 22)
KEYS = st.lists(st.text(alphabet="abc.:*-0123", min_size=1, max_size=12), max_size=30, unique=True)


def colliding(wanted: str) -> str:
    """Another key with the same first two bytes of hash (four would take minutes; the code path is one)."""
    number = 0
    while full_hash(f"host:penyerang-{number}.my.id")[:2] != full_hash(wanted)[:2]:
        number += 1
    return f"host:penyerang-{number}.my.id"


@given(KEYS, KEYS)
def test_what_was_put_in_is_found_and_confirmed(official: list[str], flagged: list[str]) -> None:
    digest = decode(encode(official, flagged, "v1", DAY))
    buckets = Buckets(official, flagged)
    assert (digest.version, digest.day) == ("v1", DAY)
    for mark, keys in ((Mark.OFFICIAL, official), (Mark.FLAGGED, flagged)):
        for key in keys:
            assert mark in digest.maybe(key)
            assert mark in confirmed(key, buckets.bucket(bucket_of(key)))


def test_a_colliding_key_is_not_confirmed() -> None:
    key = "host:kemendikdasmen.go.id"
    other = colliding(key)
    bucket = Buckets([key], []).bucket(bucket_of(other))
    assert len(bucket) == 33
    assert confirmed(key, bucket) == (Mark.OFFICIAL,)
    assert confirmed(other, bucket) == ()


def test_size_is_four_bytes_a_key_and_a_small_frame() -> None:
    keys = [f"host:sekolah-{number}.sch.id" for number in range(20_000)]
    assert len(encode(keys, [], "2026-11-22T000000Z", DAY)) / len(keys) <= 5


@given(KEYS, KEYS, KEYS, KEYS)
def test_a_difference_leads_to_exactly_the_new_digest(
    a: list[str], b: list[str], c: list[str], d: list[str]
) -> None:
    old, new = encode(a, b, "old", DAY), encode(c, d, "new", date(2026, 11, 23))
    assert apply(old, difference(old, new)) == new


def test_a_difference_for_another_digest_is_refused() -> None:
    one, two, three = (encode([name], [], name, DAY) for name in ("a", "b", "c"))
    with pytest.raises(DigestError, match="another digest"):
        apply(three, difference(one, two))


@pytest.mark.parametrize("at", [0, 5, 30, 64, 70, -1])
def test_damage_is_noticed(at: int) -> None:
    data = bytearray(encode(["host:a.id", "host:b.id"], ["gform:x"], "v", DAY))
    change = bytearray(difference(bytes(data), encode(["host:a.id"], [], "w", DAY)))
    data[at] ^= 1
    with pytest.raises(DigestError):
        decode(bytes(data))
    original = encode(["host:a.id", "host:b.id"], ["gform:x"], "v", DAY)
    change[at] ^= 1
    with pytest.raises(DigestError):
        apply(original, bytes(change))


@pytest.mark.parametrize("data", [b"", b"CKDG", b"x" * 200, b"CKDD" + b"\0" * 200])
def test_anything_else_is_no_digest(data: bytes) -> None:
    with pytest.raises(DigestError):
        decode(data)


def test_keys_out_of_order_are_refused_although_the_checksum_fits() -> None:
    body = bytearray(encode(["host:a.id", "host:b.id"], [], "v", DAY)[:-32])
    body[64:68], body[68:72] = body[68:72], body[64:68]
    with pytest.raises(DigestError, match="order"):
        decode(bytes(body) + hashlib.sha256(body).digest())


def test_wrong_arguments_say_so() -> None:
    with pytest.raises(DigestError, match="40 bytes"):
        encode([], [], "v" * 41, DAY)
    with pytest.raises(ValueError, match="65535"):
        Buckets([], []).bucket(65536)
    with pytest.raises(DigestError, match="33"):
        confirmed("host:a.id", b"x")


def test_the_keys_of_a_host() -> None:
    assert host_keys("disdik.bandung.go.id") == (
        "host:disdik.bandung.go.id",
        "host:*.disdik.bandung.go.id",
        "host:*.bandung.go.id",
        "host:*.go.id",
    )
    assert host_keys("localhost") == ("host:localhost", "host:*.localhost")


def test_the_keys_that_say_that_others_write() -> None:
    assert others_keys("a.mhs.rekaan.ac.id", "rekaan.ac.id") == tuple(
        f"others:{label}.{above}" for label in ("a", "mhs") for above in ("rekaan.ac.id", "ac.id", "id")
    )
    assert others_keys("rekaan.ac.id", "rekaan.ac.id") == ()


def test_the_real_registry_answers_without_a_request(seed_index: HostIndex) -> None:
    keys = list(seed_index.official_keys(DAY))
    digest = decode(encode(keys, [], "v", DAY))
    for host, official in (
        ("paspor-gtk.simpkb.id", True),
        ("guru.kemendikdasmen.go.id", True),
        ("simpkb.id.contoh.my.id", False),
        ("docs.google.com", False),
    ):
        assert any(Mark.OFFICIAL in digest.maybe(key) for key in host_keys(host)) is official, host


def test_the_shared_cases_are_what_python_writes_and_reads() -> None:
    for case in SHARED["digests"]:
        data = encode(case["official"], case["flagged"], case["version"], date.fromisoformat(case["day"]))
        assert base64.b64encode(data).decode() == case["base64"]
    for case in SHARED["differences"]:
        old, new = (base64.b64decode(SHARED["digests"][at]["base64"]) for at in (case["from"], case["to"]))
        assert base64.b64encode(difference(old, new)).decode() == case["base64"]
    for case in SHARED["buckets"]:
        of = SHARED["digests"][case["digest"]]
        assert Buckets(of["official"], of["flagged"]).bucket(case["number"]).hex() == case["hex"]
    for case in SHARED["lookups"]:
        digest = decode(base64.b64decode(SHARED["digests"][case["digest"]]["base64"]))
        assert [mark.name.lower() for mark in digest.maybe(case["key"])] == case["maybe"]
        assert bucket_of(case["key"]) == case["bucket"]
    for case in SHARED["broken"]:
        with pytest.raises(DigestError):
            decode(base64.b64decode(case["base64"]))
