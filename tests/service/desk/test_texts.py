"""Every text of the desk has an English one, the login library's have Indonesian ones; both compiled."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import service.desk
from tests.shared.desk import PASSWORD, Desk

DESK = Path(service.desk.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
CATALOGS = [("en", "messages"), ("id", "flask_security")]


def catalog(language: str, domain: str) -> Catalog:
    path = DESK / "translations" / language / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def used() -> set[str]:
    found = extract_from_dir(str(DESK), method_map=METHODS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def test_every_text_is_translated_and_none_is_left_over() -> None:
    translated = {str(entry.id): entry.string for entry in catalog("en", "messages") if entry.id}
    assert set(translated) == used()
    assert not [text for text, english in translated.items() if not english]


def test_parameters_are_the_same_in_both_languages() -> None:
    for entry in catalog("en", "messages"):
        both = [sorted(re.findall(r"%\(\w+\)s", str(text))) for text in (entry.id, entry.string)]
        assert both[0] == both[1], entry.id


@pytest.mark.parametrize(("language", "domain"), CATALOGS)
def test_the_compiled_catalog_is_made_from_the_readable_one(language: str, domain: str) -> None:
    made = io.BytesIO()
    write_mo(made, catalog(language, domain))
    compiled = DESK / "translations" / language / "LC_MESSAGES" / f"{domain}.mo"
    message = f"compile it again: pybabel compile -D {domain} -d service/desk/translations"
    assert compiled.read_bytes() == made.getvalue(), message


@pytest.mark.parametrize(("language", "said"), [("id", "tidak cocok"), ("en", "Authentication failed")])
def test_the_login_library_speaks_the_language_of_the_page(desk: Desk, language: str, said: str) -> None:
    browser = desk.anonymous()
    browser.get(f"/login?lang={language}")
    answer = browser.post("/login", {"email": "orang@desk.example", "password": PASSWORD})
    assert said in answer.get_data(as_text=True)
