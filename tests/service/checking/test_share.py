"""The text for the school's group: which page is meant, and nothing of a person."""

from __future__ import annotations

import re

import pytest

from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.checking.check import check
from service.checking.level import Level
from service.checking.share import share_text
from service.checking.texts import Language
from tests.service.checking.made import DAY, FORM_URL, INVITATION
from tests.service.checking.test_check import Changed, resolved

PERSONAL = re.compile(r"budi|@|%40|\d{9}|628|0812", re.IGNORECASE)
IMITATION = "https://kemendikdasmen-go-id.pendaftaran-webinar.my.id/daftar"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://wa.me/6281200000001?text=halo", "WhatsApp"),
        ("https://chat.whatsapp.com/RekaanRekaanRekaan", "WhatsApp"),
        ("https://t.me/budi_rekaan", "Telegram"),
        ("https://contoh.my.id/undangan/budi%40gmail.com/081200000001", "contoh.my.id"),
        ("https://s.id/webinar-rekaan", "s.id/webinar-rekaan"),
        ("https://s.id/budi@gmail.com", "s.id"),
        ("https://bit.ly/wa0812-0000-0001", "bit.ly"),
        (FORM_URL, "docs.google.com (1FAIpQLSrekaan)"),
        (f"{FORM_URL.removesuffix('viewform')}budi@gmail.com", "docs.google.com (1FAIpQLSrekaan)"),
        ("https://www.instagram.com/budi.rekaan", "www.instagram.com"),
        (f"https://contoh.my.id/{'é' * 700}", "contoh.my.id"),
    ],
    ids=lambda text: text[:40],
)
@pytest.mark.parametrize("language", list(Language))
def test_it_says_which_page_is_meant_and_nothing_personal(
    snapshot: Snapshot, address: str, told: str, language: Language
) -> None:
    verdict = check(Page(text=f"Webinar guru, Sabtu 5 Desember 2026. Daftar: {address}"), snapshot, DAY)
    assert verdict.link is not None
    text = share_text(verdict, language)
    assert text.splitlines()[1] == told
    assert not PERSONAL.search(text)


def test_where_a_short_link_leads_is_told_without_its_path(snapshot: Snapshot) -> None:
    target = resolved("https://rekaan.my.id/undangan/budi", "host:rekaan.my.id")
    opened = Changed(snapshot, (), target)
    text = share_text(check(Page(url="https://s.id/rekaan"), opened, DAY), Language.INDONESIAN)
    assert "s.id/rekaan menuju rekaan.my.id." in text
    assert not PERSONAL.search(text)


@pytest.mark.parametrize(
    "message",
    [f"Kemendikdasmen: webinar guru, daftar {IMITATION}", f"{INVITATION} Isi kata sandi akun di {IMITATION}"],
)
def test_at_danger_nothing_of_the_page_can_be_pressed(snapshot: Snapshot, message: str) -> None:
    verdict = check(Page(text=message), snapshot, DAY)
    assert verdict.level is Level.DANGER
    text = share_text(verdict, Language.INDONESIAN)
    assert "kemendikdasmen-go-id[.]pendaftaran-webinar[.]my[.]id" in text
    assert "pendaftaran-webinar.my.id" not in text
    assert "/daftar" not in text
    assert "kemendikdasmen.go.id" in text, "the real site is there to be opened"
