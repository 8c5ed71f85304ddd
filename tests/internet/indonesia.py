"""The little Indonesia: all its sites on loopback, and the rehearsal by which a program reaches them and
nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from crawler.outbound.policy import Rehearsal, Stage
from tests.internet.http import Site
from tests.internet.server import Place, Server
from tests.internet.tls import Authority

CHECKOUT = Path(__file__).resolve().parents[2]


class LittleIndonesia:
    """A context manager: ``with LittleIndonesia(sites) as net: net.program("crawl", "announcements")``.

    Every site has a loopback address of its own, as hosts of the real internet mostly do.
    """

    def __init__(self, sites: Iterable[Site], pace: float = 0.0) -> None:
        self._folder = TemporaryDirectory(prefix="little-indonesia-")
        self.folder = Path(self._folder.name)
        self.pace = pace
        self.server = Server(Authority(self.folder))
        self.places: dict[str, Place] = {}
        for site in sites:
            self.add(site)

    def add(self, site: Site, address: str | None = None) -> Place:
        """Open one more site; give ``address`` to let two sites share one."""
        place = self.server.listen(
            site, address or f"127.77.{len(self.places) // 200}.{len(self.places) % 200 + 1}"
        )
        self.places[site.host] = place
        return place

    def rehearsal(self) -> Rehearsal:
        """For ``cekdiklat.main(obj=...)`` and ``outbound_policy(settings, ...)``."""
        hosts = {host: Stage(p.address, p.http, p.https) for host, p in self.places.items()}
        return Rehearsal(hosts, self.server.authority.pem, self.pace, self.server.names.place)

    def describe(self) -> Path:
        """A file that describes the rehearsal, for `tests.internet.program`."""
        path = self.folder / "rehearsal.json"
        hosts = {host: [p.address, p.http, p.https] for host, p in self.places.items()}
        told = {
            "hosts": hosts,
            "authority": str(self.server.authority.pem),
            "pace": self.pace,
            "names": self.server.names.place,
        }
        path.write_text(json.dumps(told))
        return path

    def start(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start ``cekdiklat ARGUMENTS`` in a process of its own, rehearsing here."""
        command = [sys.executable, "-m", "tests.internet.program", str(self.describe()), *arguments]
        return subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def program(
        self, *arguments: str, env: Mapping[str, str] | None = None, timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run ``cekdiklat ARGUMENTS`` to its end."""
        process = self.start(*arguments, env=env)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def close(self) -> None:
        """Close every site."""
        self.server.close()
        self._folder.cleanup()

    def __enter__(self) -> LittleIndonesia:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
