"""Every text of the pages has an English one, and the compiled catalog is the readable one."""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import service.web

WEB = Path(service.web.__file__).parent
CATALOG = WEB / "translations" / "en" / "LC_MESSAGES" / "messages"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def catalog() -> Catalog:
    with CATALOG.with_suffix(".po").open("rb") as file:
        return read_po(file, locale="en")


def used() -> set[str]:
    found = set()
    for _, _, message, _, _ in extract_from_dir(str(WEB), method_map=METHODS):
        found.add(message if isinstance(message, str) else message[0])
    return found


def test_every_text_is_translated_and_none_is_left_over() -> None:
    translated = {
        entry.id if isinstance(entry.id, str) else entry.id[0]: entry.string
        for entry in catalog()
        if entry.id
    }
    assert set(translated) == used()
    assert not [text for text, english in translated.items() if not english or not all(english)]
    assert not [entry.id for entry in catalog() if entry.fuzzy and entry.id]


def test_parameters_are_the_same_in_both_languages() -> None:
    for entry in catalog():
        if isinstance(entry.id, str) and isinstance(entry.string, str):
            assert sorted(re.findall(r"%\(\w+\)s", entry.id)) == sorted(
                re.findall(r"%\(\w+\)s", entry.string)
            )


def test_the_compiled_catalog_is_made_from_the_readable_one() -> None:
    made = io.BytesIO()
    write_mo(made, catalog())
    message = "compile it again: pybabel compile -d service/web/translations"
    assert CATALOG.with_suffix(".mo").read_bytes() == made.getvalue(), message
