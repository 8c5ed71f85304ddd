"""``cekdiklat hosts``: a person's explanation, and a machine's lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from registry.commands.hosts import group
from registry.hosts.index import build_index
from registry.hosts.platforms import as_dict
from tests.registry.hosts.conftest import seed_organizers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("index")
    build_index(seed_organizers(), folder)
    return folder


def run(folder: Path, *arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(group, ["explain", "--index", str(folder), *arguments], input=stdin)


def test_every_step_of_a_lookalike_is_shown(folder: Path) -> None:
    result = run(folder, "https://kemendikdasmen-go-id.contoh.my.id/daftar?nip=1987")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "key         host:kemendikdasmen-go-id.contoh.my.id"
    at = next(number for number, line in enumerate(lines) if line.startswith("look-alike"))
    assert "foreign_suffix (danger): kemendikdasmen.go.id" in lines[at]
    assert lines[at + 2].strip("^ ") == ""
    assert lines[at + 1][lines[at + 2].index("^") :] == "go-id.contoh.my.id"
    assert "1987" not in result.output


def test_an_owner_is_shown_with_its_dates_and_the_zone_with_what_it_proves(folder: Path) -> None:
    result = run(folder, "guru.kemendikdasmen.go.id", "--date", "2026-11-22")
    assert result.exit_code == 0
    assert "owner       ruang-gtk (own, guru.kemendikdasmen.go.id" in result.output
    assert "zone        government: proves that a registrant of this class exists, not which" in result.output


def test_what_was_dropped_opened_or_decoded_is_shown(folder: Path) -> None:
    wrapped = run(folder, "https://www.google.com/url?q=https%3A%2F%2Fs.id%2Fcontoh&nama=Budi")
    assert wrapped.output.startswith(
        "through     https://www.google.com/url\nkey         short:s.id/contoh\n"
    )
    login = run(folder, "https://disdik.bandung.go.id@contoh.my.id/x")
    assert login.output.splitlines()[:2] == [
        'login       what stands before "@" is no host and was dropped',
        "key         host:contoh.my.id",
    ]
    assert "Budi" not in wrapped.output
    assert "login" not in run(folder, "https://contoh.my.id/x@y").output
    assert run(folder, "https://xn--pgr-fsa.example/").output.startswith("shown       pgrğ.example\n")


def test_lines_in_lines_out_and_a_broken_one_hides_no_other(folder: Path) -> None:
    asked = [
        {"id": "a", "url": "https://docs.google.com/forms/d/e/1FAIpQLSx/viewform?entry.1=Budi"},
        {"id": 2, "url": "javascript:alert(1)"},
        {"id": 3, "url": "paspor-gtk.simpkb.id"},
        {"id": 4, "url": "disdik-bandungbarat.com"},
        {"id": 5},
    ]
    result = run(folder, "--jsonl", stdin="\n".join(map(json.dumps, asked)) + "\nnot json\n\n")
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert result.exit_code == 2
    assert [answer["id"] for answer in answers] == ["a", 2, 3, 4, 5, 6]
    assert all({"id", "key", "owner", "lookalike"} <= set(answer) for answer in answers)
    form, script, account, office, nothing, broken = answers
    assert (form["key"], form["owner"], form["lookalike"]) == ("gform:1FAIpQLSx", None, None)
    assert script["error"]["code"] == "scheme"
    assert (account["owner"]["organizer_id"], account["owner"]["proves"]) == ("simpkb", True)
    assert office["lookalike"]["technique"] == "claim"
    assert office["lookalike"]["organizer_id"] == "dinas-3217"
    assert "needs the form" in nothing["error"]["message"]
    assert "line 6 is not JSON" in broken["error"]["message"]


def test_bytes_that_are_no_text_are_answered(folder: Path) -> None:
    result = run(folder, "--jsonl", stdin=b'{"id": 1, "url": "https://\xff\xfe.id"}\n')
    assert json.loads(result.output)["error"]["code"] in ("json", "bad_host")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give one address"),
        (["x.id", "--jsonl"], "give one address"),
        (["mailto:a@b.id"], "only http and https"),
    ],
)
def test_unusable_input_says_why(folder: Path, arguments: list[str], message: str) -> None:
    result = run(folder, *arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_a_folder_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    result = run(tmp_path, "x.id")
    assert result.exit_code == 2
    assert "publish again" in result.output


def test_the_platforms_are_printed_as_the_extension_reads_them() -> None:
    result = CliRunner().invoke(group, ["platforms"])
    assert json.loads(result.output) == as_dict()
