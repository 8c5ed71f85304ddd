"""The benchmark asks fairly: one seed, one exam; every answer exists; who is held back is not indexed."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.names import misspelled, ours, siblings
from benchmarks.names.agreement import agree
from benchmarks.names.compare import run
from benchmarks.names.corpus import Entry, entries, full_text, official_name, organizer
from benchmarks.names.normal import normal
from benchmarks.names.pages import LENGTH, compose
from benchmarks.names.queries import DEVELOPMENT, HELD_OUT, Exam, Query, borne_by_several, set_exam
from benchmarks.names.score import Answer, figures
from benchmarks.names.slips import SLIPS, known, misspell
from benchmarks.names.spelling import base_name, write
from benchmarks.names.words import words
from registry.matching.matcher import Matcher
from registry.region import gazetteer


@pytest.fixture(scope="module")
def exam() -> Exam:
    return set_exam(1_000, DEVELOPMENT)


def test_the_same_seed_gives_the_same_exam(exam: Exam) -> None:
    assert set_exam(1_000, DEVELOPMENT).queries == exam.queries


def test_another_seed_asks_and_holds_back_others(exam: Exam) -> None:
    other = set_exam(1_000, HELD_OUT)
    assert {entry.id for entry in other.registered()} != {entry.id for entry in exam.registered()}
    mine, theirs = ({query.text for query in one.queries} for one in (exam, other))
    assert len(mine & theirs) < 0.2 * len(mine)


def test_every_positive_answer_is_in_the_index_once(exam: Exam) -> None:
    registered = Counter(entry.id for entry in exam.registered())
    assert sum(registered.values()) == exam.indexed
    assert max(registered.values()) == 1
    golds = [query.gold for query in exam.queries if query.gold]
    assert len(golds) > 800
    assert set(golds) <= set(registered)


def test_all_sorts_of_questions_are_asked() -> None:
    categories = Counter(query.category for query in set_exam(30_000, DEVELOPMENT).queries)
    assert categories["organizer"] == 2000
    assert categories["impostor"] == categories["ambiguous"] == 250
    for kind in ("twin", "number", "subject", "level", "region"):
        assert categories[f"sibling: {kind}"] >= 90, kind


def test_larger_registries_hold_the_smaller() -> None:
    small = {entry.id for entry in entries(1_000)}
    assert 900 <= len(small) <= 1_100
    assert small <= {entry.id for entry in entries(30_000)}


def test_regions_are_real_and_ids_fit_an_address() -> None:
    for entry in entries(1_000):
        assert gazetteer().get(entry.region) is not None
        assert re.fullmatch(r"[a-z0-9-]+", entry.id)
        assert organizer(entry).kind == words().types[entry.type].kind


def test_an_official_name_leaves_no_trace_of_what_is_absent() -> None:
    assert official_name(Entry("sdn", "32.04.05", own="Cileunyi")) == "SD Negeri Cileunyi"
    assert (
        full_text(Entry("sdn", "32.04.05", number=2, own="Cileunyi"))
        == "SD Negeri 2 Cileunyi, Kecamatan Cileunyi, Kabupaten Bandung, Provinsi Jawa Barat"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Disdikbud Kab. Bandung",
        "dinas dikbud kabupaten bandung",
        "DINAS PENDIDIKAN DAN KEBUDAYAAN KAB BANDUNG",
    ],
)
def test_rivals_are_told_all_short_forms(text: str) -> None:
    assert normal(text) == normal("Dinas Pendidikan Kabupaten Bandung")


def test_rivals_read_every_way_of_writing_a_type() -> None:
    """Without noise, what people write and what is registered differ in nothing but the region's form."""
    entry = Entry("mgmp", "32.04", subject="Matematika", level="SMP")
    for seed in range(50):
        text = normal(write(entry, ("kab",), random.Random(seed), noise=0.0))
        assert set(text.split()) - {"mapel", "jenjang"} == set(normal(official_name(entry)).split())


def test_a_typo_never_makes_another_place() -> None:
    entry = Entry("dinas", "13.71")
    for seed in range(300):
        text = write(entry, ("kab",), random.Random(seed), noise=3.0).casefold()
        assert "pandang" not in text.split()


def test_a_base_name_has_no_type() -> None:
    assert base_name("32.04") == base_name("32.73") == "Bandung"
    assert base_name("31.75") == "Jakarta Timur"


