"""Runs the extension's own unit tests (``node --test``): its pure modules need no browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from registry.hosts.digest import Buckets, bucket_of, difference, encode, host_keys, others_keys
from registry.hosts.platforms import as_dict

HERE = Path(__file__).parent
OFFICIAL = ("host:disdik.bandung.go.id", "host:*.surabaya.go.id", "host:guru.kemendikdasmen.go.id")
FLAGGED = ("gform:1FAIpQLSditandai", "host:disdik-bandung.example")
DAY = date(2026, 11, 22)


def published(official: Sequence[str], flagged: Sequence[str], version: str) -> dict[str, object]:
    """A digest and every bucket that can be asked for."""
    buckets = Buckets(official, flagged)
    numbers = {bucket_of(key) for key in (*official, *flagged)}
    return {
        "digest": b64encode(encode(official, flagged, version, DAY)).decode(),
        "buckets": {number: b64encode(buckets.bucket(number)).decode() for number in numbers},
    }


def digest_facts() -> dict[str, object]:
    """A digest as the registry makes it, with what must be found in it."""
    whole = encode(OFFICIAL, FLAGGED, "2026-11-22-1", DAY)
    newer = encode((*OFFICIAL[1:], "host:belajar.id"), FLAGGED[:1], "2026-11-23-1", date(2026, 11, 23))
    many = [f"host:kantor-{number}.go.id" for number in range(100_000)]
    forms = [f"gform:rekaan-{number}" for number in range(110)]  # more than are remembered
    return published(OFFICIAL, FLAGGED, "2026-11-22-1") | {
        "newer": b64encode(newer).decode(),
        "difference": b64encode(difference(whole, newer)).decode(),
        "large": b64encode(encode(many, FLAGGED, "2026-11-22-1", DAY)).decode(),
        "version": "2026-11-22-1",
        "day": (DAY - date(1970, 1, 1)).days,
        "official": OFFICIAL,
        "flagged": FLAGGED,
        "takeover": {
            "key": OFFICIAL[0],
            "before": published(OFFICIAL, (), "2026-11-22-1"),
            "after": published(OFFICIAL, OFFICIAL[:1], "2026-11-23-1"),
            "version": "2026-11-23-1",
        },
        "many": published((), forms, "2026-11-24-1") | {"keys": forms},
        "others": published(("host:*.rekaan.ac.id", "others:mhs.ac.id"), (), "2026-11-25-1"),
        "others_keys": [
            [*asked, others_keys(*asked)] for asked in (("a.mhs.x.ac.id", "x.ac.id"), ("x.ac.id", "x.ac.id"))
        ],
        "host_keys": {host: host_keys(host) for host in ("disdik.bandung.go.id", "sch.id", "localhost")},
    }


def declared(source: str) -> list[re.Pattern[str]]:
    """The titles of the tests in a file; what a template puts into one may be anything.

    Raises:
        AssertionError: a test has no title that can be read.
    """
    calls = re.findall(r"(?<![.\w])(?:test|it)(?:\.\w+)?\(", source)
    titles = re.findall(r"""(?<![.\w])(?:test|it)(?:\.\w+)?\((["'`])(.+?)\1""", source)
    assert len(titles) == len(calls)
    return [
        re.compile(".*".join(map(re.escape, re.split(r"\$\{.*?\}", title))), re.DOTALL) for _, title in titles
    ]


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.js")), ids=lambda file: file.stem)
def test_modules(file: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("node is not on the path; run ./dev test, which brings its own", pytrace=False)
    facts = {"PLATFORMS": as_dict(), "DIGEST": digest_facts()}
    for name, fact in facts.items():
        (tmp_path / name).write_text(json.dumps(fact))
    run = subprocess.run(
        [node, "--test", "--test-reporter=junit", str(file)],
        env=os.environ | {name: str(tmp_path / name) for name in facts},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    # A file without a test counts as one that passes, under the name of the file: so names are compared.
    ran = [case for case in fromstring(run.stdout).iter("testcase") if case.find("skipped") is None]
    names = [case.get("name", "") for case in ran]
    titles = declared(file.read_text())
    assert titles
    assert len(names) >= len(titles)
    for title in titles:
        assert any(title.fullmatch(name) for name in names), title.pattern
