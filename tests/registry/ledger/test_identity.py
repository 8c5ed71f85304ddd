"""Ids are stable, readable, and differ where organizers differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.identity import (
    derived_id,
    has_national_number,
    is_npsn,
    is_organizer_id,
    name_key,
    plain_canonical,
)
from registry.ledger.sighting import Sighting
from registry.organizer import Kind
from tests.registry.made import group, school

sightings = st.builds(
    Sighting,
    key=st.text(min_size=1),
    kind=st.sampled_from(Kind),
    name=st.text(min_size=1),
    seen_on=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    region=st.sampled_from([None, "32", "32.04", "32.73"]),
    registration=st.none() | st.from_regex(r"[0-9]{8}", fullmatch=True) | st.text(max_size=12),
)


@given(sightings)
def test_a_derived_id_is_fit_for_an_address_and_stable(sighting: Sighting) -> None:
    first = derived_id(sighting)
    assert is_organizer_id(first)
    later = replace(sighting, key="another", seen_on=date(2031, 1, 1), website="https://example.id")
    assert derived_id(later) == first


@given(sightings, sightings)
def test_equal_ids_mean_equal_names_or_numbers(one: Sighting, other: Sighting) -> None:
    if derived_id(one) == derived_id(other) and not (one.registration or other.registration):
        assert (one.kind, plain_canonical(one.name), one.region) == (
            other.kind,
            plain_canonical(other.name),
            other.region,
        )


def test_a_school_is_known_by_its_number() -> None:
    assert derived_id(school(7)) == "npsn-20000007"
    assert derived_id(school(7, name="SD Berganti Nama (rekaan)", region="32.73")) == "npsn-20000007"


def test_spelling_does_not_change_an_id_but_region_and_kind_do() -> None:
    plain = group("KKG Gugus Rekaan 1")
    assert derived_id(replace(plain, name="kkg  gugus-rekaan 1")) == derived_id(plain)
    assert derived_id(replace(plain, region="32.73")) != derived_id(plain)
    assert derived_id(replace(plain, kind=Kind.COMMUNITY)) != derived_id(plain)
    assert derived_id(plain).startswith("working-group-kkg-gugus-rekaan-1-")


def test_an_offices_number_alone_makes_no_id() -> None:
    one = group("KKG Gugus Rekaan 1", registration="421/015/2024")
    assert derived_id(one) != derived_id(replace(one, region="32.73"))
    assert derived_id(one) != derived_id(replace(one, registration="421/016/2024"))
    long = replace(one, name="Kelompok Kerja Guru " * 4 + "1")
    assert derived_id(long) != derived_id(replace(long, name="Kelompok Kerja Guru " * 4 + "2"))


def test_a_name_without_latin_letters_still_gets_an_id() -> None:
    assert is_organizer_id(derived_id(group("كومبل")))


def test_name_keys_follow_the_canonical_form_that_is_handed_in() -> None:
    one, other = group("MGMP Mat Rekaan"), group("MGMP Matematika Rekaan")
    assert name_key(one, plain_canonical(one.name)) != name_key(other, plain_canonical(other.name))
    assert name_key(one, one.name[:8]) == name_key(other, other.name[:8])
    assert name_key(one, one.name) != name_key(group(one.name, region="32.73"), one.name)


@pytest.mark.parametrize(
    ("text", "expected"), [("20219024", True), ("P9908171", True), ("2021902", False), ("202190240", False)]
)
def test_school_numbers(text: str, expected: bool) -> None:
    assert is_npsn(text) is expected


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        (Kind.SCHOOL, "2021-9024", True),
        (Kind.SCHOOL, "421/015/2024", False),
        (Kind.PROFESSION, "AHU-0000332.AH.01.08 Tahun 2021", False),
        (Kind.UNIVERSITY, "001001", True),
        (Kind.COMMUNITY, "001001", False),
        (Kind.WORKING_GROUP, "421/015/2024", False),
        (Kind.WORKING_GROUP, None, False),
    ],
)
def test_numbers_that_are_known_everywhere(kind: Kind, number: str | None, expected: bool) -> None:
    assert has_national_number(group("Rekaan", kind=kind, registration=number)) is expected
