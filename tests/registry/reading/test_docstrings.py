"""The examples in the docstrings of this room hold."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import registry.reading

MODULES = [it.name for it in walk_packages(registry.reading.__path__, "registry.reading.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
