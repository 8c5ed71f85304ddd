"""What differs is marked where a reader sees it."""

from __future__ import annotations

import pytest

from registry.hosts.index import HostIndex
from registry.hosts.reader import read_link


@pytest.mark.parametrize(
    ("host", "marked"),
    [
        ("kemendikdasmen-go-id.contoh.my.id", ["go-id.contoh.my.id"]),
        ("login.guru.kemdikbud.go.id.contoh.web.app", ["login.", "go.id.contoh.web.app"]),
        ("simpkbb.id", ["b"]),
        ("beljaar.id", ["ja"]),
        ("kernendikdasmen.com", ["rn"]),
        ("sim.pkb.id", ["."]),
        ("ṗɡri.or.id", ["ṗ", "ɡ"]),
        ("daftar-disdik-jabarprov.my.id", ["daftar-", "-", ".my.id"]),
        ("webinarpgri.web.id", ["webinar", ".web.id"]),
        ("bkn.g0.id", ["g0.id"]),
        ("daftar.kemenag.info", ["info"]),
    ],
)
def test_marks(seed_index: HostIndex, host: str, marked: list[str]) -> None:
    found = seed_index.lookalike(read_link(host))
    assert found is not None
    assert [found.shown[start:end] for start, end in found.spans] == marked


def test_marks_fit_the_shown_host_where_it_has_hyphens(seed_index: HostIndex) -> None:
    found = seed_index.lookalike(read_link("islamic-centter.or.id"))
    assert found is not None
    (span,) = found.spans
    assert found.shown[slice(*span)] == "t"
    assert found.target == "islamic-center.or.id"
