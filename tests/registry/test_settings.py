"""A setting that cannot be used ends every command with its name, the reason and exit code 2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from platformdirs import user_data_path

from registry.cli import main
from registry.settings import UnusableSettingsError, settings


@pytest.fixture(autouse=True)
def _read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CEKDIKLAT_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "rahasia", "valid integer"),
        ("HTTPS", "rahasia", "valid boolean"),
        ("WORKERS", "0", "greater than or equal to 1"),
        ("SEED", "rahasia", "'embedded' or 'none'"),
        ("QUEUE_URL", "rahasia://:x@host", "redis://HOST:PORT/0"),
        ("QUEUE_URL", "redis://:rahasia/x@host:6379/0", "%2F for /"),
        ("QUEUE_URL", "redis://user:123/rahasia@host:6379/0", "%2F for /"),
        ("QUEUE_URL", "valkey://:123#rahasia@host", "%23 for #"),
        ("QUEUE_URL", "redis://:x@[rahasia/0", "PASSWORD@HOST:PORT"),
        ("QUEUE_URL", "redis://host:rahasia/0", "PASSWORD@HOST:PORT"),
        ("QUEUE_URL", "redis://host:66666/0", "PASSWORD@HOST:PORT"),
        ("QUEUE_URL", "redis:///0", "PASSWORD@HOST:PORT"),
        ("RATE_LIMIT", "3/rahasia", "120/minute for example"),
        ("RATE_LIMIT", "120", "120/minute for example"),
    ],
)
def test_a_value_that_is_none(monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str) -> None:
    monkeypatch.setenv(f"CEKDIKLAT_{name}", value)
    done = CliRunner().invoke(main, ["registry", "history"])
    assert done.exit_code == 2
    assert f"CEKDIKLAT_{name}: " in done.stderr
    assert reason in done.stderr
    assert "rahasia" not in done.stderr


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "No such file"),
        (b"port = [", "at end of document"),
        (b"\xff", "utf-8"),
        (b'smtp_ur = "smtp://x:rahasia@host"', "CEKDIKLAT_SMTP_UR: there is no such setting"),
    ],
)
def test_a_file_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes | None, reason: str
) -> None:
    """Passed over, it would move a service from its PostgreSQL to a new SQLite file."""
    file = tmp_path / "cekdiklat.toml"
    if text is not None:
        file.write_bytes(text)
    monkeypatch.setenv("CEKDIKLAT_CONFIG", str(file))
    done = CliRunner().invoke(main, ["registry", "history"])
    assert (done.exit_code, reason in done.stderr) == (2, True), done.stderr
    assert "rahasia" not in done.stderr
    with pytest.raises(UnusableSettingsError) as unusable:
        settings()
    assert unusable.value.__suppress_context__, "what pydantic says of it holds the value"


def test_an_empty_home_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEKDIKLAT_HOME", "")
    assert settings().home == user_data_path("cekdiklat")


@pytest.mark.parametrize("value", ["", "120/minute", "5 per second; 100/hour"])
def test_limits_that_are_read(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CEKDIKLAT_RATE_LIMIT", value)
    assert settings().rate_limit == value


def test_the_file_is_read_and_variables_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cekdiklat.toml").write_text('port = 9000\nqueue_url = "valkeys://host:6379/0"\nworkers = 3')
    monkeypatch.setenv("CEKDIKLAT_CONFIG", str(tmp_path / "cekdiklat.toml"))
    monkeypatch.setenv("CEKDIKLAT_WORKERS", "4")
    read = settings()
    assert (read.port, read.queue_url, read.workers) == (9000, "rediss://host:6379/0", 4)
