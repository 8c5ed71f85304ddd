"""Every parser of strangers' input has a target for the fuzzer, and chance finds nothing in a moment.

``python -m benchmarks.fuzz all`` looks longer, and is led by what code an input reached.
"""

from __future__ import annotations

import random
from contextlib import ExitStack
from importlib import import_module

import pytest
import structlog

from benchmarks.fuzz.targets import AIMS

INPUTS = {"check": 60, "names": 60, "requests": 60, "signed": 8, "files": 150}
OTHERS = 200


@pytest.mark.slow
@pytest.mark.parametrize("name", AIMS)
def test_chance_finds_nothing(name: str) -> None:
    draw = random.Random(f"fuzz {name}")
    with ExitStack() as stack:
        stack.callback(structlog.reset_defaults)
        target = import_module(f"benchmarks.fuzz.targets.{AIMS[name].module}").target(stack)
        for _ in range(INPUTS.get(name, OTHERS)):
            target(draw.randbytes(draw.randrange(400)))
