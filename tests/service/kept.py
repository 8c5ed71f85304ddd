"""A kept registry and a thousand kept checks: the same in every run, so that answers can be compared.

Organizers come from the benchmark's generator (fictional bodies over the real regions), hosts and links are
made up. What the checks ask is drawn so that every level occurs often (`test_kept_checks` holds that).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import select

from benchmarks.names.corpus import Entry, entries, full_text, organizer
from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.announcements import Announcement
from registry.ledger.cases.made import Draft
from registry.ledger.cases.reports import Report, ReportKind
from registry.ledger.models import SightingEntry
from registry.ledger.resolutions import Resolution
from registry.ledger.sighting import Sighting
from registry.organizer import Alias, Host
from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.checking.check import check
from service.checking.present import present
from service.checking.texts import Language
from tests.registry.made import record

SIZE, CHECKS, SEED = 500, 1_000, 2026
DAY = date(2026, 3, 1)
TOPICS = ("Literasi", "Numerasi", "Kurikulum Merdeka", "Asesmen", "Modul Ajar", "Inklusi")
EXTRAS = (
    "Gratis, bersertifikat 32 JP.",
    "Biaya Rp 50.000, transfer ke rekening panitia.",
    "Wajib share ke 5 grup WA lalu kirim bukti tangkapan layar.",
    "Kirim kode OTP yang masuk ke HP Anda kepada admin.",
    "Isi kata sandi akun belajar.id Anda pada formulir.",
    "Sertifikat 32 JP dapat diunggah ke PMM untuk 128 poin.",
    "Daftar hadir diisi saat acara berlangsung.",
    "Kuota terbatas, hari ini terakhir!",
)


@lru_cache(maxsize=2)
def bodies(size: int) -> tuple[Entry, ...]:
    return tuple(entries(size))


def host(number: int) -> str:
    return f"rekaan{number}.{('go.id', 'sch.id', 'or.id')[number % 3]}"


def form(number: int) -> str:
    return f"1FAIpQLSeRekaan{number:04d}"


def fill(ledger: Ledger) -> None:
    """The registry as it is at first."""
    record(ledger, _sightings(SIZE))
    for number, (organizer_id, where) in enumerate(_announcing(ledger)):
        keys = (f"gform:{form(number)}",)
        ledger.announcements.record(
            Announcement(organizer_id, f"https://{where}/berita/{number}", where, DAY, keys)
        )
        at = datetime(2026, 3, 1, tzinfo=UTC)
        ledger.resolutions.record(Resolution(f"short:s.id/rekaan{number}", "resolved", at, keys[0]))


def change(ledger: Ledger) -> None:
    """What comes later: more organizers, and flags that two admins agree on."""
    record(ledger, _sightings(SIZE + 150), "daftar-lain")
    for number in range(200, 230):
        case = ledger.reports.receive(Report(ReportKind.MISSED, f"gform:{form(number)}")).case.number
        made = ledger.decisions.make(
            Draft(case, 1, Action.FLAG, Ground.CREDENTIALS, "meminta sandi (rekaan)"), "admin-a"
        )
        ledger.decisions.second(made.id, "admin-b")


def answers(snapshot: Snapshot) -> list[str]:
    """What the kept checks are answered, byte for byte as the interface sends it."""
    found = []
    for page, on, language in _checks():
        found.append(json.dumps(present(check(page, snapshot, on), language), ensure_ascii=False))
    return found


def _sightings(size: int) -> Iterator[Sighting]:
    for number, entry in enumerate(bodies(size)):
        made = organizer(entry)
        short = made.name.replace("Dinas Pendidikan", "Disdik").replace("Kabupaten", "Kab.")
        yield Sighting(
            key=made.id,
            kind=made.kind,
            name=made.name,
            seen_on=DAY,
            region=made.region,
            aliases=(Alias(short),) if short != made.name and number % 4 == 0 else (),
            hosts=(Host(host(number)),) if number % 2 == 0 else (),
        )


def _announcing(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """The first organizers with a host, by the ids that the ledger gave them."""
    with ledger.reading() as session:
        ids = dict(session.execute(select(SightingEntry.key, SightingEntry.organizer_id)).all())
    keys = [entry.id for entry in bodies(SIZE)]
    for number in range(0, 240, 2):
        yield ids[keys[number]], host(number)


@lru_cache(maxsize=1)
def _checks() -> tuple[tuple[Page, date, Language], ...]:
    draw = random.Random(SEED)
    return tuple(_check(draw) for _ in range(CHECKS))


def _check(draw: random.Random) -> tuple[Page, date, Language]:
    number = draw.randrange(SIZE)
    entry = bodies(SIZE)[number]
    urls = (
        f"https://docs.google.com/forms/d/e/{form(draw.randrange(300))}/viewform?usp=sf_link",
        f"https://{host(number)}/pendaftaran/{number}",
        f"https://{host(number).replace('.', '-')}.my.id/daftar",
        f"https://s.id/rekaan{draw.randrange(150)}",
        f"https://linktr.ee/rekaan{number}",
        None,
    )
    title = f"Webinar {draw.choice(TOPICS)} {number}"
    when = date(2024, 1, 1) + timedelta(days=draw.randrange(1_050))
    lines = [
        f"{draw.choice(('Penyelenggara', 'Diselenggarakan oleh', 'Bersama'))}: {full_text(entry)}",
        f"Hari/tanggal: {when.day}/{when.month}/{when.year}, pukul 09.00 WIB",
        *draw.sample(EXTRAS, draw.randrange(3)),
    ]
    kept = draw.sample(lines, draw.randint(1, len(lines)))
    page = Page(url=draw.choice(urls), title=title, text="\n".join(kept))
    return page, when, draw.choice(list(Language))
