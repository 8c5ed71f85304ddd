"""A world of its own for the outbound matrix: run inside a network namespace, without any rehearsal.

``python -m tests.crawler.outbound_world FOLDER`` gives loopback a public-range address, serves hostile hosts
there and on the private addresses, answers names by a real name server, fetches every case through the
production policy, and prints one JSON line per case. Nothing in it can reach outside: the namespace has only
loopback.
"""

from __future__ import annotations

import gzip
import json
import os
import socket
import socketserver
import subprocess
import sys
import threading
import urllib.request
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from crawler.outbound.door import Door
from crawler.outbound.errand import go_out
from crawler.outbound.policy import outbound_policy
from registry.settings import Settings
from tests.internet.http import Asked, Reply, html, redirect
from tests.internet.server import Server
from tests.internet.tls import Authority

PUBLIC = "93.184.215.14"
PUBLIC6 = "2606:2800:21f:cb07::1"
INSIDE = ("127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1")

# host → the addresses of each answer in turn (the last one repeats)
NAMES: dict[str, list[tuple[str, ...]]] = {
    "umum.example.go.id": [(PUBLIC,)],
    "ke-loopback.example.go.id": [("127.0.0.1",)],
    "ke-dalam.example.go.id": [("10.1.2.3",)],
    "ke-awan.example.go.id": [("169.254.169.254",)],
    "campuran.example.go.id": [("127.0.0.1", PUBLIC)],
    "berganti.example.go.id": [(PUBLIC,), ("127.0.0.1",)],
}

# case → address, and the outcome (and reason) it must have
CASES = {
    "public name": ("http://umum.example.go.id/", "ok"),
    "public address": (f"http://{PUBLIC}/", "ok"),
    "loopback literal": ("http://127.0.0.1/", "refused private_address"),
    "loopback, other": ("http://127.9.9.9/", "refused private_address"),
    "decimal": ("http://2130706433/", "refused address_spelling"),
    "hex": ("http://0x7f000001/", "refused address_spelling"),
    "hex parts": ("http://0x7f.1/", "refused address_spelling"),
    "octal": ("http://0177.0.0.1/", "refused address_spelling"),
    "short": ("http://127.1/", "refused address_spelling"),
    "zero": ("http://0/", "refused address_spelling"),
    "any": ("http://0.0.0.0/", "refused private_address"),
    "full-width digits": ("http://１２７.0.0.1/", "refused address_spelling"),
    "v6 loopback": ("http://[::1]/", "refused private_address"),
    "v6 mapped": ("http://[::ffff:127.0.0.1]/", "refused private_address"),
    "v6 mapped hex": ("http://[::ffff:7f00:1]/", "refused private_address"),
    "v6 compatible": ("http://[::127.0.0.1]/", "refused private_address"),
    "NAT64": ("http://[64:ff9b::7f00:1]/", "refused private_address"),
    "6to4": ("http://[2002:7f00:1::]/", "refused private_address"),
    "v6 local": ("http://[fd00::1]/", "refused private_address"),
    "private 10": ("http://10.1.2.3/", "refused private_address"),
    "private 192": ("http://192.168.1.1/", "refused private_address"),
    "cloud metadata": ("http://169.254.169.254/latest/meta-data/", "refused private_address"),
    "carrier": ("http://100.64.0.1/", "refused private_address"),
    "multicast": ("http://224.0.0.1/", "refused private_address"),
    "localhost": ("http://localhost/", "refused local_name"),
    "localhost dot": ("http://localhost./", "refused local_name"),
    "sub localhost": ("http://apa.localhost/", "refused local_name"),
    "single label": ("http://intranet/", "refused local_name"),
    "name to loopback": ("http://ke-loopback.example.go.id/", "refused private_address"),
    "name to private": ("http://ke-dalam.example.go.id/", "refused private_address"),
    "name to metadata": ("http://ke-awan.example.go.id/", "refused private_address"),
    "mixed records": ("http://campuran.example.go.id/", "ok"),
    "rebinding": ("http://berganti.example.go.id/", "refused private_address"),
    "redirect to loopback": ("http://umum.example.go.id/ke/http://127.0.0.1/", "refused private_address"),
    "redirect to decimal": ("http://umum.example.go.id/ke/http://2130706433/", "refused address_spelling"),
    "redirect to name": (
        "http://umum.example.go.id/ke/http://ke-dalam.example.go.id/",
        "refused private_address",
    ),
    "redirect to file": ("http://umum.example.go.id/ke/file:///etc/passwd", "refused scheme"),
    "redirect to port": ("http://umum.example.go.id/ke/http://umum.example.go.id:8080/", "refused port"),
    "redirect with userinfo": (
        "http://umum.example.go.id/ke/http://a:b@umum.example.go.id/",
        "refused userinfo",
    ),
    "redirect loop": ("http://umum.example.go.id/putar/0", "too_many_hops"),
    "file": ("file:///etc/passwd", "refused scheme"),
    "data": ("data:text/html,x", "refused scheme"),
    "ftp": ("ftp://umum.example.go.id/", "refused scheme"),
    "gopher": ("gopher://umum.example.go.id/", "refused scheme"),
    "userinfo": ("http://admin:rahasia@umum.example.go.id/", "refused userinfo"),
    "userinfo trick": ("http://umum.example.go.id@127.0.0.1/", "refused userinfo"),
    "port 22": ("http://umum.example.go.id:22/", "refused port"),
    "port 8080": ("http://umum.example.go.id:8080/", "refused port"),
    "line end": ("http://umum.example.go.id/\r\nHost: 127.0.0.1", "refused control_characters"),
    "tab in host": ("http://127.0.\t0.1/", "refused control_characters"),
    "backslash": ("http://umum.example.go.id\\@127.0.0.1/", "refused control_characters"),
    "too long": ("http://umum.example.go.id/" + "a" * 3000, "refused too_long"),
    "gzip bomb": ("http://umum.example.go.id/bom", "too_large"),
    "large": ("http://umum.example.go.id/besar", "too_large"),
    "drip": ("http://umum.example.go.id/tetes", "timeout"),
    "silent": ("http://umum.example.go.id/diam", "timeout"),
    "links": ("http://umum.example.go.id/tautan", "ok"),
    "no name": ("http://tidak-ada.example.go.id/", "unresolved"),
}


