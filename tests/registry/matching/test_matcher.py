"""What holds of every answer, whatever the name and whatever else is registered."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.data.seed import load_seed
from registry.matching.answer import NameMatch, Outcome
from registry.matching.columns import IndexFormatError
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.organizer import Kind, Organizer
from tests.registry.matching.conftest import siblings
from tests.registry.matching.test_siblings import CASES

WORDS = (
    *(
        "Dinas",
        "Pendidikan",
        "Kabupaten",
        "Kab.",
        "Kota",
        "Bandung",
        "Barat",
        "PGRI",
        "IGI",
        "MGMP",
        "IPA",
        "SMP",
    ),
    *(
        "SDN",
        "2",
        "3",
        "VII",
        "Cinunuk",
        "Cileunyi",
        "Gugus",
        "KKG",
        "DIY",
        "dan",
        "di",
        "Nasional",
        "RI",
        "disdk",
    ),
)
UNRELATED = (
    Organizer("dinas-9401", Kind.DINAS, "Dinas Pendidikan Kabupaten Merauke", "93.01"),
    Organizer("igi-6403", Kind.PROFESSION, "IGI Kabupaten Berau", "64.03"),
    Organizer("mgmp-x", Kind.WORKING_GROUP, "MGMP Prakarya SMP Kabupaten Berau", "64.03"),
    Organizer("sd-x", Kind.SCHOOL, "SD Negeri 2 Maratua", "64.03"),
    Organizer("kombel-x", Kind.COMMUNITY, "Komunitas Belajar Ombak Maratua", "64.03"),
    Organizer("pt-x", Kind.COMMUNITY, "Lembaga Diklat Ombak"),
)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("crowded")
    build_index([*UNRELATED[:3], *siblings(), *UNRELATED[3:]], folder)
    return Matcher.open(folder)


def _holds(found: NameMatch, matcher: Matcher) -> None:
    """An answer is one of the three, with what belongs to it."""
    assert (found.outcome is Outcome.MATCH) == (found.organizer_id is not None)
    assert 0 <= found.score <= 1
    assert len(matcher) > 0
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)


@given(st.one_of(st.text(max_size=200), st.text(min_size=1, max_size=80).map(lambda t: (t + " ") * 250)))
@settings(deadline=None)
def test_any_text_gets_an_answer(matcher: Matcher, name: str) -> None:
    _holds(matcher.match(name), matcher)
    assert matcher.explain(name).match == matcher.match(name)


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_an_unrelated_organizer_never_turns_a_match_into_another(
    matcher: Matcher, crowded: Matcher, name: str
) -> None:
    before, after = matcher.match(name), crowded.match(name)
    _holds(before, matcher)
    if before.organizer_id and after.organizer_id:
        assert before.organizer_id == after.organizer_id
    if before.organizer_id:
        assert after.outcome is not Outcome.NONE


@pytest.mark.parametrize("name", [name for name, _ in CASES])
def test_unrelated_organizers_change_no_labelled_answer(
    matcher: Matcher, crowded: Matcher, name: str
) -> None:
    assert crowded.match(name) == matcher.match(name)


@given(st.sampled_from([name for name, _ in CASES]), st.sampled_from((str.upper, str.lower, "  {}. ".format)))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_case_and_blanks_change_no_answer(matcher: Matcher, name: str, write: object) -> None:
    written = write(name)  # type: ignore[operator]
    was, now = matcher.match(name), matcher.match(written)
    if "".join(c for c in name if c.isupper()) in (name, ""):  # joined words are split at their capitals
        assert now.organizer_id == was.organizer_id
    assert not (was.organizer_id and now.organizer_id and was.organizer_id != now.organizer_id)


@pytest.mark.parametrize(
    "name",
    [
        "Dinas " * 4_000,
        "a" * 20_000,
        "SDN 2 " * 3_000,
        "Kab. Bandung " * 1_500,
        "\u0301" * 20_000,
        "1" * 20_000,
        "PGRI\x00" * 3_000,
        "Kec. Cileunyy " * 1_400,
        "aA" * 10_000,
        "Sukamaju " * 2_000,
    ],
    ids=lambda name: repr(name[:8]),
)
def test_hostile_names_take_bounded_time(matcher: Matcher, name: str) -> None:
    matcher.match("PGRI")  # reads the vocabulary
    before = time.thread_time()
    _holds(matcher.match(name), matcher)
    assert time.thread_time() - before < 0.5


def test_the_same_organizers_give_the_same_files(tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        build_index(iter(siblings()), folder)
    one = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert one == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert one


def test_an_empty_registry_knows_nobody(tmp_path: Path) -> None:
    assert build_index([], tmp_path) == 0
    assert Matcher.open(tmp_path).match("PGRI Kabupaten Bandung").outcome is Outcome.NONE


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexFormatError):
        Matcher.open(tmp_path)
    build_index(siblings(), tmp_path)
    (tmp_path / "index.json").write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(IndexFormatError):
        Matcher.open(tmp_path)


def test_a_registration_number_decides_unless_the_name_contradicts_it(matcher: Matcher) -> None:
    assert matcher.match("SDN 2 Cinunuk NPSN 20206171").organizer_id == "sd-2-cinunuk"
    assert matcher.match("SMA Negeri 5 Garut 20206171").organizer_id is None


def test_a_region_known_beside_the_name_must_agree(matcher: Matcher) -> None:
    assert matcher.match("PGRI Bandung", region="32.04").organizer_id == "pgri-3204"
    assert matcher.match("PGRI Kabupaten Bandung", region="51.03").organizer_id is None


def test_an_old_name_is_answered_as_an_old_name(matcher: Matcher) -> None:
    found = matcher.match("LPMP Jawa Tengah")
    assert (found.organizer_id, found.old_name) == ("bpmp-33", True)
    assert not matcher.match("BBPMP Jawa Tengah").old_name


def test_an_explanation_says_what_was_read_and_what_was_vetoed(matcher: Matcher) -> None:
    found = matcher.explain("Dikbud Kota Bdg")
    assert found.match.organizer_id == "dinas-3273"
    assert ("type", "dinas_pendidikan") in [(slot.slot, slot.value) for slot in found.slots]
    assert matcher.match_many(["Dikbud Kota Bdg"]) == [found.match]
    assert any(step.veto for step in matcher.explain("PGRI Ranting Cileunyi").candidates)


def test_every_seed_organizer_is_found_under_its_names(tmp_path: Path) -> None:
    """By itself, or with those that share the name; never as another."""
    sightings = load_seed()
    organizers = [
        Organizer(
            s.organizer_id or "", s.kind, s.name, s.region, aliases=s.aliases, registration=s.registration
        )
        for s in sightings
    ]
    build_index(organizers, tmp_path)
    matcher = Matcher.open(tmp_path)
    lost = []
    for organizer in organizers:
        for name in (organizer.name, *(alias.name for alias in organizer.aliases)):
            found = matcher.match(name)
            among = {candidate.organizer_id for candidate in found.candidates}
            if organizer.id != found.organizer_id and (
                found.outcome is not Outcome.AMBIGUOUS or organizer.id not in among
            ):
                lost.append((name, organizer.id, found.organizer_id))
    assert lost == []
