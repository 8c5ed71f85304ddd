"""The main job, end to end: official list and office's site → ledger → publish → check → banner in a browser.

Every piece is the real one: the programs run as a maintainer types them, the sites answer over HTTP on
loopback, the service keeps running while a new registry is published under it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import PHONE, wait_until
from tests.e2e.installed import Extension
from tests.e2e.site import Site
from tests.e2e.test_real_service import answers
from tests.internet.http import Site as Web
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import forms, office, referensi, short

pytestmark = pytest.mark.browser

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
)
ANNOUNCED = "1FAIpQLSeRekaanDiumumkan0000000000000000000000000000000"
STRANGER = "1FAIpQLSeRekaanTidakDiumumkan00000000000000000000000000"


def form_url(form: str) -> str:
    return f"https://docs.google.com/forms/d/e/{form}/viewform"


def invitation() -> office.Post:
    """A fictional event two weeks from today, so that its vouch is alive whenever the tests run."""
    today = date.today()
    day = today + timedelta(days=14)
    return office.Post(
        "undangan-bimtek-rekaan",
        "Undangan Bimtek Asesmen bagi Guru SMP (rekaan)",
        today - timedelta(days=2),
        f"""<p>{office.NAME} menyelenggarakan bimbingan teknis asesmen bagi guru SMP pada
        {day.day} {MONTHS[day.month - 1]} {day.year}. Tidak dipungut biaya.</p>
        <p>Pendaftaran melalui <a href="{form_url(ANNOUNCED)}">formulir pendaftaran</a>.</p>""",
    )


def form_page() -> str:
    """A sign-up form that names the office; the same words stand on the office's form and on a stranger's."""
    return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">
    <title>Pendaftaran Bimtek Asesmen (rekaan)</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"></head><body><form method="POST">
    <div role="heading" aria-level="1">Pendaftaran Bimtek Asesmen bagi Guru SMP (rekaan)</div>
    <div class="cBGGJ">Penyelenggara: {office.NAME}. Silakan isi formulir pendaftaran berikut.</div>
    <div role="listitem"><div role="heading" aria-level="3">Nama lengkap</div><input type="text"
    aria-label="Nama lengkap"></div><div role="button">Kirim</div></form></body></html>"""


@dataclass(frozen=True, slots=True)
class Main:
    """A running service on a home of its own, and what a check of it answers."""

    address: str
    home: Path
    net: LittleIndonesia

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """``cekdiklat COMMAND`` as a maintainer types it, with the little Indonesia as its internet."""
        return self.net.program(*command, env={"CEKDIKLAT_HOME": str(self.home)}, timeout=180)

    def check(self, form: str) -> dict[str, Any]:
        body = json.dumps(
            {
                "url": form_url(form),
                "title": "Pendaftaran Bimtek Asesmen (rekaan)",
                "text": f"Penyelenggara: {office.NAME}",
            }
        )
        request = urllib.request.Request(
            f"{self.address}/v1/check", body.encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            answer: dict[str, Any] = json.load(response)
        return answer


@pytest.fixture(scope="module")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Main]:
    """``cekdiklat serve`` in an empty home: it publishes the embedded registry itself."""
    home = tmp_path_factory.mktemp("main-job")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sites: list[Web] = [
        office.Office(posts=[invitation()]),
        referensi.Referensi(),
        forms.Forms(),
        *short.services(),
    ]
    log = (home / "log").open("wb")
    process = subprocess.Popen(
        [Path(sys.executable).with_name("cekdiklat"), "serve", "--port", str(port), "--workers", "1"],
        env=os.environ | {"CEKDIKLAT_HOME": str(home)},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: process.poll() is not None or answers(f"{address}/readyz"), "the service", 120)
        assert process.poll() is None, (home / "log").read_text()
        with LittleIndonesia(sites) as net:
            yield Main(address, home, net)
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture(scope="module")
def before(main_job: Main) -> dict[str, Any]:
    """What is said of the office's form before anything was crawled."""
    return main_job.check(ANNOUNCED)


@pytest.fixture(scope="module")
def crawled(main_job: Main, before: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Main:
    """Official list and office's announcements read, registry published, while the service stays up."""
    schools = referensi.small_definition(tmp_path_factory.mktemp("source"))
    for command in (
        ("crawl", str(schools)),
        ("crawl", "announcements", "--host", office.HOST),
        ("registry", "publish"),
    ):
        run = main_job.run(*command)
        assert run.returncode == 0, (command, run.stdout, run.stderr)
    return main_job


def test_before_the_crawl_the_office_is_only_claimed(before: dict[str, Any]) -> None:
    assert before["level"] == "claimed"
    assert before["organizers"][0]["id"] == "dinas-3204"


def test_an_announced_form_is_recognized_because_the_office_vouches_for_it(
    crawled: Main, before: dict[str, Any]
) -> None:
    answer = crawled.check(ANNOUNCED)
    assert answer["level"] == "recognized"
    assert (answer["organizers"][0]["id"], answer["organizers"][0]["relation"]) == ("dinas-3204", "vouched")
    assert answer["snapshot"] > before["snapshot"]  # the running service picked up the new registry


def test_a_form_with_the_same_words_that_was_not_announced_stays_claimed(crawled: Main) -> None:
    answer = crawled.check(STRANGER)
    assert (answer["level"], answer["organizers"][0]["relation"]) == ("claimed", "mention")


def test_a_school_of_the_official_list_is_in_the_registry(crawled: Main) -> None:
    with urllib.request.urlopen(f"{crawled.address}/v1/organizers/npsn-20206055", timeout=10) as response:
        school = json.load(response)
    assert (school["name"], school["kind"]) == ("SMP NEGERI 1 CILEUNYI", "school")


@pytest.mark.parametrize(("form", "level"), [(ANNOUNCED, "recognized"), (STRANGER, "claimed")])
def test_the_banner_says_so_on_the_form(
    crawled: Main, extension: Extension, site: Site, screenshots: Path, form: str, level: str
) -> None:
    extension.set(service=crawled.address)
    tab = extension.browser.open("about:blank")
    tab.resize(*PHONE)
    tab.goto(site.put(form_url(form).removeprefix("https://"), form_page()))
    banner = extension.banner(tab, level)
    assert office.NAME in banner.headline + banner.lead
    extension.picture(tab, screenshots / f"{extension.name}-main-job-{level}-phone.png")
    tab.close()
