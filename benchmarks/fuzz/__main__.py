"""``python -m benchmarks.fuzz [--seconds N] [--corpus FOLDER]``: coverage-guided fuzzing of the whole check.

Every input is a page: its bytes are read as text, or as pieces of adverts (``pieces``). A check must not
raise, must quote the page's own words, must answer twice the same and must not take ``ALLOWED`` seconds.
What breaks that is written to the working folder by libFuzzer and ends the run with a traceback.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import atheris
import click

with atheris.instrument_imports(include=["registry.reading", "registry.rules", "service.checking"]):
    from registry.hosts.link import UnreadableLinkError
    from registry.reading.page import Page
    from service.checking.check import check
    from service.checking.present import present
    from service.checking.texts import Language

from benchmarks.embedded import embedded
from benchmarks.fuzz.pieces import pieces
from registry.snapshot import Snapshot

ALLOWED = 2.0
"""CPU seconds of one check here: what is instrumented runs about ten times slower (``worst`` holds 0.2)."""
FIRST = date(2023, 1, 1)
DAYS = 2_000


class Target:
    """What libFuzzer calls with each input."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._pieces = pieces()

    def __call__(self, data: bytes) -> None:
        """Check one page and hold it to what is promised."""
        page, on = self._page(data)
        began = time.thread_time()
        try:
            verdict = check(page, self._snapshot, on)
        except UnreadableLinkError:
            return
        spent = time.thread_time() - began
        assert spent < ALLOWED, f"{spent:.2f} s of CPU"
        for language in Language:
            answer = present(verdict, language)
        assert present(check(page, self._snapshot, on), language) == answer, "two answers for one page"
        fields = {"title": page.title, "text": page.text}
        for signal in verdict.signals:
            if signal.quote is not None and signal.where in fields:
                assert fields[signal.where][signal.start : signal.end] == signal.quote, signal

    def _page(self, data: bytes) -> tuple[Page, date]:
        source = atheris.FuzzedDataProvider(data)
        on = FIRST + timedelta(days=source.ConsumeIntInRange(0, DAYS))
        url = "https://forms.gle/rekaan" if source.ConsumeBool() else None
        written = source.ConsumeBool()
        cut = source.ConsumeIntInRange(0, 20)
        rest = source.ConsumeBytes(source.remaining_bytes())
        text = rest.decode("utf-8", "replace") if written else "".join(self._pieces[byte] for byte in rest)
        return Page(url=url, title=text[:cut], text=text[cut:]), on


@click.command()
@click.option("--seconds", default=300, show_default=True)
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder that keeps what reached new code")
def main(seconds: int, corpus: Path | None) -> None:
    """Fuzz until the time is up."""
    with ExitStack() as stack:
        target = Target(stack.enter_context(embedded()))
        arguments = [
            sys.argv[0],
            f"-max_total_time={seconds}",
            "-max_len=1500",
            "-len_control=0",
            "-timeout=20",
            "-print_final_stats=1",
        ]
        if corpus:
            corpus.mkdir(parents=True, exist_ok=True)
            arguments.append(str(corpus))
        atheris.Setup(arguments, target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
