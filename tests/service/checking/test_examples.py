"""The examples in docstrings are true."""

from __future__ import annotations

import doctest

import service.checking.addresses


def test_the_examples_are_true() -> None:
    done = doctest.testmod(service.checking.addresses)
    assert done.attempted
    assert not done.failed
