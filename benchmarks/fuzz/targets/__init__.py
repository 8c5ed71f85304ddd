"""What reads strangers' input, a target for each kind: what may come of it, and how long it may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Target = Callable[[bytes], None]
"""Reads one input; raises what nobody must ever see."""

ALLOWED = 2.0
"""CPU seconds of one input: what is instrumented runs about ten times slower."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target's module, which has ``target(stack)``, and the packages in which new code is looked for."""

    module: str
    packages: tuple[str, ...]


AIMS = {
    "check": Aim("checks", ("registry.reading", "registry.rules", "service.checking")),
    "addresses": Aim(
        "addresses", ("registry.hosts", "crawler.outbound.target", "crawler.outbound.addresses")
    ),
    "names": Aim("names", ("registry.naming", "registry.matching", "registry.reading.mentions")),
    "html": Aim("html", ("crawler.announcements", "crawler.links", "crawler.markup")),
    "answers": Aim(
        "answers", ("crawler.outbound", "crawler.sources.freshness", "crawler.announcements.feeds")
    ),
    "lists": Aim("lists", ("crawler.sources",)),
    "files": Aim("files", ("registry.ledger.intake", "registry.backup", "registry.snapshot", "service.web")),
    "images": Aim("images", ("crawler.announcements.qr", "PIL")),
    "requests": Aim("requests", ("service",)),
    "signed": Aim("signed", ("registry.snapshot.transfer", "registry.snapshot.manifest", "tuf")),
}


@contextmanager
def in_time(allowed: float = ALLOWED) -> Iterator[None]:
    """Holds one input to its time.

    Raises:
        AssertionError: it took longer.
    """
    began = time.thread_time()
    yield
    spent = time.thread_time() - began
    assert spent < allowed, f"{spent:.2f} s of CPU"
