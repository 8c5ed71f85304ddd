"""Every text of the pages has an English one, and the compiled catalog is the readable one."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import service.casework
import service.web

ROOMS = [Path(str(room.__file__)).parent for room in (service.web, service.casework)]
IN_ROOMS = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def file_of(room: Path) -> Path:
    return room / "translations" / "en" / "LC_MESSAGES" / "messages"


def catalog(room: Path) -> Catalog:
    with file_of(room).with_suffix(".po").open("rb") as file:
        return read_po(file, locale="en")


def used(room: Path) -> set[str]:
    found = set()
    for _, _, message, _, _ in extract_from_dir(str(room), method_map=METHODS):
        found.add(message if isinstance(message, str) else message[0])
    return found


@IN_ROOMS
def test_every_text_is_translated_and_none_is_left_over(room: Path) -> None:
    translated = {
        entry.id if isinstance(entry.id, str) else entry.id[0]: entry.string
        for entry in catalog(room)
        if entry.id
    }
    assert set(translated) == used(room)
    assert not [text for text, english in translated.items() if not english or not all(english)]
    assert not [entry.id for entry in catalog(room) if entry.fuzzy and entry.id]


@IN_ROOMS
def test_parameters_are_the_same_in_both_languages(room: Path) -> None:
    for entry in catalog(room):
        if isinstance(entry.id, str) and isinstance(entry.string, str):
            assert sorted(re.findall(r"%\(\w+\)s", entry.id)) == sorted(
                re.findall(r"%\(\w+\)s", entry.string)
            )


@IN_ROOMS
def test_the_compiled_catalog_is_made_from_the_readable_one(room: Path) -> None:
    made = io.BytesIO()
    write_mo(made, catalog(room))
    message = f"compile it again: pybabel compile -d service/{room.name}/translations"
    assert file_of(room).with_suffix(".mo").read_bytes() == made.getvalue(), message
