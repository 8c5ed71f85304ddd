"""What others do about look-alikes, on the same questions: dnstwist, exhaustive edit distance,
eth-phishing-detect."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link

EPD = "eth-phishing-detect@1.2.0"


@dataclass(frozen=True, slots=True)
class Rival:
    """A name and its answers: ``flags(hosts)`` says for each host whether it is called a look-alike."""

    name: str
    flags: Callable[[Sequence[str]], list[bool]]
    prepared_seconds: float = 0.0


def dnstwist_list(targets: Sequence[str]) -> Rival:
    """Every permutation of every target in one set, as a list of bad domains is used."""
    dnstwist = import_module("dnstwist")

    start = time.process_time()
    known: set[str] = set()
    for target in targets:
        fuzzer = dnstwist.Fuzzer(target, dictionary=["login", "daftar", "resmi", "webinar", "sertifikat"])
        fuzzer.generate()
        known.update(permutation["domain"] for permutation in fuzzer.permutations())
    known -= set(targets)

    def flags(hosts: Sequence[str]) -> list[bool]:
        return [_ascii(host) in known for host in hosts]

    return Rival("dnstwist permutations", flags, time.process_time() - start)


def edit_distance(names: Sequence[str], most: int) -> Rival:
    """The nearest of all official hosts by optimal string alignment, asked one by one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    choices = list(names)
    official = set(names)

    def flags(hosts: Sequence[str]) -> list[bool]:
        return [
            host not in official
            and process.extractOne(_ascii(host), choices, scorer=OSA.distance, score_cutoff=most) is not None
            for host in hosts
        ]

    return Rival(f"rapidfuzz OSA <= {most}, exhaustive", flags)


def eth_phishing_detect(names: Sequence[str], folder: Path, tolerance: int) -> Rival | None:
    """MetaMask's detector with our hosts as its fuzzy list; ``None`` without Node.js. Installs it into
    ``folder``."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return None
    install = [
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--prefix",
        str(folder),
        EPD,
    ]
    if subprocess.run(install, check=False).returncode != 0:
        return None
    script = folder / "ask.cjs"
    script.write_text(_SCRIPT, encoding="utf-8")

    def flags(hosts: Sequence[str]) -> list[bool]:
        asked = {"names": list(names), "hosts": [_ascii(host) for host in hosts], "tolerance": tolerance}
        done = subprocess.run(
            ["node", str(script)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
            cwd=folder,
        )
        answer = json.loads(done.stdout)
        flags_epd.seconds = answer["seconds"]
        return list(answer["flags"])

    return Rival(f"eth-phishing-detect, tolerance {tolerance}", flags)


class flags_epd:  # noqa: N801  (a place for the seconds that Node measured itself, without its start)
    """CPU seconds of the last question to eth-phishing-detect."""

    seconds = 0.0


_SCRIPT = """
const PhishingDetector = require('eth-phishing-detect/src/detector.js');
const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const detector = new PhishingDetector({ fuzzylist: asked.names, whitelist: asked.names, tolerance:
asked.tolerance }); detector.check('contoh.example'); const before = process.cpuUsage(); const flags =
asked.hosts.map((host) => detector.check(host).result); const used = process.cpuUsage(before);
console.log(JSON.stringify({ flags, seconds: (used.user + used.system) / 1e6 })); """


def _ascii(host: str) -> str:
    try:
        return read_link(host).host
    except UnreadableLinkError:
        return host
