"""Logging in where the account belongs is no demand; handing a password over is one on any page."""

from __future__ import annotations

import pytest

from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.checking.check import check
from service.checking.level import Level
from tests.service.checking.made import DAY

INFO = "https://info.gtk.kemendikdasmen.go.id"
LOGIN = f"Login ke {INFO} menggunakan akun belajar.id dan kata sandi masing-masing untuk cek SKTP."
ENTRY = "Masukkan User ID dan password akun SIMPKB Anda."
PASSPORT = "https://paspor-gtk.simpkb.id/login"


@pytest.mark.parametrize(
    "page",
    [
        Page(text=LOGIN),
        Page(text=f"Login ke {INFO} dengan email belajar.id dan password."),
        Page(text="Pendaftaran PPG: masuk ke https://app.simpkb.id dengan user ID dan password SIMPKB."),
        Page(url=PASSPORT, title="Masuk SIMPKB", text=f"{ENTRY} Lupa kata sandi?"),
    ],
    ids=lambda page: page.text[:40],
)
def test_logging_in_at_the_proven_site_is_no_demand(snapshot: Snapshot, page: Page) -> None:
    verdict = check(page, snapshot, DAY)
    assert verdict.level is Level.RECOGNIZED
    assert not any(signal.stop for signal in verdict.signals)


@pytest.mark.parametrize(
    "page",
    [
        Page(url=INFO, text="Kirim kata sandi akun belajar.id Anda ke admin."),
        Page(url=INFO, text="Kirimkan kode OTP akun belajar.id ke operator."),
        Page(url=PASSPORT, text=f"{ENTRY} Masukkan juga kode OTP dan PIN ATM."),
        Page(url=INFO, text="Masukkan kata sandi akun belajar.id Anda."),
        Page(url=PASSPORT, text=f"{ENTRY} Lalu kirimkan ke admin."),
        Page(url=PASSPORT, text="Masukkan user ID SIMPKB dan password lewat formulir."),
        Page(text=LOGIN.replace(INFO, "https://info-gtk.my.id")),
        Page(text=LOGIN.replace(INFO, "https://info-gtk-kemendikdasmen-go-id.my.id")),
        Page(text=f"{LOGIN} Lalu isi https://forms.gle/rekaan."),
        Page(text=f"{LOGIN} Bantuan: https://wa.me/6281200000001"),
        Page(text=f"Login di https://rekaan.my.id menggunakan akun belajar.id dan kata sandi. Masuk: {INFO}"),
        Page(text=f"{ENTRY} Info resmi {INFO}"),
        Page(text=f"{LOGIN} Info: insentif-guru.my.id"),
        Page(text=f"{LOGIN} {LOGIN} {LOGIN} Sebutkan kode OTP ke petugas kami."),
        Page(text=LOGIN.replace("belajar.id dan", "gmail dan")),
        Page(url="https://simpatika.kemenag.go.id/", text=ENTRY),
        Page(url="https://guru.kemendikdasmen.go.id/komunitas/abcd12", text=ENTRY),
    ],
    ids=lambda page: f"{page.url} {page.text[-50:]}",
)
def test_every_other_way_stays_a_demand(snapshot: Snapshot, page: Page) -> None:
    assert check(page, snapshot, DAY).level is Level.DANGER
