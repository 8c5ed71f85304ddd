"""Going through what sources propose; who may be listed twice; how fresh the sources are."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from registry.ledger.desk.accounts import Role
from registry.ledger.desk.audit import AuditFilter
from registry.ledger.health import HealthState, Observation
from registry.ledger.runs import RunOutcome
from tests.registry.made import group, record, school
from tests.shared.desk import Browser, Desk


@pytest.fixture
def published(desk: Desk) -> tuple[Desk, Browser]:
    """Three published schools, and a reading that changes one and brings another."""
    record(desk.ledger, [school(number) for number in range(3)])
    siti = desk.login(Role.MAINTAINER)
    siti.post("/publish", {"note": "terbitan pertama"})
    record(desk.ledger, [school(1, name="SD Diubah"), school(4)])
    return desk, siti


def numbers(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="number" value="(\d+)"', page)))


def test_differences_are_marked_and_a_refused_one_does_not_count(published: tuple[Desk, Browser]) -> None:
    desk, siti = published
    [path] = re.findall(r'href="/desk(/review/\d+)"', siti.text("/review"))
    page = siti.text(path)
    assert "<del>SD Rekaan 1</del>" in page
    assert "<ins>SD Diubah</ins>" in page
    assert 'class="badge"' in page  # the new one
    changed, new = numbers(page)
    siti.post(f"{path}/judge", {"number": changed, "decision": "refuse"})
    assert numbers(siti.text(path)) == [changed, new], "a slip of a key without a reason refuses nothing"
    refuse = {"number": changed, "decision": "refuse", "reason": "nama sekolah lain"}
    assert siti.post(f"{path}/judge", refuse).status_code == 302
    assert siti.post(f"{path}/judge", {"number": new, "decision": "accept"}).status_code == 302
    assert numbers(siti.text(path)) == []
    standing = desk.ledger.edits.standing("npsn-20000001")
    assert standing is not None
    assert standing.facts is not None
    assert standing.facts.name == "SD Rekaan 1"
    assert siti.post(f"{path}/judge", {"number": new, "decision": "apa"}).status_code == 400


def test_of_two_who_judge_one_the_second_is_told_and_a_refusal_can_be_taken_back(
    published: tuple[Desk, Browser],
) -> None:
    desk, siti = published
    admin = desk.login(Role.ADMIN)
    [path] = re.findall(r'href="/desk(/review/\d+)"', siti.text("/review"))
    changed, _new = numbers(siti.text(path))
    said = {"number": changed, "decision": "refuse", "reason": "nama sekolah lain"}
    siti.post(f"{path}/judge", said)
    admin.post(f"{path}/judge", said | {"decision": "accept"})
    assert "sudah dinilai oleh maintainer@desk.example" in admin.text(path)
    assert [it.actor for it in desk.ledger.audit.page(AuditFilter(subject="npsn-20000001"))] == [
        "maintainer@desk.example"
    ]
    show = "/organizers/npsn-20000001"
    assert "nama sekolah lain" in admin.text(show)
    back = f"/review/statements/{changed}/reconsider"
    assert admin.post(back, {"organizer": "npsn-20000002"}).status_code == 404
    assert admin.post(back, {"organizer": "npsn-20000001"}).status_code == 302
    assert "<h1>SD Diubah</h1>" in admin.text(show)


def test_a_reading_is_accepted_or_set_aside_as_a_whole(published: tuple[Desk, Browser]) -> None:
    desk, siti = published
    [path] = re.findall(r'href="/desk(/review/\d+)"', siti.text("/review"))
    siti.post(f"{path}/all", {"decision": "refuse", "reason": ""})
    assert siti.get(path).status_code == 200  # without a reason nothing happened
    siti.post(f"{path}/all", {"decision": "refuse", "reason": "halaman sumber salah"})
    assert siti.get(path).status_code == 404
    assert desk.ledger.edits.standing("npsn-20000004").facts is None  # type: ignore[union-attr]
    record(desk.ledger, [school(4)])
    [path] = re.findall(r'href="/desk(/review/\d+)"', siti.text("/review"))
    siti.post(f"{path}/all", {"decision": "accept"})
    assert "review/" not in siti.text("/review").partition("<main")[2]


def test_the_matcher_finds_who_is_listed_twice(desk: Desk) -> None:
    record(
        desk.ledger,
        [
            group("MGMP Matematika SMP Kabupaten Bandung", key="a"),
            group("Musyawarah Guru Mata Pelajaran Matematika SMP Kab. Bandung", key="b", registration="9"),
            group("MGMP Matematika SMA Kabupaten Bandung", key="c"),
            group("MGMP Fisika SMA Kabupaten Bandung", key="d"),
        ],
    )
    siti = desk.login(Role.MAINTAINER)
    siti.post("/publish", {"note": "terbitan pertama"})
    page = siti.text("/duplicates?kind=working_group")
    assert len(re.findall("/merge\\?into=", page)) == 1
    assert "Fisika" not in page


def test_sources_that_need_somebody_come_first(desk: Desk) -> None:
    record(desk.ledger, [school(1)], "daftar-baik")
    record(desk.ledger, [school(2)], "daftar-rusak", outcome=RunOutcome.BLOCKED)
    desk.login(Role.MAINTAINER).post("/publish", {"note": "terbitan pertama"})
    visit = Observation("host:sdrekaan1.sch.id", HealthState.DEAD, datetime.now(UTC))
    desk.ledger.health.record([visit])
    page = desk.login(Role.OBSERVER).text("/sources")
    assert page.index("rusak") < page.index("daftar-baik")
    assert "blocked" in page
    assert re.search("daftar-baik.*?1 dead", page, re.DOTALL)
