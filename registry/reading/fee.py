"""What it costs, and what the money is for: "Rp 50.000", "35k utk modul", "gratis", "infaq seikhlasnya"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from registry.reading.facts import Fee, FeeBasis, FeePurpose, Quote
from registry.reading.plain import PlainText
from registry.reading.segments import sentence_of
from registry.reading.vocabulary import any_of, vocabulary

_AMOUNT = re2.compile(
    rb"(?P<rp>\brp\s*\.?\s*|\bidr\s*|\b)(?P<n>\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d)?)"
    rb"(?P<unit>\s*(?:rb|ribu|k|jt|juta)\b(?:an\b)?)?(?:\s*,-)?"
)
_FREE_WORD = rb"gratis+|free+|frre+"
_BUYS = re2.compile(
    rb"\b(?:mendapat|mendapatkan|memperoleh|termasuk|incl|include|fasilitas|plus|langsung dapat)\b"
)
_JOINING = re2.compile(
    rb"\b(?:biaya pendaftaran|htm|investasi|kontribusi|iuran|paket|registrasi|pendaftaran|tiket)\b"
)
_FOR_CERTIFICATE = re2.compile(
    rb"^[^.(;|\n]{0,30}\b(?:saat|setelah|untuk|utk|buat|bagi)\s+(?:pengunduhan|pengambilan|e-?sertifikat|sertifikat|mengunduh|cetak|klaim)"
)
_OPTIONAL = re2.compile(rb"\b(?:opsional|optional|fisik|hardcopy|hard copy|tidak wajib)\b")
_ENTRY_GIFT = re2.compile(rb"\binfa[kq]\s+(?:peserta|pendaftaran)|\bdi\s?bayar di (?:depan|muka|awal)")
_MOST = 20_000_000
"""Rupiah above this are no fee of a training."""
_FEW = 1_000
"""Rupiah below this are no price either (except 0)."""
_NEAR = 60
"""Characters around an amount that say what it is."""
_MOST_AMOUNTS = 40


@dataclass(frozen=True, slots=True)
class _Words:
    free: Any
    state_funded: Any
    price: Any
    price_after: Any
    not_a_fee: Any
    certificate: Any
    donation: Any
    voluntary: Any
    other: Any


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = vocabulary("fee")
    free = re2.compile(b"|".join([rb"\b(?:" + _FREE_WORD + rb")\b", _pattern(data["free"])]))
    return _Words(free, **{name: any_of(data[name]) for name in _Words.__slots__ if name != "free"})


def _pattern(words: Sequence[str]) -> bytes:
    return bytes(any_of(words).pattern)


@dataclass(frozen=True, slots=True)
class _Price:
    amount: int
    start: int
    end: int
    purpose: FeePurpose
    for_certificate: bool
    members_only: bool


def read_fee(text: PlainText, training: bool) -> Fee | None:
    """The fee as stated, or ``None`` when the page says nothing about money for taking part.

    A price wins over "gratis" (an event that is free to attend but sells the certificate costs the price,
    with ``free_entry``); "gratis" over "seikhlasnya"; a state budget counts as free. Outside trainings the
    purpose of a price is ``other``.
    """
    words = _words()
    free = _first_free(text, words)
    prices = [price for price in _prices(text, words) if price.amount > 0]
    if prices:
        general = next((price for price in reversed(prices) if not price.members_only), prices[-1])
        if not any(price.members_only for price in prices):
            general = prices[0]
        start, end = text.span(general.start, general.end)
        purpose = general.purpose if training else FeePurpose.OTHER
        quote = Quote(text.original[start:end], text.where, start, end)
        amounts = tuple(price.amount for price in prices)
        return Fee(
            general.amount, purpose, FeeBasis.PAID, quote, amounts, free is not None, general.for_certificate
        )
    if (voluntary := words.voluntary.search(text.folded)) is not None:
        around = text.folded[max(0, voluntary.start() - _NEAR) : voluntary.end() + _NEAR]
        if words.donation.search(around):
            tied = words.certificate.search(sentence_of(text, voluntary.start())) is not None
            start, end = text.span(voluntary.start(), voluntary.end())
            quote = Quote(text.original[start:end], text.where, start, end)
            return Fee(None, FeePurpose.DONATION, FeeBasis.VOLUNTARY, quote, (), free is not None, tied)
    if free is not None:
        return free
    return _state_funded(text, words)


def _first_free(text: PlainText, words: _Words) -> Fee | None:
    for match in words.free.finditer(text.folded):
        left = text.folded[max(0, match.start() - 14) : match.start()]
        if re.search(rb"(?:spam\s+\w+|tidak|bukan|gak|org|orang)\s+$", left) or left.endswith(b"sugar "):
            continue
        start, end = text.span(match.start(), match.end())
        quote = Quote(text.original[start:end], text.where, start, end)
        return Fee(0, FeePurpose.REGISTRATION, FeeBasis.FREE, quote, (0,), free_entry=True)
    zero = next((price for price in _prices(text, words) if price.amount == 0), None)
    if zero is None:
        return None
    start, end = text.span(zero.start, zero.end)
    quote = Quote(text.original[start:end], text.where, start, end)
    return Fee(0, FeePurpose.REGISTRATION, FeeBasis.FREE, quote, (0,), free_entry=True)


def _state_funded(text: PlainText, words: _Words) -> Fee | None:
    match = words.state_funded.search(text.folded)
    if match is None or not re.search(
        rb"biaya|pembiayaan|dibiayai|ditanggung|dibebankan|anggaran", sentence_of(text, match.start())
    ):
        return None
    start, end = text.span(match.start(), match.end())
    quote = Quote(text.original[start:end], text.where, start, end)
    return Fee(0, FeePurpose.REGISTRATION, FeeBasis.STATE_FUNDED, quote, (0,), free_entry=True)


def _prices(text: PlainText, words: _Words) -> list[_Price]:
    found: list[_Price] = []
    for match in _AMOUNT.finditer(text.folded):
        amount = _rupiah(match)
        if amount is None or _struck_out(text, match.start(), match.end()):
            continue
        line = text.folded.rfind(b"\n", 0, match.start()) + 1
        left = text.folded[max(line, match.start() - _NEAR) : match.start()]
        right = text.folded[match.end() : match.end() + _NEAR].split(b"\n")[0]
        if not _is_price(match, left, right, words):
            continue
        purpose, certificate = _purpose(left, right, words)
        members = bool(
            re.search(rb"\b(?:anggota|member|guru honorer|mahasiswa)\b[^,;|\d]*$", left)
        ) and not re.search(rb"\b(?:non|bukan)\W*(?:anggota|member)\b[^,;|\d]*$", left)
        found.append(_Price(amount, match.start(), match.end(), purpose, certificate, members))
        if len(found) == _MOST_AMOUNTS:
            break
    return found


def _rupiah(match: Any) -> int | None:
    """The amount, or ``None`` when the number cannot be money: bare small numbers, years, hours."""
    digits, unit = match.group(b"n"), (match.group(b"unit") or b"").strip()
    grouped = re.fullmatch(rb"\d{1,3}(?:[.,]\d{3})+", digits) is not None
    if unit.startswith((b"rb", b"ribu", b"k")):
        value = float(digits.replace(b",", b".")) * 1_000 if not grouped else None
    elif unit.startswith((b"jt", b"juta")):
        value = float(digits.replace(b",", b".")) * 1_000_000 if not grouped else None
    elif match.group(b"rp") or grouped:
        value = float(digits.replace(b".", b"").replace(b",", b""))
    else:
        value = None
    if value is None or value > _MOST or 0 < value < _FEW:
        return None
    return int(value)


def _struck_out(text: PlainText, start: int, end: int) -> bool:
    """WhatsApp's ``~Rp150.000~`` is a price that no longer holds."""
    first, last = text.span(start, end)
    return (
        text.original[max(0, first - 4) : first].find("~") >= 0
        and text.original[last : last + 4].find("~") >= 0
    )


