"""Regions by the names that lists give them."""

from __future__ import annotations

import pytest

from registry.region import gazetteer


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Provinsi DI Yogyakarta", "34"),
        ("DKI Jakarta", "31"),
        ("Daerah Khusus Jakarta", "31"),
        ("Kota Jakarta Utara", "31.72"),
        ("Kota Padang", "13.71"),
        ("Kota Palangka Raya", "62.71"),
        ("Kab. Bandung", "32.04"),
        ("KABUPATEN FAKFAK", "92.03"),
    ],
)
def test_a_full_name_in_other_spellings(name: str, code: str) -> None:
    assert gazetteer().find(name).code == code


def test_every_regency_and_province_is_found_by_its_full_name() -> None:
    regions = [region for region in gazetteer() if region.level != "district"]
    assert [gazetteer().find(region.name) for region in regions] == regions


@pytest.mark.parametrize("name", ["Bandung", "Kabupaten Entah", ""])
def test_a_name_of_none_or_several_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="named"):
        gazetteer().find(name)
