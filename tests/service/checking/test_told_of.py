"""A page that warns of an imitation does not imitate; a page or message that leads to one does."""

from __future__ import annotations

import pytest

from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.checking.check import check
from service.checking.level import Level
from service.checking.share import share_text
from service.checking.texts import Language
from tests.service.checking.made import DAY

IMITATION = "kemendikdasmen-go-id.my.id"
WARNING = (
    f"Kementerian mengimbau guru waspada terhadap tautan palsu {IMITATION} yang meminta data."
    " Laman resmi hanya info.gtk.kemendikdasmen.go.id."
)
TITLE = "Waspada tautan palsu mengatasnamakan Info GTK"
OFFICIAL = "https://gtk.kemendikdasmen.go.id/berita/waspada"
CHECKERS = "https://cek-fakta.example/waspada"


def warned(url: str, text: str = WARNING, links: tuple[str, ...] = ()) -> Page:
    return Page(url=url, title=TITLE, text=text, links=links)


@pytest.mark.parametrize(
    ("page", "level"),
    [
        (warned(OFFICIAL), Level.RECOGNIZED),
        (warned(OFFICIAL, WARNING.replace(IMITATION, f"https://{IMITATION}/daftar")), Level.RECOGNIZED),
        (warned(CHECKERS), Level.UNKNOWN),
    ],
)
def test_a_page_that_warns_tells_of_the_address(snapshot: Snapshot, page: Page, level: Level) -> None:
    verdict = check(page, snapshot, DAY)
    assert verdict.level is level
    assert [it.quote for it in verdict.reasons if it.code == "told_of"] == [IMITATION]
    assert f"{IMITATION}" not in share_text(verdict, Language.INDONESIAN)


@pytest.mark.parametrize(
    "page",
    [
        warned(f"https://{IMITATION}/waspada"),
        warned(OFFICIAL, links=(f"https://{IMITATION}/daftar",)),
        warned(CHECKERS, links=(f"https://{IMITATION}/daftar",)),
        warned(CHECKERS, WARNING.replace(IMITATION, f"https://{IMITATION}/daftar")),
        Page(text=f"{TITLE}. {WARNING}"),
        Page(url=OFFICIAL, title="Webinar guru", text=f"Sabtu 5 Desember 2026. Daftar: {IMITATION}/daftar"),
    ],
)
def test_what_leads_to_an_imitation_is_dangerous_whatever_it_says(snapshot: Snapshot, page: Page) -> None:
    assert check(page, snapshot, DAY).level is Level.DANGER


def test_the_group_is_told_of_the_imitation_not_of_the_official_page(snapshot: Snapshot) -> None:
    verdict = check(Page(text=f"{TITLE}. {WARNING} Selengkapnya: {OFFICIAL}"), snapshot, DAY)
    text = share_text(verdict, Language.INDONESIAN)
    assert text.splitlines()[1] == IMITATION.replace(".", "[.]")
    assert "gtk[.]kemendikdasmen" not in text, "what speaks for the official page is left out"
