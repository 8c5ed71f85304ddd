"""Every operation of the interface and every page, from the application itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from docs.site.markdown import page as made
from docs.site.markdown import table
from registry.settings import Settings
from service.app import create_app

_INTRO = """
`/openapi.json` describes the interface in a form that programs read; this page is written from it.
Errors are problem documents as RFC 9457 describes them. What the fields of a verdict mean stands in [How
a verdict is made](../verdicts.md).
"""
_OURS = ("/static", "/v1", "/openapi", "/desk")


@lru_cache(maxsize=1)
def application() -> Flask:
    """The service on an empty home: its addresses and descriptions need no registry."""
    with TemporaryDirectory() as home:
        return create_app(Settings(home=home, rate_limit=""))


def page() -> str:
    """The whole page."""
    document = application().test_client().get("/openapi.json").get_json()
    sections = [_section(document, *it) for it in operations(document)]
    pages = table(("page", "methods"), ((f"`{path}`", methods) for path, methods in every_page()))
    return made("Endpoints", _INTRO, *sections, "## Pages for people", pages)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of every operation."""
    for path, item in sorted(document["paths"].items()):
        for method, operation in item.items():
            yield path, method.upper(), operation


def every_page() -> list[tuple[str, str]]:
    """Addresses outside ``/v1`` with their methods."""
    rules = [it for it in application().url_map.iter_rules() if not it.rule.startswith(_OURS)]
    found = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", it.rule), _methods(it.methods)) for it in rules if it.methods
    }
    return sorted(found)


def _methods(methods: set[str]) -> str:
    return ", ".join(sorted(methods - {"HEAD", "OPTIONS"}))


def _section(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    answers = ((code, it.get("description", "")) for code, it in sorted(operation["responses"].items()))
    parts = [
        f"## `{method} {path}`",
        f"**{operation['summary']}.** {_said(operation)}",
        table(("parameter", "where", ""), (_parameter(it) for it in operation.get("parameters", ()))),
        table(("field of the body", "type", ""), _fields(document, operation)),
        table(("answer", ""), answers),
    ]
    return "\n\n".join(part for part in parts if part)


def _said(operation: dict[str, Any]) -> str:
    """The description; the library writes line breaks as HTML."""
    return (operation.get("description") or "").replace("<br/>", "\n").replace("<", "&lt;")


def _parameter(it: dict[str, Any]) -> tuple[str, str, str]:
    return f"`{it['name']}`", it["in"], it.get("description") or it.get("schema", {}).get("description", "")


def _fields(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    schema = _resolved(document, schema)
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        mark = "" if name not in required else " (required)"
        yield f"`{name}`{mark}", _type(document, field), field.get("description", "")


def _type(document: dict[str, Any], field: dict[str, Any]) -> str:
    if "anyOf" in field:
        return " or ".join(_type(document, it) for it in field["anyOf"] if it.get("type") != "null")
    if "$ref" in field:
        found = _resolved(document, field)
        return (
            ", ".join(f"`{it}`" for it in found["enum"]) if "enum" in found else str(found.get("title", ""))
        )
    if field.get("type") == "array":
        return f"list of {_type(document, field.get('items', {})) or 'anything'}"
    return str(field.get("type", ""))


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)
