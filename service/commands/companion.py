"""The worker beside the service: a process of its own, started again when it ends unasked."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import structlog

_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0
_GRACE = 15.0

log = structlog.get_logger("service")


class Companion:
    """Starts ``cekdiklat worker`` at once and keeps it running until ``stop``."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="companion", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask the worker to end; it finishes what it does or puts it back, within a bounded time."""
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(_GRACE + 1)

    def _keep(self) -> None:
        wait = _FIRST_WAIT
        while not self._stopping.is_set():
            self._process = subprocess.Popen([_program(), "worker"])  # noqa: S603  (our own program)
            code = self._wait(self._process)
            if self._stopping.is_set():
                return
            log.warning("worker ended", code=code, again_in=wait)
            self._stopping.wait(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        while not self._stopping.is_set():
            try:
                return process.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
        process.terminate()
        try:
            return process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _program() -> str:
    """The ``cekdiklat`` of this very environment."""
    return str(Path(sys.executable).with_name("cekdiklat"))
