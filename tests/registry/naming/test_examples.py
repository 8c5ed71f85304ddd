"""The examples in the docstrings of the naming and matching rooms hold."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

import registry.matching
import registry.naming

MODULES = [
    f"{package.__name__}.{found.name}"
    for package in (registry.naming, registry.matching)
    for found in iter_modules(package.__path__)
] + ["registry.reading.words"]


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
