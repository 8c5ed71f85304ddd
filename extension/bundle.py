"""Joins the ES modules of the content script into one classic script, readable and without a tool chain.

Only the plain forms are understood (``import { a, b } from "./x.js";`` and ``export`` before a declaration);
anything else stops the build, and so do two modules that declare the same name. Comments are left out,
because a content script is read again on every page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<path>\.{1,2}/[^"]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|class) )", re.MULTILINE)
_LEFTOVER = re.compile(r"^(?:import|export)\b.*|\bimport\(", re.MULTILINE)
_DECLARED = re.compile(r"^(?:async )?(?:const|let|class|function\*?) (\w+)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/|//.*)[ \t]*\n", re.MULTILINE)


class BundleError(ValueError):
    """The modules cannot be joined; the message names the file and what is in the way."""


def bundle(entry: Path, replaced: Mapping[Path, str]) -> str:
    """One strict-mode function with every module ``entry`` needs, in the order they need each other.

    ``replaced`` gives other text for some files (the constants of this build).
    """
    order: dict[Path, str] = {}
    _visit(entry.resolve(), replaced, order, ())
    declared: dict[str, Path] = {}
    for path, text in order.items():
        for name in _DECLARED.findall(text):
            if name in declared:
                raise BundleError(f"{path.name} and {declared[name].name} both declare {name}; rename one")
            declared[name] = path
    body = "\n".join(text.strip("\n") for text in order.values())
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


def _visit(path: Path, replaced: Mapping[Path, str], order: dict[Path, str], chain: tuple[Path, ...]) -> None:
    if path in order:
        return
    if path in chain:
        raise BundleError(f"{path.name} imports itself through {' → '.join(p.name for p in chain)}")
    text = replaced.get(path) or path.read_text(encoding="utf-8")
    for found in _IMPORT.finditer(text):
        _visit((path.parent / found["path"]).resolve(), replaced, order, (*chain, path))
    text = _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))
    if left := _LEFTOVER.search(text):
        raise BundleError(f"{path.name}: only plain imports and exports can be joined, not `{left[0]}`")
    order[path] = text
