"""``cekdiklat registry``: what a person types, what it answers, and its exit codes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from registry.commands.progress import progress
from registry.commands.registry import group
from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.cases.made import Draft
from registry.ledger.cases.reports import Report, ReportKind
from registry.ledger.editing.edits import DESK
from registry.settings import settings
from registry.snapshot import SnapshotError, SnapshotStore
from registry.snapshot.deciding import publish_decisions
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder
from tests.registry.made import group as working_group
from tests.registry.made import record, school

HEADER = "kind,name,region,aliases,hosts,registration,website\n"
ROWS = "".join(
    f"school,SD Rekaan {n},Kabupaten Bandung,SDR {n};SDN R {n},sdr{n}.sch.id,{20_000_000 + n},\n"
    for n in range(40)
)
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs a command in a home of its own, without the embedded registry."""
    monkeypatch.setenv("CEKDIKLAT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CEKDIKLAT_SEED", "none")
    settings.cache_clear()
    yield lambda *arguments: CliRunner().invoke(group, [str(a) for a in arguments], catch_exceptions=False)
    settings.cache_clear()


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str, name: str = "daftar.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.slow
def test_from_a_list_to_a_registry_and_back(run: Run, sheet: Callable[[str], Path]) -> None:
    imported = run(
        "import", sheet(HEADER + ROWS + "school,X,Entah,,,20009999,\n"), "--source", "daftar", "--json"
    )
    assert imported.exit_code == 1
    report = json.loads(imported.stdout)
    assert {key: report[key] for key in ("rows", "new", "refused", "dry_run")} == {
        "rows": 41,
        "new": 40,
        "refused": 1,
        "dry_run": False,
    }
    assert report["refusals"][0]["line"] == 42
    assert "line 42: region: no region named 'Entah'" in imported.stderr

    ahead = run("diff", "--json", "--limit", 3)
    assert ahead.exit_code == 1
    assert json.loads(ahead.stdout)["added"] == 40
    assert len(json.loads(ahead.stdout)["changes"]) == 3

    first = json.loads(run("publish", "--by", "penguji", "--note", "pertama", "--json").stdout)
    assert (first["published"], first["counts"]["organizer"], first["missing_indexes"]) == (True, 40, [])
    assert run("diff").exit_code == 0

    run("import", sheet(HEADER + ROWS.replace("SD Rekaan 7,", "SD Rekaan Tujuh,")), "--source", "daftar")
    assert "~ npsn-20000007  name: SD Rekaan 7 → SD Rekaan Tujuh" in run("diff").output
    second = json.loads(run("publish", "--json").stdout)["version"]
    assert json.loads(run("rollback", "--json").stdout) == {"version": first["version"], "decisions": None}
    history = json.loads(run("history", "--json").stdout)
    assert history["current"] == first["version"]
    assert [(p["action"], p["version"]) for p in history["publications"]] == [
        ("rollback", first["version"]),
        ("publish", second),
        ("publish", first["version"]),
    ]
    assert [r["source"] for r in history["runs"]] == ["daftar", "daftar"]
    listed = run("history").output
    assert f"* {first['version']}  publish by penguji, 40 organizers (pertama)" in listed


