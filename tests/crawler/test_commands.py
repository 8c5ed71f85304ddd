"""The commands as an operator meets them: exit codes, plain lines, JSON events, reports, trying a source."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.exit import Exit, exit_of
from registry.cli import main
from registry.ledger.runs import RunOutcome
from tests.crawler.conftest import Home
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import office, referensi
from tests.internet.sites.faulty import FAULTS, Faulty
from tests.internet.sites.large import LargeOffice


def test_the_gravest_end_is_the_exit_code() -> None:
    assert exit_of([]) is Exit.ACCEPTED
    assert exit_of([RunOutcome.GOOD, RunOutcome.REFUSED, RunOutcome.BLOCKED]) is Exit.BLOCKED
    assert exit_of([RunOutcome.GOOD, RunOutcome.EMPTY]) is Exit.REFUSED


@pytest.mark.parametrize(
    "arguments",
    [
        ("crawl", "no-such-source"),
        ("crawl", "no-such-file.toml"),
        ("crawl", "announcements"),  # nothing is published here
        ("crawl", "links"),
        ("source", "check", "no-such-source"),
        ("source", "check", "latin.toml"),
    ],
)
def test_unusable_input_is_said_clearly(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from registry.settings import settings

    monkeypatch.setenv("CEKDIKLAT_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "latin.toml").write_bytes('title = "Daf\xe9"'.encode("latin-1"))
    settings.cache_clear()
    result = CliRunner().invoke(main, arguments)
    settings.cache_clear()

    assert result.exit_code == Exit.USAGE
    assert "Error: " in result.output
    assert "Traceback" not in result.output


def test_every_source_of_the_program_passes_its_own_check() -> None:
    for name in ("sekolah-referensi", "sekolah-dapodik"):
        result = CliRunner().invoke(main, ["source", "check", name])
        assert (result.exit_code, result.output.split(":")[0]) == (0, name)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "code", "word"),
    [
        (None, Exit.ACCEPTED, "good"),
        ("swapped columns", Exit.REFUSED, "shape_name"),
        ("bot wall", Exit.BLOCKED, "blocked"),
    ],
)
def test_each_end_has_its_code_and_its_report(
    fault: str | None, code: Exit, word: str, home: Home, tmp_path: Path
) -> None:
    site = Faulty(referensi.Referensi(), FAULTS[fault][0] if fault else None)
    source, report = referensi.small_definition(tmp_path), tmp_path / "report.html"
    with LittleIndonesia([site]) as net:
        run = net.program("crawl", str(source), "--json", "--report", str(report), env=home.env)

    assert run.returncode == code, run.stderr
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [events[0]["what"], events[-1]["what"]] == ["start", "end"]
    assert word in report.read_text()
    assert "<script" not in report.read_text()


@pytest.mark.slow
def test_trying_a_source_shows_and_writes_nothing(
    home: Home, indonesia: LittleIndonesia, tmp_path: Path
) -> None:
    source = referensi.small_definition(tmp_path)

    run = indonesia.program("source", "try", str(source), "--pages", "4", env=home.env)

    assert run.returncode == 0, run.stderr
    assert "4 entries" in run.stdout
    assert "20206055: SMP NEGERI 1 CILEUNYI (school, region 32.04.05)" in run.stdout
    with home.ledger() as ledger:
        assert ledger.runs.last("sekolah-referensi") is None


@pytest.mark.slow
def test_links_and_announcements_tell_what_a_person_must_see(home: Home, indonesia: LittleIndonesia) -> None:
    host = ("--host", office.HOST)
    assert indonesia.program("crawl", "announcements", *host, env=home.env).returncode == 0
    sound = indonesia.program("crawl", "links", *host, env=home.env)
    assert sound.returncode == Exit.ACCEPTED, sound.stderr

    hijacked = office.Office()
    hijacked.name = "Slot Gacor Hari Ini"
    indonesia.add(hijacked)
    run = indonesia.program("crawl", "links", *host, env=home.env)

    assert run.returncode == Exit.FOUND
    assert f"host:{office.HOST}: gambling_title: Slot Gacor Hari Ini" in run.stderr


@pytest.mark.slow
def test_a_dropped_line_is_said_and_concludes_nothing(home: Home, tmp_path: Path) -> None:
    source = referensi.small_definition(tmp_path)
    with LittleIndonesia([]) as net:
        lists = net.program("crawl", str(source), env=home.env)
        sites = net.program("crawl", "announcements", "--host", office.HOST, env=home.env)

    assert lists.returncode == Exit.CRASHED
    assert "not one page could be reached" in lists.stdout
    assert sites.returncode == Exit.CRASHED
    assert "is the network down?" in sites.stderr
    with home.ledger() as ledger:
        assert ledger.runs.last_good("sekolah-referensi") is None


@pytest.mark.slow
def test_ctrl_c_stops_and_the_next_run_goes_on(home: Home) -> None:
    site = LargeOffice(300)
    command = ("crawl", "announcements", "--host", site.host, "--on", "2026-11-22", "--pages", "400")
    with LittleIndonesia([site]) as net:
        process = net.start(*command, env=home.env)
        while len(net.server.visits) < 60:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
        assert (process.returncode, "run it again to go on" in told) == (Exit.STOPPED, True)

        assert net.program(*command, env=home.env).returncode == Exit.ACCEPTED

    asked = Counter(visit.url for visit in net.server.visits if "/kegiatan-" in visit.url)
    assert len(asked) == 300
    assert asked.total() <= 301
