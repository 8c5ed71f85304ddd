"""The reference describes everything there is, and says something about each of it."""

from __future__ import annotations

import click
import pytest

from crawler.sources.definition import all_definitions
from docs.site.reference import PAGES
from docs.site.reference.commands import every_command
from docs.site.reference.endpoints import application, every_page, operations
from registry.reading.signals.catalogue import catalogue
from registry.rules.store import rules
from registry.settings import Settings


@pytest.fixture(scope="module")
def page() -> dict[str, str]:
    """Every page of the reference by name."""
    return {name: write() for name, write in PAGES.items()}


def test_every_command_and_option_is_explained(page: dict[str, str]) -> None:
    silent = []
    for path, command in every_command():
        assert f"## `{path}`" in page["commands"]
        silent += [] if command.help else [path]
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert f"`{option.opts[0]}`" in page["commands"], (path, option.opts)
                silent += [] if option.help or option.name == "help" else [f"{path} {option.opts[-1]}"]
    assert not silent, "these say nothing about themselves"


def test_every_setting_is_explained(page: dict[str, str]) -> None:
    for name, field in Settings.model_fields.items():
        assert f"`CEKDIKLAT_{name.upper()}`" in page["settings"]
        assert field.description, name


def test_every_operation_and_page_is_listed(page: dict[str, str]) -> None:
    document = application().test_client().get("/openapi.json").get_json()
    for path, method, operation in operations(document):
        assert f"## `{method} {path}`" in page["endpoints"]
        assert operation["summary"]
        assert operation["responses"]
    assert {path for path, _ in every_page()} >= {
        "/",
        "/cek",
        "/rencana",
        "/penyelenggara",
        "/wajib",
        "/lapor",
    }


def test_every_signal_rule_and_source_is_listed(page: dict[str, str]) -> None:
    for code, signal in catalogue().rules.items():
        assert f"| `{code}` |" in page["signals"]
        assert signal.text_en in page["signals"]
    for id_, rule in rules().items():
        assert f"## `{id_}` {rule.title_en}" in page["rules"]
    for source in all_definitions():
        assert f"## `{source.id}`" in page["sources"]
        assert source.publisher in page["sources"]


def test_the_pages_are_the_same_each_time(page: dict[str, str]) -> None:
    assert {name: write() for name, write in PAGES.items()} == page