@pytest.mark.slow
def test_the_guard_refuses_with_exit_code_1_until_a_reason_is_given(
    run: Run, sheet: Callable[[str], Path]
) -> None:
    run("import", sheet(HEADER + ROWS), "--source", "daftar", "--complete")
    assert run("publish").exit_code == 0
    few = HEADER + "".join(ROWS.splitlines(keepends=True)[:20])
    assert run("import", sheet(few), "--source", "daftar", "--complete").exit_code == 0
    refused = run("publish")
    assert refused.exit_code == 1
    assert "20 of 40 (50.0%) organizers vanished" in refused.output
    assert "--accept" in refused.output
    answer = run("publish", "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["published"]) == (1, False)
    assert "the guard would refuse" in run("diff").output
    accepted = run("publish", "--accept", "sekolah digabung", "--by", "penguji")
    assert accepted.exit_code == 0
    assert "sekolah digabung" in run("history").output


def test_a_rollback_leaves_the_decisions_in_force(run: Run, sheet: Callable[[str], Path]) -> None:
    with Ledger.open(settings().ledger) as ledger:
        record(ledger, [school(1)])
        run("publish")
        record(ledger, [school(2)])
        second = json.loads(run("publish", "--json").stdout)["version"]
        case = ledger.reports.receive(Report(ReportKind.MISSED, "gform:1FAIpQLSrekaan")).case
        draft = Draft(case.number, case.version, Action.FLAG, Ground.PAYMENT, "bukti rekaan", emergency=True)
        ledger.decisions.make(draft, "admin-a")
        publish_decisions(ledger, SnapshotFolder.at(settings().snapshots), PublishOrder())
        back = json.loads(run("rollback", "--json").stdout)
    snapshot = SnapshotStore(settings().snapshots).current()
    assert back["version"] < second < back["decisions"] == snapshot.version
    assert (snapshot.counts["organizer"], snapshot.flagged) == (1, ["gform:1FAIpQLSrekaan"])


def test_a_rollback_that_cannot_keep_the_decisions_says_so(
    run: Run, sheet: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_full(*_: object) -> None:
        raise SnapshotError("disk full (rekaan)")

    with Ledger.open(settings().ledger) as ledger:
        for number in (1, 2):
            record(ledger, [school(number)])
            run("publish")
    first = SnapshotFolder.at(settings().snapshots).published()[-1]
    monkeypatch.setattr("registry.commands.registry.publish_decisions", disk_full)
    result = run("rollback")
    assert result.exit_code == 2
    assert f"rolled back to {first}, but the decisions in force now are not published" in result.output
    assert SnapshotFolder.at(settings().snapshots).current() == first


def test_an_export_is_what_import_reads(run: Run, sheet: Callable[..., Path], tmp_path: Path) -> None:
    run("import", sheet(HEADER + ROWS), "--source", "daftar")
    run("publish")
    rows = list(csv.DictReader(StringIO(run("export").stdout)))
    assert len(rows) == 40
    assert rows[0]["aliases"] == "SDR 0;SDN R 0"
    assert run("export", "--output", tmp_path / "semua.jsonl").exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "semua.jsonl").read_text().splitlines()]
    assert lines[0] == {
        "id": "npsn-20000000",
        "kind": "school",
        "name": "SD Rekaan 0",
        "region": "32.04",
        "aliases": ["SDR 0", "SDN R 0"],
        "hosts": ["sdr0.sch.id"],
        "registration": "20000000",
        "status": "listed",
    }
    for name, text in (
        ("lagi.csv", run("export").stdout),
        ("lagi.jsonl", (tmp_path / "semua.jsonl").read_text()),
    ):
        again = run("import", sheet(text, name), "--source", name, "--json")
        assert (again.exit_code, json.loads(again.stdout)["new"]) == (0, 40), again.output
        assert run("diff").exit_code == 0, run("diff").output


def test_a_dry_run_records_nothing(run: Run, sheet: Callable[[str], Path]) -> None:
    result = run("import", sheet(HEADER + ROWS), "--source", "daftar", "--dry-run")
    assert (result.exit_code, "nothing was recorded" in result.output) == (0, True)
    assert json.loads(run("history", "--json").stdout)["runs"] == []


