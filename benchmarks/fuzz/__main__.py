"""``python -m benchmarks.fuzz [TARGET…] [--seconds N] [--corpus FOLDER]``: coverage-guided fuzzing.

A target (``benchmarks.fuzz.targets``) reads one kind of strangers' input and holds it to what is promised.
What breaks that is written to the working folder by libFuzzer and ends the run with a traceback. Without a
target the whole check is fuzzed; ``all`` takes one after the other.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import click

from benchmarks.fuzz.targets import AIMS

LONGEST_INPUT = 1500


@click.command()
@click.argument("names", metavar="[TARGET]…", nargs=-1, type=click.Choice([*AIMS, "all"]))
@click.option("--seconds", default=300, show_default=True, help="For each target")
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder that keeps what reached new code")
def main(names: tuple[str, ...], seconds: int, corpus: Path | None) -> None:
    """Fuzz until the time is up."""
    wanted = tuple(AIMS) if "all" in names else names or ("check",)
    if len(wanted) == 1:
        _fuzz(wanted[0], seconds, corpus)
    failed = []
    for name in wanted:  # libFuzzer ends its process: each target has one of its own
        click.echo(f"== {name}")
        command = [sys.executable, "-m", "benchmarks.fuzz", name, "--seconds", str(seconds)]
        if corpus:
            command += ["--corpus", str(corpus)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    raise SystemExit(f"found something: {', '.join(failed)}" if failed else 0)


def _fuzz(name: str, seconds: int, corpus: Path | None) -> None:
    import atheris

    aim = AIMS[name]
    with atheris.instrument_imports(include=list(aim.packages)):
        target = import_module(f"benchmarks.fuzz.targets.{aim.module}").target
    arguments = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_INPUT}",
        "-len_control=0",
        "-timeout=20",
        "-print_final_stats=1",
    ]
    if corpus:
        (corpus / name).mkdir(parents=True, exist_ok=True)
        arguments.append(str(corpus / name))
    with ExitStack() as stack:
        atheris.Setup(arguments, target(stack))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