def test_gold_spans_of_a_page_are_exact() -> None:
    bodies = [Entry("dinas", "32.04"), Entry("pgri", "35"), Entry("kkg", "32.04.05", number=3)]
    page = compose(bodies, ["Lembaga Rekaan"], random.Random(1))
    assert {gold.organizer_id for gold in page.named} == {body.id for body in bodies}
    assert LENGTH * 0.9 < len(page.text) < LENGTH * 1.1
    for gold in page.named:
        quote = page.text[gold.start : gold.end]
        assert quote == quote.strip()
        assert page.text[gold.start - 1 : gold.start] in {"", " ", "\n"}


def test_two_regions_are_told_apart_by_some_index() -> None:
    """The sibling test covers every pair: for each there is an index with the one and not the other."""
    count = len(siblings.regency_groups())
    digits = (count - 1).bit_length()
    pairs = [(a, b) for a in range(count) for b in range(a)]
    for a, b in random.Random(1).sample(pairs, 2_000):
        assert any(a >> digit & 1 != b >> digit & 1 for digit in range(digits))


def test_figures_are_tuned_on_even_rows_and_counted_on_odd() -> None:
    def answer(gold: str | None, best: str, score: float) -> Answer:
        return Answer(Query("x", gold, "organizer" if gold else "impostor"), best, score, 10.0, 0.001)

    even_and_odd = [answer("a", "a", 90), answer("a", "a", 90), answer(None, "b", 50), answer(None, "b", 95)]
    found = figures(even_and_odd)
    assert found.threshold == 90
    assert (found.recall, found.precision, found.false_accepts, found.impostors) == (1.0, 0.5, 1.0, 1)
    assert found.cpu_p50 == pytest.approx(1.0)


def test_a_methods_own_decisions_need_no_threshold() -> None:
    query = Query("x", "a", "organizer")
    found = figures(
        [Answer(query, "a", 1.0, 0.0, 0.001, decided=True), Answer(query, "a", 1.0, 0.0, 0.001, False)]
    )
    assert found.threshold is None
    assert (found.recall, found.precision, found.top1) == (0.5, 1.0, 1.0)


def test_agreement_counts_every_question_the_scorer_has_right(exam: Exam, tmp_path: Path) -> None:
    matcher = Matcher.open(ours.build(exam, tmp_path).folder)
    registered = list(exam.registered())
    named = [entry.id for entry in registered], [normal(full_text(entry)) for entry in registered]
    asked = [query for query in exam.queries if query.gold][:60]
    found = agree("ratio", asked, named, matcher)
    assert found.questions == 60
    assert found.decided + found.undecided + found.lucky == found.strict > 20
    assert found.matched + found.asked_back + len(found.missed) == found.decided + found.undecided
    assert found.matched > 0.9 * found.decided


def test_a_question_is_undecided_by_the_official_list_alone(exam: Exam) -> None:
    """Which of two regions is meant is open where both exist, whoever is registered there."""
    assert borne_by_several("Bekasi")
    assert borne_by_several("Yogyakarta")
    assert not borne_by_several("Garut")
    left_open = [query for query in exam.queries if query.undecided]
    assert all(query.gold for query in left_open)
    for query in left_open:
        assert not re.search(r"(?i)\b(kab|kabupaten|kota)\b(?! *baru)", query.text), query.text


def test_what_a_run_keeps_gives_the_same_answers_again(tmp_path: Path) -> None:
    first, again = (run(1_000, DEVELOPMENT, [], keep=tmp_path)[0].figures for _ in range(2))
    assert (first.f1, first.wrong) == (again.f1, again.wrong)
    assert first.false_accepts <= 0.01
    assert first.f1 > 0.97


def test_a_misspelled_region_is_found_or_asked_about_and_hardly_ever_taken_for_another() -> None:
    found = misspelled.run(1, DEVELOPMENT)
    assert {slips for _, slips, _ in found} == {1, 2}
    for (sort, slips, said), outcomes in found.items():
        counts, total = outcomes.counts, outcomes.counts.total()
        assert counts["wrong"] <= 0.01 * total, outcomes.wrong
        if slips == 1 and said == "with level":
            assert counts["right"] > 0.85 * total, (sort, counts)


def test_a_slip_never_makes_another_word_of_a_region() -> None:
    rng = random.Random(1)
    made = {misspell("Lampung Barat", 2, slip, rng) for slip in SLIPS.values() for _ in range(300)}
    words_made = {word for name in made if name for word in name.split()} - {"lampung", "barat"}
    assert len(words_made) > 50
    assert not words_made & known()
