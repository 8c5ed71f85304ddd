"""A registered branch on the site of what it belongs to is no other body."""

from __future__ import annotations

import pytest

from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.checking.check import check
from service.checking.level import Level
from tests.service.checking.made import DAY

INVITATION = "{} mengundang Bapak/Ibu guru mengikuti webinar, 3 Desember 2026 pukul 13.00 WIB. Daftar di https://{}/daftar"
ANOTHER = {"host_of_another", "name_host_contradiction", "named_only"}


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("BGTK Provinsi Bali", "bgtkbali.kemendikdasmen.go.id"),
        ("BBGP Jawa Barat", "bbgpjabar.kemdikbud.go.id"),
        ("Kemendikdasmen", "gtk.kemendikdasmen.go.id"),
        ("Ruang GTK", "gtk.kemendikdasmen.go.id"),
        ("Kemenag", "bdkjakarta.kemenag.go.id"),
        ("PGRI Kabupaten Pasuruan", "pgri.or.id"),
    ],
)
@pytest.mark.parametrize("on_the_page", [True, False])
def test_one_house(snapshot: Snapshot, name: str, host: str, on_the_page: bool) -> None:
    text = INVITATION.format(name, host)
    verdict = check(Page(url=f"https://{host}/daftar" if on_the_page else "", text=text), snapshot, DAY)
    codes = {reason.code for reason in verdict.reasons}
    assert verdict.level is Level.RECOGNIZED
    assert "named_kin" in codes
    assert not codes & ANOTHER


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Kementerian Agama", "gtk.kemendikdasmen.go.id"),
        ("Dinas Pendidikan Kota Bandung", "pgri.or.id"),
        ("Ikatan Guru Indonesia", "pgri.or.id"),
        ("PGRI Kabupaten Jember", "pgripasuruankab.or.id"),
    ],
)
def test_another_house(snapshot: Snapshot, name: str, host: str) -> None:
    verdict = check(Page(text=INVITATION.format(name, host)), snapshot, DAY)
    assert verdict.level in (Level.CLAIMED, Level.UNKNOWN)
    assert "named_kin" not in {reason.code for reason in verdict.reasons}
