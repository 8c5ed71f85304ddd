"""What the documents promise is there, and what is there is in the documents."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from flask import Flask

from registry.settings import Settings
from service.api.answers import VerdictAnswer
from service.checking.level import Level
from service.checking.reference import reference
from service.commands.check import check
from service.commands.serve import serve

DOCS = Path(__file__).parents[2] / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_table_of_reasons_is_the_newest() -> None:
    assert read("reasons.md") == reference(), "python -m service.checking.reference > docs/reasons.md"


def test_every_level_is_explained() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", read("verdicts.md"), re.MULTILINE)) >= {
        level.value for level in Level
    }


def test_every_field_of_an_answer_is_explained() -> None:
    described = set(re.findall(r"`(\w+)`", read("verdicts.md")))
    assert set(VerdictAnswer.model_fields) <= described


def test_every_address_of_the_service_is_documented(app: Flask) -> None:
    text = read("service.md")
    for rule in app.url_map.iter_rules():
        shown = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        if rule.endpoint != "static" and not shown.startswith("/cors"):
            assert f"`{shown}`" in text, shown


@pytest.mark.parametrize("command", [check, serve], ids=lambda it: it.name)
def test_every_option_of_the_commands_is_documented(command: click.Command) -> None:
    text = read("service.md")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[-1]}`" in text, parameter.opts


def test_the_settings_of_the_service_are_documented() -> None:
    text = read("service.md")
    for name in ("host", "port", "workers", "rate_limit", "stale_after_days", "queue_url"):
        assert name in Settings.model_fields
        assert f"`CEKDIKLAT_{name.upper()}`" in text
