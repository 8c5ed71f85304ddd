"""An OpenAPI document of the desk, made from its routes and from the forms on its pages.

The desk is made for people, so it publishes none; a tool that looks for what breaks an interface needs one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from lxml import html
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from service.desk import access
from tests.shared.desk import Browser

ASKED = (
    *("action", "actor", "after", "before", "from", "into", "kind", "next", "q", "since", "state", "subject"),
    *("lang", "what", "run_id", "endpoint", "_external", "_scheme", "_anchor"),
)
"""What pages read from the query, and what the framework's own functions might take for theirs."""
BREAKING = [
    *("-1", str(2**31), str(2**63), "9" * 5_000, "0x1", "1e9", "NaN", "²"),  # numbers, or nearly
    *("\0", "a\0b", "\ufffe", "\U000e0001", "\u202e", "ﬃ", "İ", "%00", "%", "\r\nSet-Cookie: a=b", "\n"),
    *(
        "<script>alert(1)</script>",
        "{{7*7}}",
        "' OR 1=1 --",
        "../../secret",
        "//evil.example",
        "javascript:1",
    ),
    *("2026-02-30", "0000-00-00", "32.04", "a" * 20_000, "[]", "{}", ",", ";", '"'),
]
_MOST_PAGES = 80
_NOT_OPENED = ("/export", "/static")
_PARAMETER = re.compile(r"<(?:([\w(), ]+):)?(\w+)>")

Fields = dict[str, set[str]]


class Described:
    """Opens every page it finds from ``begin`` on, with a browser that may, and keeps the forms by route."""

    def __init__(self, app: Flask, browser: Browser, *begin: str) -> None:
        self._app = app
        self._router = app.url_map.bind("localhost")
        self.forms: dict[tuple[str, str], Fields] = defaultdict(lambda: defaultdict(set))
        self.seen: dict[str, set[str]] = defaultdict(set)
        """Values of the parameters in addresses, by the parameter's name."""
        waiting, opened = ["/", *begin], set[str]()
        while waiting and len(opened) < _MOST_PAGES:
            path = waiting.pop(0)
            rule = self._rule(path, "GET")
            if path in opened or rule is None or rule.rule.startswith(_NOT_OPENED):
                continue
            opened.add(path)
            answer = browser.get(path)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                waiting += self._read(path, answer.get_data(as_text=True))

    def document(self) -> dict[str, Any]:
        """The OpenAPI document: every address and method that somebody may use."""
        paths: dict[str, Any] = defaultdict(dict)
        for rule in self._app.url_map.iter_rules():
            if rule.endpoint.endswith("static") or not access.roles(self._app, rule.endpoint):
                continue
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                shown = "/desk" + _PARAMETER.sub(r"{\2}", rule.rule)
                paths[shown][method.lower()] = self._operation(rule, method)
        info = {"title": "desk", "version": "1"}
        return {"openapi": "3.1.0", "info": info, "paths": dict(paths)}

    def _operation(self, rule: Rule, method: str) -> dict[str, Any]:
        found: dict[str, Any] = {
            "operationId": f"{rule.endpoint} {method}",
            "parameters": [*self._path(rule), *(self._query() if method == "GET" else ())],
            "responses": {"default": {"description": "a page, a file, or another address"}},
        }
        if method == "POST":
            fields = self.forms.get((method, rule.rule), {})
            properties = {name: _value(values) for name, values in fields.items()}
            schema = {"type": "object", "properties": properties, "required": list(properties)}
            found["requestBody"] = {"content": {"application/x-www-form-urlencoded": {"schema": schema}}}
        return found

    def _path(self, rule: Rule) -> Iterator[dict[str, Any]]:
        for kind, name in _PARAMETER.findall(rule.rule):
            schema = _value(self.seen[name])
            if kind == "int":
                schema = {"type": "integer", "minimum": 0}
            elif kind.startswith("any"):
                schema = {"enum": re.findall(r"\w+", kind)[1:]}
            yield {"name": name, "in": "path", "required": True, "schema": schema}

    def _query(self) -> Iterator[dict[str, Any]]:
        for name in ASKED:
            yield {"name": name, "in": "query", "schema": _value(self.seen[name])}

    def _read(self, path: str, page: str) -> Iterator[str]:
        root: Any = html.fromstring(page)
        for form in root.forms:
            action = _inside(path, form.action or "")
            rule = self._rule(action, form.method)
            if rule is None:
                continue
            for field in form.xpath(".//*[@name]"):
                values = field.xpath(".//option/@value") or [field.get("value") or field.text or ""]
                self.forms[form.method, rule.rule][field.get("name")].update(values)
        for link in root.xpath("//a/@href"):
            yield _inside(path, link)

    def _rule(self, path: str, method: str) -> Rule | None:
        try:
            found = self._router.match(path.partition("?")[0], method, return_rule=True)
        except HTTPException:
            return None
        for name, value in found[1].items():
            self.seen[name].add(str(value))
        return found[0]


def _value(known: set[str]) -> dict[str, Any]:
    """What a page offers, what is known to break things, or anything at all."""
    offered = [{"enum": sorted(known)}] if known else []
    return {"anyOf": [*offered, {"enum": BREAKING}, {"type": "string"}]}


def _inside(path: str, address: str) -> str:
    """An address on a page of the desk, below the desk; nothing for one elsewhere."""
    found = urlsplit(urljoin(f"http://localhost/desk{path}", address))
    if found.netloc != "localhost" or not found.path.startswith("/desk"):
        return ""
    return found.path.removeprefix("/desk") + (f"?{found.query}" if found.query else "")