def test_a_wrong_reading_is_set_aside(run: Run, sheet: Callable[[str], Path]) -> None:
    run("import", sheet(HEADER + ROWS), "--source", "daftar")
    [number] = [r["id"] for r in json.loads(run("history", "--json").stdout)["runs"]]
    older = ("import", sheet(HEADER + ROWS), "--source", "daftar", "--date", "2020-01-01")
    assert f"registry set-aside {number}" in run(*older).output
    assert run("set-aside", number, "--reason", " ").exit_code == 2
    assert run("set-aside", number, "--reason", "tanggal salah", "--by", "siti").exit_code == 0
    [entry] = json.loads(run("history", "--json").stdout)["runs"]
    assert (entry["outcome"], entry["note"]) == ("set_aside", "siti: tanggal salah")
    assert run(*older).exit_code == 0
    assert run("set-aside", 999, "--reason", "x").exit_code == 2


def test_readings_that_are_set_aside_and_leave_nothing_are_told(
    run: Run, sheet: Callable[[str], Path]
) -> None:
    wrong = ROWS.replace("SD Rekaan 1,", "SD Salah,")
    for rows in (ROWS, wrong, wrong):
        run("import", sheet(HEADER + rows), "--source", "daftar")
    third, second, _ = [r["id"] for r in json.loads(run("history", "--json").stdout)["runs"]]
    assert run("set-aside", third, "--reason", "salah").exit_code == 0
    done = run("set-aside", second, "--reason", "salah")
    assert done.exit_code == 1
    assert f"names any more: {ROWS.count('school,') - 1};" in done.stderr
    assert "import the last right list again" in done.stderr


def test_a_persons_edit_is_not_set_aside(run: Run, tmp_path: Path) -> None:
    with Ledger.open(settings().ledger) as ledger:
        edit = record(ledger, [school(1)], DESK)
    result = run("set-aside", edit.id, "--reason", "salah nomor")
    assert (result.exit_code, "undo it there" in result.output) == (2, True)


@pytest.mark.parametrize("text", ["", "school,SD A,32.04\n", "kind;name\n", "\0\0"])
def test_an_unusable_file_ends_with_exit_code_2_and_a_reason(
    run: Run, sheet: Callable[[str], Path], text: str
) -> None:
    result = run("import", sheet(text), "--source", "daftar")
    assert result.exit_code == 2
    assert "Error: " in result.output


def test_what_cannot_be_done_ends_with_exit_code_2(
    run: Run, sheet: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (["export"], ["rollback"], ["rollback", "--to", "x"]):
        result = run(*command)
        assert result.exit_code == 2, command
        assert "Error: " in result.output
    monkeypatch.setenv("CEKDIKLAT_LEDGER_URL", "mysql://x/y")
    settings.cache_clear()
    result = run("publish")
    assert (result.exit_code, "does not run on mysql" in result.output) == (2, True)


def test_cells_that_would_run_as_formulas_are_made_plain_in_the_export(run: Run) -> None:
    with Ledger.open(settings().ledger) as ledger:
        record(ledger, [working_group("=HYPERLINK(rekaan)")])
    run("publish")
    assert "'=HYPERLINK(rekaan)" in run("export").stdout


def test_progress_without_a_terminal_is_a_line_at_the_end_of_each_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress() as show:
        for done in (0, 2000, 4000, 4000):
            show("organizers", done, 4000)
        show("index of names", 10, 10)
    assert capsys.readouterr().err == "organizers: 4,000 of 4,000\nindex of names: 10 of 10\n"


@pytest.mark.slow
def test_the_embedded_registry_is_published_by_the_program_itself(tmp_path: Path) -> None:
    environment = {"CEKDIKLAT_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    program = [sys.executable, "-c", "from registry.cli import main; main()", "registry"]
    published = subprocess.run(
        [*program, "publish", "--json"], env=environment, capture_output=True, text=True, check=False
    )
    assert published.returncode == 0, published.stderr
    assert json.loads(published.stdout)["counts"]["organizer"] > 1000
    assert "organizers: " in published.stderr
    exported = subprocess.run(
        [*program, "export"], env=environment, capture_output=True, text=True, check=False
    )
    assert len(exported.stdout.splitlines()) > 1000
