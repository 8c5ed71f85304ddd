"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

import service.checking.led_up
import service.checking.told_address
import service.checking.written


@pytest.mark.parametrize(
    "module", [service.checking.led_up, service.checking.told_address, service.checking.written]
)
def test_the_examples_are_true(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted
    assert not done.failed