def _is_price(match: Any, left: bytes, right: bytes, words: _Words) -> bool:
    clause = left.rsplit(b"|", 1)[-1]
    if words.not_a_fee.search(clause[-40:]):
        return False
    if match.group(b"rp"):
        return True
    near_left = words.price.search(clause[-40:]) is not None
    return (
        near_left
        or re.match(rb"\s*/\s*(?:org|orang|peserta)", right) is not None
        or (
            bool(match.group(b"unit"))
            and (words.price_after.search(right[:20]) is not None or not re.match(rb"\s*[a-z]", right))
        )
    )


def _purpose(left: bytes, right: bytes, words: _Words) -> tuple[FeePurpose, bool]:
    """From the words nearest to the amount, and whether the certificate depends on it.

    "(makan, sertifikat 16 JP)" behind a price is what it buys, not what it is for.
    """
    clause = left.replace(b"min. ", b"min ").rsplit(b". ", 1)[-1]
    nearest = clause[-40:]
    buys = _BUYS.search(clause[-50:]) is not None or _JOINING.search(nearest) is not None
    certificate = not buys and (
        words.certificate.search(clause) is not None or _FOR_CERTIFICATE.search(right) is not None
    )
    if words.donation.search(clause[-30:]) is not None:
        if _ENTRY_GIFT.search(clause + right):
            return FeePurpose.REGISTRATION, False
        return FeePurpose.DONATION, certificate
    if certificate:
        return FeePurpose.CERTIFICATE, _OPTIONAL.search(clause + right) is None
    if words.other.search(clause[-30:]):
        return FeePurpose.OTHER, False
    return FeePurpose.REGISTRATION, False
