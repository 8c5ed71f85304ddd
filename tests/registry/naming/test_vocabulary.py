"""Every row of the vocabulary earns its place: without it, some name is understood differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from registry.naming import lexicon as module
from registry.naming.lexicon import TABLES, Row, compile_lexicon, lexicon, read_tables
from registry.naming.parse import parse, parse_otherwise
from registry.naming.places import PlaceNames, place_names, to_int
from registry.naming.roles import SCHOOL
from registry.naming.text import normalize
from registry.reading import first_words, heads, words
from registry.reading.belonging import slot_size
from registry.region import gazetteer

ROWS = read_tables()
KEYS = {
    "types": "phrase",
    "levels": "phrase",
    "subjects": "phrase",
    "words": "word",
    "abbreviations": "short",
}
QUESTIONS = {
    "types": ("{} Matematika SMP Kota Bandung", "{}", "{} 3 Tunas Kabupaten Garut", "{} Provinsi Jawa Barat"),
    "levels": (
        "MGMP IPA {} Kota Bandung",
        "{} Negeri 2 Garut",
        "{} 2 Garut",
        "Kepala {} Garut",
        "MGMP IPA Garut {}",
    ),
    "subjects": ("MGMP {} SMP Kota Bandung", "{}", "Komunitas Guru {} Garut"),
    "words": (
        "Dinas Pendidikan {} Garut",
        "KKG {} 3 Kecamatan Cileunyi",
        "PGRI {} Cileunyi",
        "{} MGMP Matematika SMP Kota Bandung",
        "Dinas Pendidikan Pemuda dan {} Kabupaten Garut",
        "Komunitas Tunas {} 2024",
    ),
    "abbreviations": (
        "{} Garut",
        "{} Tunas Kabupaten Garut",
        "{} 2 Garut",
        "MGMP {} SMP Kota Bandung",
        "Dinas Pendidikan {} Lombok Timur",
        "SMK {} Garut",
        "Universitas {} Jakarta",
        "Dinas {} Garut",
    ),
}
Reader = Callable[[dict[str, list[Row]]], Callable[[str], object]]


@pytest.fixture
def read_with(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """Reading names by other tables than the embedded ones."""

    def use(tables: dict[str, list[Row]]) -> Callable[[str], object]:
        monkeypatch.setattr(module, "read_tables", lambda: tables)
        _forget()
        return lambda name: (parse(name), parse_otherwise(name), _sizes(name))

    yield use
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    """Let go of what was made of other tables; not of the places, which take most of the time to make: what
    is read differently with the same places is so for the row alone.
    """
    kept = (it for part in (first_words, heads, words) for it in vars(part).values())
    for made in (lexicon, *kept):
        if made is not place_names and hasattr(made, "cache_clear"):
            made.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("table", QUESTIONS)
def test_each_phrase_changes_how_a_name_is_read(table: str, read_with: Reader) -> None:
    names = [
        [question.format(row[KEYS[table]]) for question in _questions(table, row)] for row in ROWS[table]
    ]
    read = read_with(ROWS)
    before = [[read(name) for name in asked] for asked in names]
    idle = []
    for at, row in enumerate(ROWS[table]):
        if row.get("role") == "sibling":
            continue
        read = read_with(ROWS | {table: ROWS[table][:at] + ROWS[table][at + 1 :]})
        if all(read(name) == known for name, known in zip(names[at], before[at], strict=True)):
            idle.append(row[KEYS[table]])
    assert idle == []


def _sizes(name: str) -> list[int]:
    """Where in running text the slots of a name would be seen."""
    words = normalize(name).split()
    return [slot_size(words, at) for at in range(len(words))]


def _questions(table: str, row: Row) -> tuple[str, ...]:
    within = row.get("within", "").split() if table == "abbreviations" else []
    return QUESTIONS[table] + tuple(f"{word} {{}} Garut" for word in within)


def test_each_sibling_word_is_kept_from_being_taken_for_a_slip() -> None:
    words = [row["word"] for row in ROWS["words"] if row["role"] == "sibling"]
    assert len(words) == len(set(words)) == len(lexicon().siblings)


def test_each_nickname_names_a_region_that_it_would_not_name_by_itself() -> None:
    official = PlaceNames(((to_int(r.code), r.name) for r in gazetteer()), {})
    idle = []
    for row in ROWS["nicknames"]:
        joined = "".join(row["nickname"].split())
        if place_names().codes(joined) == official.codes(joined):
            idle.append(row["nickname"])
    assert idle == []
    assert len({"".join(row["nickname"].split()) for row in ROWS["nicknames"]}) == len(ROWS["nicknames"])


def test_each_family_is_used_by_a_type_or_is_school() -> None:
    assert {row["type"] for row in ROWS["families"]} == {row["type"] for row in ROWS["types"]} | {SCHOOL}


@pytest.mark.parametrize("table", TABLES)
def test_each_row_says_where_it_is_from_and_since_when(table: str) -> None:
    for row in ROWS[table]:
        assert row["source"].strip()
        assert not row["source"].startswith("/")
        date.fromisoformat(row["since"])


def test_a_type_without_a_family_is_refused() -> None:
    stray = {**ROWS["types"][0], "type": "nobody"}
    with pytest.raises(KeyError, match="nobody"):
        compile_lexicon(ROWS | {"types": [stray]})
