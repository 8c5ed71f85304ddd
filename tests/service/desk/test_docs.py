"""Every page, command and option of the desk is in its documents, and every picture they show is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from registry.settings import Settings
from service.app import create_app
from service.commands.desk import group
from service.desk.layout import entries

DOCS = Path(__file__).parents[3] / "docs"
TEXT = "\n".join((DOCS / name).read_text(encoding="utf-8") for name in ("maintainers.md", "admins.md"))


def commands(command: click.Command, name: str = "desk") -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for child in command.commands.values():
            yield from commands(child, f"{name} {child.name}")
    else:
        yield name, command


@pytest.mark.parametrize(("name", "command"), [*commands(group)], ids=str)
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert f"cekdiklat {name}" in TEXT
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in TEXT, parameter.opts


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    found: Flask = create_app(Settings(home=tmp_path_factory.mktemp("desk"))).extensions["desk"].app
    return found


def test_every_room_of_the_navigation_is_spoken_of(app: Flask) -> None:
    with app.test_request_context():
        rooms = [entry.endpoint for entry in entries()]
    addresses = {rule.endpoint: f"/desk{rule.rule}".rstrip("/") for rule in app.url_map.iter_rules()}
    prose = re.sub(r"^\|.*$", "", TEXT, flags=re.MULTILINE)  # the table of routes alone explains nothing
    assert [addresses[room] for room in rooms if addresses[room] not in prose] == []


def test_no_two_rooms_share_a_key(app: Flask) -> None:
    with app.test_request_context():
        keys = [entry.key for entry in entries()]
    assert len(set(keys)) == len(keys)


def test_the_documents_show_pictures_of_the_desk() -> None:
    shown = re.findall(r"\]\((screenshots/desk/[\w-]+\.png)\)", TEXT)
    assert len(shown) >= 10
    assert [path for path in shown if not (DOCS / path).exists()] == []
