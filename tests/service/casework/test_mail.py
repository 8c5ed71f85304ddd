"""How a code is handed to a mail server: over TLS where there is any, never a password in clear."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from structlog.testing import capture_logs

from service.casework.mail import Mailer, MailError

ELSEWHERE = "0.0.0.0"
"""Reaches a server on loopback, but is no loopback address by its name: it stands for a remote server."""
PASSWORD = "sandi-rekaan"
TO = "pengurus@mgmp-rekaan.or.id"


@dataclass
class Server:
    """What a mail server saw: its port, the passwords, and of each mail whether it came over TLS."""

    port: int
    passwords: list[bytes] = field(default_factory=list)
    mails: list[tuple[bool, bytes]] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append((session.ssl is not None, envelope.original_content or b""))
        return "250 OK"

    def login(self, *seen: Any) -> AuthResult:
        data = seen[-1]
        assert isinstance(data, LoginPassword)
        self.passwords.append(data.password)
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


Serve = Callable[..., Server]


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this process trusts, as it trusts those of the system."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server on loopback that takes a password; with TLS when an authority signs for it."""
    with ExitStack() as running:

        def start(signed_by: trustme.CA | None = None) -> Server:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                server = Server(free.getsockname()[1])
            context = None
            if signed_by is not None:
                context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
                signed_by.issue_cert(ELSEWHERE).configure_cert(context)
            controller = Controller(
                server,
                hostname="127.0.0.1",
                port=server.port,
                tls_context=context,
                authenticator=server.login,
                auth_require_tls=context is not None,
            )
            controller.start()
            running.callback(controller.stop)
            return server

        yield start


def send(server: Server, host: str, login: str = f"cekdiklat:{PASSWORD}@") -> None:
    Mailer(f"smtp://{login}{host}:{server.port}", "cekdiklat@desk.example").send_code(TO, "US-1", "12345678")


def test_password_and_code_go_over_tls_when_it_is_offered(serve: Serve, authority: trustme.CA) -> None:
    server = serve(authority)
    send(server, ELSEWHERE)
    ((over_tls, mail),) = server.mails
    assert over_tls
    assert b"12345678" in mail
    assert server.passwords == [PASSWORD.encode()]


def test_a_password_is_never_sent_in_clear_to_another_machine(serve: Serve) -> None:
    server = serve()
    with capture_logs() as logged, pytest.raises(MailError, match="no TLS"):
        send(server, ELSEWHERE)
    assert (server.passwords, server.mails) == ([], [])
    assert "no TLS" in logged[0]["problem"]
    assert not [word for word in (PASSWORD, TO, "12345678") if word in str(logged)]


def test_a_certificate_that_nobody_trusts_gets_nothing(serve: Serve, authority: trustme.CA) -> None:
    server = serve(trustme.CA())
    with pytest.raises(MailError, match="certificate verify failed"):
        send(server, ELSEWHERE)
    assert (server.passwords, server.mails) == ([], [])


@pytest.mark.parametrize("login", [f"cekdiklat:{PASSWORD}@", ""])
def test_a_server_of_this_machine_needs_no_tls(serve: Serve, login: str) -> None:
    server = serve()
    send(server, "127.0.0.1", login)
    assert [over_tls for over_tls, _ in server.mails] == [False]
    assert len(server.passwords) == bool(login)


def test_a_server_of_this_machine_may_sign_for_itself(serve: Serve) -> None:
    server = serve(trustme.CA())
    send(server, "127.0.0.1")
    assert [over_tls for over_tls, _ in server.mails] == [True]


def test_a_refused_password_is_not_repeated(serve: Serve) -> None:
    server = serve()
    with capture_logs() as logged, pytest.raises(MailError) as refused:
        send(server, "127.0.0.1", "cekdiklat:sandi-salah@")
    assert server.mails == []
    assert "535" in logged[0]["problem"]
    assert "sandi-salah" not in f"{logged}{refused.value}"
