"""Maintainers at work on organizers, through the pages themselves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from registry.ledger.desk.accounts import Role
from registry.organizer import Alias, Host
from tests.registry.made import group, record, school
from tests.shared.desk import Browser, Desk

ID = "npsn-20000001"
SHOW = f"/organizers/{ID}"
EDIT = f"{SHOW}/edit"


def fields(page: str) -> dict[str, Any]:
    """What a browser would send back of the last form on a page, unchanged."""
    root: Any = html.fromstring(page)
    return dict(root.forms[-1].form_values())


@pytest.fixture
def listed(desk: Desk) -> Desk:
    record(desk.ledger, [school(1, aliases=(Alias("SDN Rekaan Satu"),))])
    return desk


def save(browser: Browser, path: str, **changes: str) -> Any:
    form = fields(browser.text(path)) | {"reason": "menurut surat keputusan"} | changes
    return browser.post(path, form)


def name_of(desk: Desk, organizer_id: str = ID) -> str:
    standing = desk.ledger.edits.standing(organizer_id)
    assert standing is not None
    assert standing.facts is not None
    return standing.facts.name


def test_an_edit_is_saved_and_every_fact_shows_where_it_is_from(listed: Desk) -> None:
    siti = listed.login(Role.MAINTAINER)
    assert save(siti, EDIT, name="SD Negeri Rekaan 1").status_code == 302
    page = siti.text(SHOW)
    assert "SD Negeri Rekaan 1" in page
    assert "maintainer@desk.example" in page
    for told in ("daftar", "2026-03-01", "SD REKAAN 1"):  # source, day, the source's own words
        assert told in page


@pytest.mark.parametrize(
    ("kept", "expected"), [("yes", ["SD Rekaan 1", "SDN Rekaan Satu"]), ("", ["SDN Rekaan Satu"])]
)
def test_a_replaced_name_stays_as_another_name_unless_it_was_wrong(
    listed: Desk, kept: str, expected: list[str]
) -> None:
    save(listed.login(Role.MAINTAINER), EDIT, name="SD Negeri Rekaan 1", keep_name=kept)
    standing = listed.ledger.edits.standing(ID)
    assert standing is not None
    assert standing.facts is not None
    assert sorted(alias.name for alias in standing.facts.aliases) == expected


def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(listed: Desk) -> None:
    answer = save(listed.login(Role.MAINTAINER), EDIT, name="SD Ketikan", region="Kabupaten Entah")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "region:" in page
    assert "SD Ketikan" in page
    assert name_of(listed) == "SD Rekaan 1"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            {"host-1-name": "www.sdrekaan1.sch.id", "host-1-since": "2022-01-01"},
            "sdrekaan1.sch.id: given twice",
        ),
        ({"alias-1-name": "SDN REKAAN SATU"}, "SDN REKAAN SATU: given twice"),
        ({"host-0-since": "2026-01-01", "host-0-until": "2020-01-01"}, "begin after it ends"),
    ],
)
def test_a_second_period_or_one_that_ends_before_it_begins_is_not_dropped_silently(
    listed: Desk, line: dict[str, str], said: str
) -> None:
    answer = save(listed.login(Role.MAINTAINER), EDIT, **line)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_odd_lines_of_the_form_lose_nothing_that_was_typed(listed: Desk) -> None:
    odd = {"host-1-name": "-", "alias-²-name": "SD Lain", "host-0-confidence": "apa"}
    assert save(listed.login(Role.MAINTAINER), EDIT, name="SD Ketikan", **odd).status_code == 302
    assert name_of(listed) == "SD Ketikan"


def test_two_maintainers_edit_one_organizer_and_both_changes_survive(listed: Desk) -> None:
    listed.account("budi@desk.example", Role.MAINTAINER)
    siti, budi = listed.login(Role.MAINTAINER), listed.login("budi@desk.example")
    hers, his = fields(siti.text(EDIT)), fields(budi.text(EDIT))
    reason = {"reason": "menurut surat keputusan"}
    assert siti.post(EDIT, hers | reason | {"name": "SD Siti"}).status_code == 302
    answer = budi.post(EDIT, his | reason | {"region": "32.73"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "maintainer@desk.example" in page
    again = fields(page)
    assert (again["name"], again["region"]) == ("SD Siti", "32.73")
    assert name_of(listed) == "SD Siti"
    assert budi.post(EDIT, again | reason).status_code == 302
    standing = listed.ledger.edits.standing(ID)
    assert standing is not None
    assert standing.facts is not None
    assert (standing.facts.name, standing.facts.region) == ("SD Siti", "32.73")


def test_a_host_that_a_list_brings_while_the_form_is_open_stays(listed: Desk) -> None:
    siti = listed.login(Role.MAINTAINER)
    form = fields(siti.text(EDIT))
    record(listed.ledger, [school(1, hosts=(Host("sdrekaan1.sch.id"), Host("ppdb-rekaan.sch.id")))])
    saved = siti.post(EDIT, form | {"region": "32.73", "reason": "menurut surat keputusan"})
    assert saved.status_code == 302
    standing = listed.ledger.edits.standing(ID)
    assert standing is not None
    assert standing.facts is not None
    assert [host.name for host in standing.facts.hosts] == ["sdrekaan1.sch.id", "ppdb-rekaan.sch.id"]


def test_when_both_change_the_same_fact_both_are_shown(listed: Desk) -> None:
    listed.account("budi@desk.example", Role.MAINTAINER)
    siti, budi = listed.login(Role.MAINTAINER), listed.login("budi@desk.example")
    his = fields(budi.text(EDIT))
    save(siti, EDIT, name="SD Siti")
    page = budi.post(EDIT, his | {"reason": "menurut papan nama", "name": "SD Budi"}).get_data(as_text=True)
    assert "<del>SD Siti</del>" in page
    assert "<ins>SD Budi</ins>" in page
    assert "menurut papan nama" in page


def test_undo_takes_back_the_newest_change(listed: Desk) -> None:
    siti = listed.login(Role.MAINTAINER)
    save(siti, EDIT, name="SD Keliru")
    assert siti.post(f"{SHOW}/undo", {"version": "1", "reason": "salah baca surat"}).status_code == 302
    assert name_of(listed) == "SD Rekaan 1"


def test_merge_and_split(desk: Desk) -> None:
    record(desk.ledger, [school(1), school(2)])
    record(desk.ledger, [school(2, key="lain", name="SD Rekaan Dua")], "situs")
    siti = desk.login(Role.MAINTAINER)
    assert "SD Rekaan 2" in siti.text(f"{SHOW}/merge?into=npsn-20000002")
    said = {"into": "npsn-20000002", "version": "0", "reason": "satu sekolah, dua nomor"}
    assert siti.post(f"{SHOW}/merge", said).status_code == 302
    assert "npsn-20000002" in siti.text(SHOW)
    split = "/organizers/npsn-20000002/split"
    numbers = re.findall(r'name="statement" value="(\d+)"> situs', siti.text(split))
    assert siti.text(split).count('name="statement"') == 2, "what came by the merge cannot be chosen"
    form: dict[str, Any] = {
        "statement": numbers,
        "kind": "school",
        "name": "SD Rekaan Dua",
        "registration": "20000009",
    }
    answer = siti.post(split, form | {"version": "1", "reason": "dua sekolah berbeda"})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert name_of(desk, "npsn-20000009") == "SD Rekaan Dua"


def test_a_new_organizer_is_made_and_found(desk: Desk) -> None:
    siti = desk.login(Role.MAINTAINER)
    form = {
        "kind": "community",
        "name": "Komunitas Belajar Rekaan",
        "region": "32.04",
        "host-0-name": "kombel-rekaan.sch.id",
    }
    answer = siti.post("/organizers/new", form | {"reason": "usulan dengan surat"})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    page = siti.text(answer.location.removeprefix("/desk"))
    assert "kombel-rekaan.sch.id" in page


@pytest.mark.parametrize(
    "path", ["/organizers/tidak-ada", "/organizers/tidak-ada/edit", "/organizers/tidak-ada/split"]
)
def test_an_unknown_organizer_is_not_found(desk: Desk, path: str) -> None:
    assert desk.login(Role.MAINTAINER).get(path).status_code == 404


def test_names_from_strangers_stay_text(desk: Desk) -> None:
    """Without escaping, the script of a name that a list or a page brought along would run at the desk."""
    bad = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    record(desk.ledger, [group(f"MGMP {bad}", aliases=(Alias(bad),), original={bad: bad})])
    with desk.ledger.reading() as session:
        from registry.ledger.models import OrganizerEntry

        organizer_id = session.query(OrganizerEntry.id).scalar()
    siti = desk.login(Role.MAINTAINER)
    for path in ("", "/edit", "/split", "/merge"):
        page = siti.text(f"/organizers/{organizer_id}{path}")
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page
