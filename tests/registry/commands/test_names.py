"""``cekdiklat names explain``: what was read, who came into question, who is near and why it is not meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from registry.commands.match import match
from registry.commands.names import group
from registry.matching.index import build_index
from registry.settings import settings
from tests.registry.matching.conftest import siblings


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    build_index(siblings(), folder)
    return folder


def explained(name: str, index: Path) -> str:
    return CliRunner().invoke(group, ["explain", name, "--index", str(index)], catch_exceptions=False).stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("KKG Gugus 5 Kecamatan Cileunyi", "vetoed    kkg-3-cileunyi: number: 5, not 3"),
        ("KKG Gugus 5 Kecamatan Cileunyi", "number    5                            from 'gugus 5'"),
        ("MGMP Fisika SMP Kota Bandung", "vetoed    mgmp-mat-smp-3273: subject: fisika"),
        ("MGMP Matematika SMA Kota Bandung", "vetoed    mgmp-mat-smp-3273: level: sma, not smp"),
        ("PGRI Kota Bandung", "vetoed    pgri-3204: region: city bandung"),
        ("Dinas Kesehatan Kota Bandung", "vetoed    dinas-3273: type: dinas_lain, not dinas_pendidikan"),
        ("Disdik Kab. Bandung", "outcome     match → dinas-3204"),
        ("LPMP Jawa Tengah", "(an old name)"),
        ("Disdik Bandung", "outcome     ambiguous"),
    ],
)
def test_every_step_is_shown(index: Path, name: str, said: str) -> None:
    assert said in explained(name, index)


def test_an_organizer_is_explained_once(index: Path) -> None:
    told = CliRunner().invoke(group, ["explain", "LPMP Jawa Tengah", "--json", "--index", str(index)])
    organizers = [step["organizer_id"] for step in json.loads(told.stdout)["candidates"]]
    assert organizers
    assert len(organizers) == len(set(organizers))


def test_before_anything_is_published_the_embedded_registry_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEKDIKLAT_HOME", str(tmp_path))
    settings.cache_clear()
    told = CliRunner().invoke(group, ["explain", "Dikbud Lotim", "--json"], catch_exceptions=False)
    assert "nothing is published yet" in told.stderr
    assert json.loads(told.stdout)["match"]["organizer_id"] == "dinas-5203"
    assert CliRunner().invoke(match, ["Dikbud Lotim"]).exit_code == 0
    assert not list(tmp_path.iterdir()), "asking publishes nothing"
    monkeypatch.setenv("CEKDIKLAT_SEED", "none")
    settings.cache_clear()
    assert CliRunner().invoke(group, ["explain", "Dikbud Lotim"]).exit_code == 2
    monkeypatch.undo()
    settings.cache_clear()
