"""Findings put together for tests: real bodies, ties and signals made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from registry.decision import Action, Decision, Ground
from registry.hosts.reader import read_link
from registry.organizer import Host, Kind, Organizer, Provenance, Vouch
from registry.reading.facts import EventFacts, PageType
from registry.reading.signals.signal import Severity, Signal
from service.checking.findings import (
    AmbiguousName,
    Findings,
    Flagged,
    Holding,
    Imitation,
    LinkFacts,
    Relation,
    Tie,
)

DAY = date(2026, 11, 22)
FORM_URL = "https://docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform"
INVITATION = (
    "Dinas Pendidikan Kota Bandung (rekaan) mengundang guru mengikuti webinar literasi,"
    " Sabtu, 5 Desember 2026 pukul 09.00 WIB. Gratis."
)

BANDUNG = Organizer(
    id="dinas-32.73",
    kind=Kind.DINAS,
    name="Dinas Pendidikan Kota Bandung",
    region="32.73",
    region_name="Kota Bandung",
    hosts=(Host("disdik.bandung.go.id"),),
    provenance=(Provenance("seed", DAY),),
)
BANDUNG_REGENCY = Organizer(
    id="dinas-32.04",
    kind=Kind.DINAS,
    name="Dinas Pendidikan Kabupaten Bandung",
    region="32.04",
    region_name="Kabupaten Bandung",
)


def link(url: str, unresolved: bool = False) -> LinkFacts:
    read = read_link(url)
    return LinkFacts(read, read, unresolved=unresolved)


FORM = link(FORM_URL)
OWN = link("https://disdik.bandung.go.id/webinar")
SHORT = link("https://s.id/rekaan", unresolved=True)

HOST = Tie(BANDUNG, Relation.HOST, holding=Holding.OWN)
VOUCHED = Tie(
    BANDUNG,
    Relation.VOUCHED,
    vouch=Vouch("gform:1FAIpQLSrekaan", BANDUNG.id, "https://disdik.bandung.go.id/webinar", DAY, DAY),
)
APP = Tie(BANDUNG, Relation.APP, holding=Holding.APP)
NAMED = Tie(BANDUNG, Relation.MENTION, quote="Disdik Kota Bandung")
PARTNER = Tie(BANDUNG, Relation.MENTION, quote="Disdik Kota Bandung", leads=False, partner=True)
AMBIGUOUS = AmbiguousName("Disdik Bandung", (BANDUNG, BANDUNG_REGENCY))

EXACT = Imitation(
    "disdik-bandung-go-id.com", "disdik.bandung.go.id", BANDUNG.name, "foreign_suffix", exact=True
)
RESEMBLES = Imitation("disdikbandung.my.id", "disdik.bandung.go.id", BANDUNG.name, "combination", exact=False)

FLAG = Flagged(
    "docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform",
    Decision("gform:1FAIpQLSrekaan", Action.FLAG, Ground.CREDENTIALS, DAY, "KS-RKNRKNRK"),
)


def signal(code: str, severity: Severity, quote: str | None = "kutipan") -> Signal:
    return Signal(code, severity, quote, "text")


def findings(**changes: Any) -> Findings:
    """Findings with nothing in them, but for what the test changes."""
    fields: dict[str, Any] = {"on": DAY, "event": EventFacts(PageType.SIGNUP), "snapshot": "2026-11-22-1"}
    return Findings(**(fields | changes))
