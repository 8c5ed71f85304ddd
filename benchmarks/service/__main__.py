"""``python -m benchmarks.service [--organizers N] [--home FOLDER] [--page FILE]``: CPU of a request.

On loopback, three kinds of request in turn, several rounds, on the same server processes: an empty endpoint,
a page of 4 KB never seen before, and one page asked again and again. All three pass what every request
passes: log, counters, rate limit (set too high to refuse), security headers. CPU time of the whole process
tree (steadier than wall time on a shared machine); the ratio is the median over the rounds.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TextIO

import click
import psutil

from benchmarks.service.filled import publish_filled
from benchmarks.service.ports import free_port
from benchmarks.service.serving import EMPTY

ROUNDS = 7
REQUESTS = 1600
WORKERS = 2
PAGE = """{title}

Dinas Pendidikan Kota Bandung (rekaan) mengundang guru SD dan SMP mengikuti webinar literasi dan numerasi.
Hari/tanggal: Sabtu, 5 Desember 2026
Waktu: pukul 09.00-11.00 WIB
Tempat: daring melalui Zoom, tautan dikirim ke surel peserta
Narasumber: pengawas sekolah dan guru penggerak
Biaya: gratis. Peserta mendapat e-sertifikat 4 JP setelah mengisi daftar hadir saat acara.

""" + "\n".join(
    f"{number}. {topic} {{number}}: peserta membaca contoh, menyusun rancangan pembelajaran untuk kelasnya"
    " sendiri, lalu saling memberi masukan dalam kelompok kecil yang didampingi fasilitator. Bahan tayang dan"
    " lembar kerja dibagikan sesudah acara kepada semua yang hadir."
    for number, topic in enumerate(
        (
            *(
                "Membaca hasil asesmen kelas",
                "Menentukan tujuan belajar",
                "Memilih teks bacaan",
                "Bermain bilangan",
            ),
            *(
                "Diskusi berpasangan",
                "Menulis jurnal",
                "Umpan balik yang jelas",
                "Tugas bertingkat",
                "Refleksi",
            ),
            *(
                "Bekerja dengan orang tua",
                "Pojok baca",
                "Rencana tindak lanjut",
                "Berbagi praktik baik",
                "Penutup",
            ),
        ),
        start=1,
    )
)


def page(number: int, text: str | None = None) -> dict[str, str]:
    """A sign-up page of 4 KB; no other number has it, nor any of its longer lines. Or a text, numbered."""
    address = f"https://docs.google.com/forms/d/e/rekaan{number}/viewform"
    made = PAGE.format(title=f"Webinar ke-{number}", number=number)[:4000]
    said = made if text is None else f"{number}\n{text}"
    return {"url": address, "title": "Webinar Literasi", "text": said}


@click.command()
@click.option(
    "--organizers", default=0, show_default=True, help="Fictional organizers beside the embedded ones"
)
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder to publish in, kept (default: a temporary one)"
)
@click.option(
    "--page",
    "given",
    type=click.File(encoding="utf-8"),
    help="Text to ask about, instead of a made one of 4 KB that names one organizer",
)
def main(organizers: int, home: Path | None, given: TextIO | None) -> None:
    """Prints a table and the ratios."""
    text = given.read() if given else None
    with ExitStack() as stack:
        home = home or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if organizers:
            publish_filled(home, organizers)
        port = free_port()
        began = time.monotonic()
        server = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.service.serving", str(port), str(WORKERS)],
            env=os.environ | {"CEKDIKLAT_HOME": str(home), "CEKDIKLAT_RATE_LIMIT": "1000000/minute"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_ready(port)
            cold = time.monotonic() - began
            _measure(port, server.pid, cold, text)
        finally:
            server.terminate()
            server.wait(30)


def _measure(port: int, pid: int, cold: float, text: str | None) -> None:
    tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    connection = http.client.HTTPConnection("127.0.0.1", port)
    numbers = count()

    def ask(body: dict[str, str] | None) -> None:
        if body is None:
            connection.request("GET", EMPTY)
        else:
            data = json.dumps(body)
            connection.request("POST", "/v1/check", data, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status

    kinds: dict[str, Callable[[], dict[str, str] | None]] = {
        "empty": lambda: None,
        "new": lambda: page(next(numbers), text),
        "repeated": lambda: page(-1, text),
    }
    spent: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(ROUNDS + 1):  # the first round warms up
        for name, make in kinds.items():
            bodies = [make() for _ in range(REQUESTS)]
            before = cpu_seconds(tree)
            for body in bodies:
                ask(body)
            spent[name].append((cpu_seconds(tree) - before) / REQUESTS * 1e6)
    print(f"first answer after {cold:.1f} s")
    memory = sum(it.memory_full_info().pss for it in tree) / 2**20
    print(f"memory of {len(tree)} processes: {memory:.0f} MiB (pss)")
    for name, values in spent.items():
        print(f"{name:>9}: {statistics.median(values[1:]):7.0f} µs CPU per request")
    for name in ("new", "repeated"):
        pairs = zip(spent[name][1:], spent["empty"][1:], strict=True)
        ratios = [value / empty for value, empty in pairs]
        middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
        print(f"{name} / empty: {middle:.2f} (of {low:.2f}–{high:.2f})")


def cpu_seconds(tree: list[psutil.Process]) -> float:
    """CPU seconds that these processes have used."""
    return sum(sum(it.cpu_times()[:2]) for it in tree)


def wait_ready(port: int) -> None:
    """Wait until the service on this port can answer.

    Raises:
        SystemExit: it does not get ready.
    """
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the service did not get ready")


if __name__ == "__main__":
    main()
