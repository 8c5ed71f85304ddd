"""``python -m benchmarks.fuzz.worst``: CPU time of a check of each hostile megabyte, the slowest first."""

from __future__ import annotations

import time
from datetime import date

from benchmarks.embedded import embedded
from benchmarks.fuzz.hostile import hostile
from registry.reading.page import Page
from service.checking.check import check

DAY = date(2026, 11, 22)
TURNS = 3
ALLOWED = 0.2


def main() -> None:
    """Print the table; exit 1 when a text takes longer than ``ALLOWED`` seconds of CPU."""
    spent: dict[str, float] = {}
    with embedded() as snapshot:
        check(Page(text="Webinar guru, gratis"), snapshot, DAY)
        for name, text in hostile():
            page = Page(url="https://forms.gle/rekaan", title=text[:2000], text=text)
            times = []
            for _ in range(TURNS):
                began = time.thread_time()
                check(page, snapshot, DAY)
                times.append(time.thread_time() - began)
            spent[name] = min(times)
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{seconds * 1000:7.1f} ms  {name}")
    raise SystemExit(max(spent.values()) > ALLOWED)


if __name__ == "__main__":
    main()
