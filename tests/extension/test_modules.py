"""Runs the extension's own unit tests (``node --test``): its pure modules need no browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from registry.hosts.digest import Buckets, bucket_of, difference, encode, host_keys
from registry.hosts.platforms import as_dict

HERE = Path(__file__).parent
OFFICIAL = ("host:disdik.bandung.go.id", "host:*.surabaya.go.id", "host:guru.kemendikdasmen.go.id")
FLAGGED = ("gform:1FAIpQLSditandai", "host:disdik-bandung.example")
DAY = date(2026, 11, 22)


def digest_facts() -> dict[str, object]:
    """A digest as the registry makes it, with what must be found in it."""
    buckets = Buckets(OFFICIAL, FLAGGED)
    numbers = {bucket_of(key) for key in OFFICIAL + FLAGGED}
    whole = encode(OFFICIAL, FLAGGED, "2026-11-22-1", DAY)
    newer = encode((*OFFICIAL[1:], "host:belajar.id"), FLAGGED[:1], "2026-11-23-1", date(2026, 11, 23))
    many = [f"host:kantor-{number}.go.id" for number in range(100_000)]
    return {
        "digest": b64encode(whole).decode(),
        "newer": b64encode(newer).decode(),
        "difference": b64encode(difference(whole, newer)).decode(),
        "large": b64encode(encode(many, FLAGGED, "2026-11-22-1", DAY)).decode(),
        "version": "2026-11-22-1",
        "day": (DAY - date(1970, 1, 1)).days,
        "official": OFFICIAL,
        "flagged": FLAGGED,
        "buckets": {number: b64encode(buckets.bucket(number)).decode() for number in numbers},
        "host_keys": {host: host_keys(host) for host in ("disdik.bandung.go.id", "sch.id", "localhost")},
    }


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.js")), ids=lambda file: file.stem)
def test_modules(file: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("node is not on the path; run ./dev test, which brings its own", pytrace=False)
    facts = {"PLATFORMS": as_dict(), "DIGEST": digest_facts()}
    for name, fact in facts.items():
        (tmp_path / name).write_text(json.dumps(fact))
    run = subprocess.run(
        [node, "--test", "--test-reporter=spec", str(file)],
        env=os.environ | {name: str(tmp_path / name) for name in facts},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert "# tests 0" not in run.stdout
