"""Servers with wishes: how often they want to be asked, and how they behave when they are not in the mood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.internet.http import Asked, Reply, html


@dataclass(slots=True)
class Moody:
    """A host whose answers are a function of the request and of how many came before it (robots.txt
    aside)."""

    host: str
    answer: Callable[[Asked, int], Reply] = lambda asked, n: html(f"<title>Halaman {n}</title><p>isi")
    robots: Reply = field(default_factory=lambda: Reply(404))
    certificate: str = "none"
    asked: int = 0

    def reply(self, asked: Asked) -> Reply:
        """robots.txt, or whatever the mood says."""
        if asked.path == "/robots.txt":
            return self.robots
        self.asked += 1
        return self.answer(asked, self.asked)


def robots(text: str) -> Reply:
    """A robots.txt."""
    return Reply(200, text.encode(), {"content-type": "text/plain"})
