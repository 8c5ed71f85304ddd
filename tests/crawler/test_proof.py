"""Control of a host is proven by a record or a file that only its operator can place, and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.links.proof import PATH, read_claim
from crawler.outbound.door import Door
from crawler.work import Worker
from registry.ledger.jobs import JobState
from tests.crawler.conftest import Home
from tests.crawler.outside import go_out_in
from tests.internet.http import Asked, Reply, html, not_found, redirect
from tests.internet.indonesia import LittleIndonesia

TOKEN = "rekaan-token-0123456789"
OTHER = "rekaan-token-9876543210"
HOST = "mgmp-rekaan.sch.id"
ELSEWHERE = "tempat-lain-rekaan.or.id"
LINE = f"cekdiklat-verify={TOKEN}"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An installation without a registry: a proof needs none."""
    return Home(tmp_path)


class Operated:
    """A host whose operator put this under the well-known address."""

    def __init__(self, reply: Reply, host: str = HOST, certificate: str = "good") -> None:
        self.host = host
        self.certificate = certificate
        self._reply = reply

    def reply(self, asked: Asked) -> Reply:
        """The file, or nothing."""
        return self._reply if asked.path == PATH else not_found()


def text(body: str) -> Reply:
    return Reply(200, body.encode(), {"content-type": "text/plain"})


def proven(home: Home, net: LittleIndonesia, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the worker concludes of one job."""

    async def errand(door: Door) -> int:
        with home.ledger() as ledger:
            return await Worker(door, ledger, home.folder / "snapshots", scheduled=False).run(once=True)

    with home.ledger() as ledger:
        job_id = ledger.jobs.enqueue("prove_host", f"{payload.get('method')}:{HOST}:{TOKEN}", payload)
        go_out_in(net, errand)
        job = ledger.jobs.get(job_id)
    assert job is not None
    assert (job.state, job.result is not None) == (JobState.DONE, True)
    return job.result or {}


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        (["v=spf1 -all", LINE], None),
        ([f" {LINE} "], None),
        (["x" * 300, LINE], None),
        ([f"cekdiklat-verify={OTHER}"], "other_token"),
        ([f"{LINE}x"], "other_token"),
        (["v=spf1 -all"], "no_token"),
        ([TOKEN], "no_token"),
        ([], "no_token"),
        (None, "no_such_name"),
    ],
)
def test_by_a_record(records: list[str] | None, reason: str | None, home: Home) -> None:
    with LittleIndonesia([]) as net:
        if records is not None:
            net.server.names.texts[HOST] = records
        result = proven(home, net, {"host": HOST, "token": TOKEN, "method": "dns"})
    assert (result["proven"], result["reason"]) == (reason is None, reason)


def test_a_silent_name_server_proves_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.outbound.texts._TRIES", (0.2,))
    with LittleIndonesia([]) as net:
        net.server.names.silent = True
        result = proven(home, net, {"host": HOST, "token": TOKEN, "method": "dns"})
    assert (result["proven"], result["reason"]) == (False, "no_answer")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (text(f"{LINE}\n"), None),
        (text(f"# situs kami\r\n{TOKEN}\r\n"), None),
        (text(f"cekdiklat-verify={OTHER}"), "other_token"),
        (text(f"bukan {TOKEN}"), "no_token"),
        (html(f"<p>{TOKEN}"), "no_token"),
        (text(LINE + "\n" + "x" * 5_000), "no_token"),
        (not_found(), "no_file"),
        (Reply(403), "blocked"),
        (Reply(500), "failed"),
        (redirect(f"https://{ELSEWHERE}{PATH}"), "other_host"),
        (redirect("http://localhost/rahasia"), "refused"),
    ],
)
def test_by_a_file(reply: Reply, reason: str | None, home: Home) -> None:
    with LittleIndonesia([Operated(reply), Operated(text(LINE), ELSEWHERE)]) as net:
        result = proven(home, net, {"host": HOST, "token": TOKEN, "method": "file"})
    assert (result["proven"], result["reason"]) == (reason is None, reason)


def test_a_file_behind_a_bad_certificate_proves_nothing(home: Home) -> None:
    with LittleIndonesia([Operated(text(LINE), certificate="self_signed")]) as net:
        result = proven(home, net, {"host": HOST, "token": TOKEN, "method": "file"})
    assert result == {"proven": False, "reason": "tls", "detail": "tls_self_signed"}


HOSTS_OF_NOBODY = (
    "",
    "127.0.0.1",
    "::1",
    "localhost",
    "10.1.2.3",
    "intranet",
    "a@b.sch.id",
    "x.id/../y.id",
    "x.id?",
)
UNREADABLE = [
    {},
    {"host": HOST, "token": "kurang", "method": "dns"},
    {"host": HOST, "token": TOKEN, "method": "surel"},
    *({"host": host, "token": TOKEN, "method": m} for host in HOSTS_OF_NOBODY for m in ("dns", "file")),
]


@pytest.mark.parametrize("payload", UNREADABLE)
def test_what_names_no_public_host_is_no_claim(payload: dict[str, str]) -> None:
    assert read_claim(payload) is None


def test_a_payload_that_cannot_be_read_is_said(home: Home) -> None:
    with LittleIndonesia([]) as net:
        assert proven(home, net, {}) == {"proven": False, "reason": "unreadable", "detail": None}
