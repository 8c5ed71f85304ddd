"""The web as the browsers in these tests see it: one TLS server on loopback that poses as every host."""

from __future__ import annotations

import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import trustme

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Served:
    """One answer: a body, and headers if it needs more than a type."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200


class _ToHttps(BaseHTTPRequestHandler):
    """Sends every http address on to https, as form hosts do."""

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").split(":")[0]
        self.send_response(301)
        self.send_header("Location", f"https://{host}{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Site:
    """Answers ``https://<any host><path>`` with what was put there; everything else is 404.

    ``asked`` lists every address that was requested, so that tests can say who was asked and who was not.
    """

    def __init__(self, certificates: Path) -> None:
        self._served: dict[str, Served] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = self.headers.get("Host", "").split(":")[0]
                address = host + urlsplit(self.path).path
                site.asked.append(address)
                answer = site._served.get(address, Served(b"not here", status=404))
                self.send_response(answer.status)
                headers = {"Content-Type": "text/html; charset=utf-8"} | answer.headers
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority = trustme.CA()
        authority.issue_cert("docs.google.com", "127.0.0.1").configure_cert(context)
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self._plain = ThreadingHTTPServer(("127.0.0.1", 0), _ToHttps)
        self.plain_port: int = self._plain.server_address[1]
        threading.Thread(target=self._plain.serve_forever, daemon=True).start()

    def put(self, address: str, body: str | bytes, **headers: str) -> str:
        """Puts a page at ``host/path`` and returns its https address."""
        data = body.encode() if isinstance(body, str) else body
        self._served[address] = Served(data, {k.replace("_", "-"): v for k, v in headers.items()})
        return f"https://{address}"

    def put_status(self, address: str, status: int) -> None:
        """Answers ``host/path`` with nothing but this status from now on."""
        self._served[address] = Served(b"", status=status)

    def served(self, address: str) -> Served:
        """What stands at ``host/path``."""
        return self._served[address]

    def put_file(self, address: str, name: str) -> str:
        """Puts one of ``tests/e2e/pages`` at ``host/path`` and returns its https address."""
        return self.put(address, (PAGES / name).read_bytes())

    def redirect(self, address: str, target: str) -> str:
        self._served[address] = Served(b"", {"Location": target}, status=302)
        return f"https://{address}"

    def close(self) -> None:
        self._server.shutdown()
        self._plain.shutdown()
