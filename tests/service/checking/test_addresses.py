"""Addresses as people write them into messages: bold, behind an emoji or a label, several in one word."""

from __future__ import annotations

import pytest

from service.checking.addresses import in_text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Daftar: *https://forms.gle/Rekaan*", ["short:forms.gle/Rekaan"]),
        ("_https://rekaan.sch.id_", ["host:rekaan.sch.id"]),
        ("https://forms.gle/rekaan_", ["short:forms.gle/rekaan_"]),
        ("👉bit.ly/rekaan", ["short:bit.ly/rekaan"]),
        ("Daftar:rekaan.sch.id, Link=s.id/rekaan", ["host:rekaan.sch.id", "short:s.id/rekaan"]),
        (
            "https://s.id/satu,https://s.id/dua|https://s.id/tiga",
            ["short:s.id/satu", "short:s.id/dua", "short:s.id/tiga"],
        ),
        ("https://l.facebook.com/l.php?u=https://s.id/rekaan", ["short:s.id/rekaan"]),
        ("rekaan.sch.id:8080/daftar", ["host:rekaan.sch.id"]),
        ("@guru.rekaan.id #rekaan.id nama@rekaan.sch.id mailto:nama@rekaan.sch.id", []),
        ("pukul 10.00-12.00, Rp50.000, Nama, M.Pd.", []),
    ],
)
def test_an_address_is_found_however_it_is_written(text: str, keys: list[str]) -> None:
    assert [link.key for link, _ in in_text(text)] == keys
