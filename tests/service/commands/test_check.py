"""``cekdiklat check`` as a process: what it prints, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from service.api.answers import VerdictAnswer

PROGRAM = Path(sys.executable).with_name("cekdiklat")
DANGER = "Webinar guru 5 Desember 2026. Masukkan kata sandi akun belajar.id Anda."


def run(home: Path, *arguments: str, stdin: str | bytes = b"") -> subprocess.CompletedProcess[bytes]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return subprocess.run(
        [PROGRAM, "check", *arguments],
        input=data,
        capture_output=True,
        env=os.environ | {"CEKDIKLAT_HOME": str(home)},
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_the_first_check_publishes_the_embedded_registry(tmp_path: Path) -> None:
    done = run(tmp_path, "https://guru.kemendikdasmen.go.id/", "--json", "--date", "2026-11-22")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    VerdictAnswer.model_validate(answer)
    assert (answer["level"], answer["date"]) == ("recognized", "2026-11-22")
    assert (tmp_path / "current").exists()


@pytest.mark.slow
def test_one_check_says_its_reasons_and_its_exit_code(published_home: Path, tmp_path: Path) -> None:
    found = run(published_home, "--text", "-", "--lang", "en", stdin=DANGER)
    assert found.returncode == 1
    assert found.stdout.decode().startswith("Do not fill in your data yet  [danger]")
    message = tmp_path / "pesan.txt"
    message.write_text("Webinar guru 5 Desember 2026 oleh Kombel Rekaan", encoding="utf-8")
    fine = run(published_home, "--text", str(message), "--title", "Webinar")
    assert fine.returncode == 0
    assert "Penyelenggara belum dikenal" in fine.stdout.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["javascript:alert(1)"], "javascript:"),
        ([], "nothing to check"),
        (["--text", "/tidak/ada"], "No such file"),
        (["s.id/x", "--date", "besok"], "besok"),
        (["s.id/x", "--jsonl"], "--jsonl"),
    ],
)
def test_unusable_input_says_what_to_do(published_home: Path, arguments: list[str], said: str) -> None:
    done = run(published_home, *arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert not done.stdout
    assert "Traceback" not in done.stderr.decode()


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_a_stream_is_answered_line_by_line(published_home: Path) -> None:
    asked = [
        {"id": "a", "text": DANGER},
        {"id": 2, "url": "https://s.id/x", "title": None, "links": []},
        {"text": "tanpa id", "date": "2024-03-01", "gold": {"unknown fields": "are ignored"}},
    ]
    done = run(published_home, "--jsonl", stdin="\n\n".join(json.dumps(row) for row in asked))
    assert done.returncode == 0, done.stderr
    answers = lines(done)
    assert [it["id"] for it in answers] == ["a", 2, 5]
    for answer in answers:
        VerdictAnswer.model_validate({name: value for name, value in answer.items() if name != "id"})
    assert answers[0]["level"] == "danger"
    assert answers[2]["date"] == "2024-03-01"
    assert "pending" not in answers[1], "the command line opens no links and promises none"


@pytest.mark.slow
def test_broken_lines_get_an_error_in_their_place_and_the_rest_is_answered(published_home: Path) -> None:
    broken = [
        b"not json",
        b'{"id": "url", "url": "javascript:x"}',
        b"[]",
        b'{"id": "nothing"}',
        b'{"id": "nul", "text": "a\\u0000"}',
        b'{"id": "half", "text": "\\ud800"}',
        b'{"id": "bytes", "text": "\xff"}',
        b'{"id": "good", "text": "webinar"}',
    ]
    done = run(published_home, "--jsonl", stdin=b"\n".join(broken))
    assert done.returncode == 2
    answers = lines(done)
    assert len(answers) == len(broken)
    assert [it["id"] for it in answers] == [
        1,
        "url",
        3,
        "nothing",
        "nul",
        "half",
        "bytes",
        "good",
    ]
    assert ["error" in it for it in answers] == [True] * 6 + [False] * 2
    assert "Traceback" not in done.stderr.decode()
