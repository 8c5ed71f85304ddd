"""Looks: the skeleton of a name, and the table it rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.hosts.lookalike.confusables import generate, latin, skeleton, table_version


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("kemdikbud", "kеmdikbud"),
        ("pgri", "ṗɡrı"),
        ("simperkemi", "simperĸemǐ"),
        ("himpuh", "ⱨimƿuh"),
        ("kemenag", "kernenag"),
        ("kemdikbud", "kemd1kbud"),
        ("smkn1", "smknl"),
        ("wali", "vvali"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(left: str, right: str) -> None:
    assert skeleton(left) == skeleton(right)


@pytest.mark.parametrize(
    ("left", "right"), [("smkn1", "smkn2"), ("pgri", "pgsi"), ("bandung", "badung"), ("igi", "ibi")]
)
def test_names_that_do_not_look_alike_have_two(left: str, right: str) -> None:
    assert skeleton(left) != skeleton(right)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-", max_size=30))
def test_latin_leaves_plain_names_as_they_are(text: str) -> None:
    assert latin(text) == text


@given(st.text(max_size=30))
def test_any_text_has_a_skeleton(text: str) -> None:
    assert isinstance(skeleton(text), str)


SOURCE = """\ufeff# confusables.txt
# Version: 99.0.0
0430 ;\t0061 ;\tMA\t# CYRILLIC SMALL LETTER A
0061 ;\t0062 ;\tMA\t# an ASCII letter is no row
0391 ;\t0041 ;\tMA\t# a capital cannot stand in a host name
05D5 ;\t006C ;\tMA\t# HEBREW LETTER VAV
4E00 ;\t30FC ;\tMA\t# looks like no Latin letter
"""


def test_the_table_is_generated_from_unicodes_file() -> None:
    text = generate(SOURCE)
    assert [line for line in text.splitlines() if not line.startswith("#")] == [
        "character,looks_like",
        "0430,a",
        "05D5,l",
    ]
    assert "Unicode 99.0.0" in text
    with pytest.raises(ValueError, match="Version"):
        generate("<html>not found</html>")


def test_the_table_says_its_version() -> None:
    assert int(table_version().split(".")[0]) >= 15
