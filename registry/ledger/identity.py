"""By which an organizer is known again, and the stable id it gets when its source gives none. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from hashlib import blake2b

from registry.ledger.sighting import Sighting
from registry.organizer import Kind

#: Reduces a name to what makes two spellings the same; the registry's own naming is handed in by the ledger.
Canonical = Callable[[str], str]

# NPSN: 8 digits; non-formal education has a letter first (P9908171). Kemendikdasmen,
# referensi.data.kemdikbud.go.id.
_NPSN = re.compile(r"[0-9A-Z][0-9]{7}")
# The six digits of an institution of higher education (kode PT; PDDikti, pddikti.kemdiktisaintek.go.id) also
# name one body in the whole country. Offices number their decrees themselves; an association's approval as a
# legal body (AHU-0000332.AH.01.08 Tahun 2021) is printed by each of its branches, which have none of their
# own.
_KODE_PT = re.compile(r"[0-9]{6}")
_ORGANIZER_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_WORD = re.compile(r"[\W_]+")
_SLUG_LENGTH = 60
_KIND_NUMBER = {kind: number for number, kind in enumerate(Kind)}


def plain_canonical(name: str) -> str:
    """The name without case, punctuation and spacing: ``KKG  Gugus-1`` and ``kkg gugus 1`` are the same.

    Derived ids rest on this function: changing it changes ids in new ledgers.
    """
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def is_npsn(text: str) -> bool:
    """Whether the text is shaped like a school number: 8 digits, or a letter and 7 digits."""
    return _NPSN.fullmatch(text) is not None


def is_organizer_id(text: str) -> bool:
    """Whether the text is fit as an organizer's id and for an address: ``[a-z0-9]`` words joined by ``-``."""
    return len(text) <= 120 and _ORGANIZER_ID.fullmatch(text) is not None


def derived_id(sighting: Sighting) -> str:
    """The id of an organizer nobody gave one: the same statement gives the same id in every ledger.

    A school is ``npsn-<number>``. Anything else is kind, readable slug and 40 bits of a hash over kind and
    nationwide number, or without one over kind, plain name, region and whatever number it has: equal names in
    different regions differ.
    """
    if sighting.kind is Kind.SCHOOL and sighting.registration and is_npsn(sighting.registration):
        return f"npsn-{sighting.registration.lower()}"
    kind = sighting.kind.value.replace("_", "-")
    plain = plain_canonical(sighting.name)
    ascii_name = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = _NOT_WORD.sub("-", ascii_name).strip("-")[:_SLUG_LENGTH].strip("-")
    number = registration_number(sighting)
    known_by: tuple[str | None, ...] = (plain, sighting.region)
    if number:
        known_by = ("number", number) if has_national_number(sighting) else ("number", number, *known_by)
    short_hash = blake2b(_joined(kind, *known_by), digest_size=5).hexdigest()
    return "-".join(part for part in (kind, slug, short_hash) if part)


def name_key(sighting: Sighting, canonical_name: str) -> bytes:
    """16 bytes that two statements share when kind, canonical name and region agree.

    The first five say kind and region, so that a list in the order of its regions, as official lists are,
    lands on neighbouring pages of the index: a million random places would cost gigabytes of writing.
    """
    region = int((sighting.region or "").replace(".", "") or 0)
    place = bytes([_KIND_NUMBER[sighting.kind]]) + region.to_bytes(4, "big")
    return place + blake2b(canonical_name.encode(), digest_size=11).digest()


def has_national_number(sighting: Sighting) -> bool:
    """Whether the registration number names one body in the whole country, so that it may stand for it.

    Any other number several bodies may have (two offices give the same one, branches share their
    association's), and only name and region say whose.
    """
    number = bare_number(sighting.registration or "")
    if sighting.kind is Kind.SCHOOL:
        return is_npsn(number.upper())
    return sighting.kind is Kind.UNIVERSITY and _KODE_PT.fullmatch(number) is not None


def registration_number(sighting: Sighting) -> str | None:
    """The registration number as numbers are compared; ``None`` without one.

    A nationwide number has no case and no punctuation; any other keeps its punctuation, which is all that
    tells 421/015/2024 from 4210.15/2024.
    """
    if has_national_number(sighting):
        return bare_number(sighting.registration or "")
    return " ".join((sighting.registration or "").casefold().split()) or None


def bare_number(number: str) -> str:
    """The number without case and punctuation."""
    return number.casefold() if number.isalnum() else _NOT_WORD.sub("", number).casefold()


def _joined(*parts: str | None) -> bytes:
    return "\x1f".join(part or "" for part in parts).encode()