@dataclass(slots=True)
class Hostile:
    """The public host of the matrix."""

    host: str = "umum.example.go.id"
    certificate: str = "none"
    bomb: bytes = field(default_factory=lambda: gzip.compress(bytes(200_000_000), 9))

    def reply(self, asked: Asked) -> Reply:
        """Whatever the case needs."""
        path = asked.target
        if path == "/robots.txt":
            return Reply(404)
        if path.startswith("/ke/"):
            return redirect(path.removeprefix("/ke/"))
        if path.startswith("/putar/"):
            return redirect(f"/putar/{int(path.rsplit('/', 1)[1]) + 1}")
        match path:
            case "/bom":
                return Reply(200, self.bomb, {"content-type": "text/html", "content-encoding": "gzip"})
            case "/besar":
                return Reply(200, bytes(5_000_000), {"content-type": "text/html"})
            case "/tetes":
                return Reply(200, b"x" * 60, {"content-type": "text/html"}, piece=1, pause=0.5)
            case "/diam":
                return Reply(200, b"x", before=30)
            case "/tautan":
                return html("<p>" + "<a href=/x>x</a>" * 100_000)
        return html("<p>umum")


@dataclass(slots=True)
class Inner:
    """A service of the inner network: it must never be asked anything."""

    host: str = "dalam"
    certificate: str = "none"

    def reply(self, asked: Asked) -> Reply:
        """A secret."""
        return html("<p>RAHASIA")


class NameServer(socketserver.BaseRequestHandler):
    """Answers A questions from `NAMES`; everything else does not exist."""

    asked: ClassVar[Counter[str]] = Counter()

    def handle(self) -> None:
        """One datagram."""
        question, line = self.request
        labels, place = [], 12
        while size := question[place]:
            labels.append(question[place + 1 : place + 1 + size].decode())
            place += size + 1
        name, kind = ".".join(labels).lower(), int.from_bytes(question[place + 1 : place + 3], "big")
        answers = NAMES.get(name)
        found: tuple[str, ...] = ()
        if answers is not None and kind == 1:
            found = answers[min(self.asked[name], len(answers) - 1)]
            self.asked[name] += 1
        flags = b"\x81\x80" if answers is not None else b"\x81\x83"
        head = question[:2] + flags + b"\0\1" + len(found).to_bytes(2, "big") + b"\0\0\0\0"
        rows = b"".join(b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + socket.inet_aton(a) for a in found)
        line.sendto(head + question[12 : place + 5] + rows, self.client_address)


def prepare(folder: Path) -> None:
    """Addresses and names of the namespace; needs to be root in it."""
    run = subprocess.run
    run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (PUBLIC, *INSIDE[1:]):
        run(["ip", "addr", "add", f"{address}/32", "dev", "lo"], check=True)
    (folder / "resolv.conf").write_text("nameserver 127.0.0.53\noptions timeout:1 attempts:1\n")
    (folder / "hosts").write_text("127.0.0.1 localhost\n")
    run(["mount", "--bind", folder / "resolv.conf", os.path.realpath("/etc/resolv.conf")], check=True)
    run(["mount", "--bind", folder / "hosts", "/etc/hosts"], check=True)


def main(folder: Path) -> None:
    """Every case, one JSON line each; the last line tells what the inner network saw."""
    prepare(folder)
    names = socketserver.UDPServer(("127.0.0.53", 53), NameServer)
    threading.Thread(target=names.serve_forever, daemon=True).start()
    server = Server(Authority(folder))
    server.listen(Hostile(), PUBLIC, (80, 443))
    for address in INSIDE:
        server.listen(Inner(), address, (80, 443))

    with urllib.request.urlopen("http://127.0.0.1/", timeout=5) as reply:
        tell(case="the trap", secret=b"RAHASIA" in reply.read())  # without the guard it can be reached
    server.visits.clear()

    async def errand(door: Door) -> None:
        for case, (url, _) in CASES.items():
            if case == "rebinding":
                await door.fetch(url)
                door._guard._pinned.clear()  # what it was pinned to has run out: now it answers otherwise
            answer = await door.fetch(url)
            outcome = " ".join(filter(None, (answer.outcome, answer.reason)))
            tell(case=case, outcome=outcome, size=len(answer.body), hops=len(answer.hops))

    os.environ["http_proxy"] = os.environ["https_proxy"] = "http://127.0.0.1:80"
    # The limits of production but for the waiting, so that the matrix takes seconds
    policy = replace(outbound_policy(Settings()), pace=0.0, total_seconds=3.0)
    go_out(errand, policy)
    tell(inside=[visit.url for visit in server.visits if visit.address != PUBLIC])


def tell(**what: object) -> None:
    """One line for the test."""
    print(json.dumps(what), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
