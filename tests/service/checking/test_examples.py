"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

import service.checking.addresses
import service.checking.told_address


@pytest.mark.parametrize("module", [service.checking.addresses, service.checking.told_address])
def test_the_examples_are_true(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted
    assert not done.failed
