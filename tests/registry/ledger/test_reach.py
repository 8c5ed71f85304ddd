"""A database server that says nothing: one waits for it, the next are told at once."""

from __future__ import annotations

import signal
import socket
import time
from typing import Any

import psutil
import pytest
from sqlalchemy import func, select

from registry.ledger import LedgerError
from registry.ledger.engine import Transactions, open_engine
from registry.ledger.patience import PatientConnection, patience
from registry.waiting import LEDGER


class NoticedError(Exception):
    """Ends an attempt to connect whose options are enough to know."""


def options_of(url: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the driver would be asked to connect with."""
    found: dict[str, Any] = {}

    def notice(**options: Any) -> None:
        found.update(options)
        raise NoticedError

    engine = open_engine(url)
    monkeypatch.setattr(PatientConnection, "connect", notice)
    with pytest.raises(NoticedError):
        engine.connect()
    return found


def test_every_connection_has_its_limits_unless_the_url_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = options_of("postgresql://orang@127.0.0.1:1/x", monkeypatch)
    assert {name: plain[name] for name in LEDGER} == LEDGER
    own = options_of("postgresql://orang@127.0.0.1:1/x?connect_timeout=7", monkeypatch)
    assert str(own["connect_timeout"]) == "7"
    assert own["tcp_user_timeout"] == LEDGER["tcp_user_timeout"]


@pytest.mark.slow
def test_only_the_first_waits_for_a_silent_server() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)  # the kernel takes connections, and nobody answers them
        ledger = Transactions(open_engine(f"postgresql://orang@127.0.0.1:{silent.getsockname()[1]}/x"))
        said = []
        for _ in range(3):
            with pytest.raises(LedgerError, match="connection to the database was lost") as told:
                ledger.now()
            said.append(str(told.value.__cause__))
    assert "timeout" in said[0]
    assert all("a moment ago" in text for text in said[1:])


@pytest.mark.postgres
@pytest.mark.slow
def test_a_frozen_server_is_waited_for_with_patience_only(postgres_ledger_url: str) -> None:
    ledger = Transactions(open_engine(postgres_ledger_url))
    with ledger.reading() as session:
        backend = int(session.scalars(select(func.pg_backend_pid())).one())
    frozen = [psutil.Process(backend), psutil.Process(psutil.Process(backend).ppid())]
    for process in frozen:
        process.send_signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        with patience(0.5), pytest.raises(LedgerError, match="connection to the database was lost"):
            ledger.now()
        assert time.monotonic() - began < 4  # the pool asks whether the connection lives, then connects anew
        with patience(0.5), pytest.raises(LedgerError) as told:
            ledger.now()
        assert "a moment ago" in str(told.value.__cause__)
    finally:
        for process in frozen:
            process.send_signal(signal.SIGCONT)
    end = time.monotonic() + 10
    while True:
        try:
            ledger.now()
            break
        except LedgerError:
            assert time.monotonic() < end, "the ledger did not come back"
            time.sleep(0.1)
