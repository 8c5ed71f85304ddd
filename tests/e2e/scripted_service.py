"""A real HTTP server in place of the service, for what that one cannot be made to do: faults, wild words."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST_HELD = 60.0
"""Seconds until an answer goes that a failed test has not released."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Answer:
    """What is sent back, and after how long; or not before ``until`` is set."""

    body: bytes = b"{}"
    status: int = 200
    delay: float = 0.0
    until: threading.Event | None = None
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


class ScriptedService:
    """Answers every path with what the test set for it (404 otherwise) and remembers what it was asked."""

    def __init__(self, port: int = 0) -> None:
        """``port``: where it listens; 0 for any that is free."""
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                path = self.path.partition("?")[0]
                service.asked.append(Asked(self.command, self.path, dict(self.headers), body))
                answer = service.answers.get(path, Answer(b"{}", 404))
                time.sleep(answer.delay)
                if answer.until is not None:
                    answer.until.wait(LONGEST_HELD)
                try:
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)
                except OSError:
                    pass  # the browser gave up waiting: that is what the test is about

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer_check(self, verdict: dict[str, Any]) -> None:
        self.answers["/v1/check"] = Answer(json.dumps(verdict).encode())

    def checks(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == "/v1/check"]

    def close(self) -> None:
        self._server.shutdown()
