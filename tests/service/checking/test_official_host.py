"""The site a teacher is sent to: the organizer's website where proven, never a host whose time is over."""

from __future__ import annotations

from datetime import date

import pytest

from registry.organizer import Host, Kind, Organizer
from service.checking.findings import Relation, Tie
from tests.service.checking.made import DAY

OLD = Host("lama-rekaan.com", until=date(2024, 12, 31))


@pytest.mark.parametrize(
    ("hosts", "website", "official"),
    [
        ((OLD, Host("rekaan.or.id")), None, "rekaan.or.id"),
        ((OLD,), "https://lama-rekaan.com", None),
        ((Host("belum-rekaan.id", since=date(2027, 1, 1)),), None, None),
        ((Host("a-rekaan.id"), Host("b-rekaan.id")), "https://www.b-rekaan.id/profil", "b-rekaan.id"),
        (
            (Host("a-rekaan.id"), Host("b-rekaan.id", subtree=True)),
            "https://guru.b-rekaan.id",
            "guru.b-rekaan.id",
        ),
        ((Host("a-rekaan.id"), Host("b-rekaan.id")), "https://guru.b-rekaan.id", "a-rekaan.id"),
        ((Host("a-rekaan.id", confidence="A"), Host("b-rekaan.id")), "https://b-rekaan.id", "a-rekaan.id"),
        ((Host("a-rekaan.id"),), "https://instagram.com/rekaan", "a-rekaan.id"),
        ((Host("a-rekaan.id"),), "belum ada", "a-rekaan.id"),
        ((Host("a-rekaan.id", confidence="C"),), "https://a-rekaan.id", None),
    ],
)
def test_the_official_host(hosts: tuple[Host, ...], website: str | None, official: str | None) -> None:
    body = Organizer("rekaan", Kind.PROFESSION, "PGRI Kota Rekaan", hosts=hosts, website=website)
    assert Tie(body, Relation.MENTION).official_host(DAY) == official
