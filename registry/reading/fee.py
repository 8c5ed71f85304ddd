"""What it costs, and what the money is for: "Rp 50.000", "35k utk modul", "gratis", "infaq seikhlasnya"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import re2

from registry.reading.facts import Fee, FeeBasis, FeePurpose, Quote
from registry.reading.money import Amount, amounts
from registry.reading.plain import PlainText
from registry.reading.segments import sentence_of
from registry.reading.vocabulary import alternatives, any_of, vocabulary
from registry.values import dataclass

_FREE_WORD = rb"gratis+|free+|frre+"
_FOR_CERTIFICATE = re2.compile(
    rb"^[^.(;|\n]{0,30}\b(?:saat|setelah|untuk|utk|buat|bagi|per)\s+(?:pengunduhan|pengambilan|e-?sertifikat|sertifikat|mengunduh|cetak|klaim)"
)
_GETS = re2.compile(
    rb"^\s*(?:sudah |udah |langsung )?"
    rb"(?:dapat|dapet|oleh|mendapat|mendapatkan|angsal|kenging|meunang)\s+(?:e-?)?serti"
)
_CLAIMED = re2.compile(
    rb"\b(?:di)?(?:klaim|tebus|cetak|unduh)\b[^;\n]{0,60}\bdengan\s+(?:kontribusi|infa[kq]|biaya|donasi)"
)
"""The certificate is had for it, whatever it is called: "diklaim ... dengan kontribusi server"."""
_FILE = re2.compile(rb"\bsoft\s?(?:copy|file)")
_ENTRY_GIFT = re2.compile(rb"\binfa[kq]\s+(?:peserta|pendaftaran)|\bdi\s?bayar di (?:depan|muka|awal)")
_NOT_FREE = re.compile(rb"(?:(?:spam\s+\w+|tidak|bukan|gak|org|orang)\s+|sugar |bergizi )$")
"""Before "gratis" or "free": "sugar free", "Makan Bergizi Gratis"."""
_NEAR = 90
"""Characters around an amount that say what it is."""
_MOST_AMOUNTS = 40
_CLAUSE = re.compile(rb"[|;]|,\s|[a-z]{4}\.\s")
_MEMBERS = re.compile(rb"\b(?:anggota|member|(?:ber-?)?kta|guru honorer|mahasiswa)\b[^,;|\d]*$")
_NOT_MEMBERS = re.compile(rb"\b(?:non|bukan|belum|luar)\W{0,2}(?:anggota|member|(?:ber-?)?kta)\b[^,;|\d]*$")
_MEMBERS_BEHIND = re.compile(rb"\s*\(?(?:utk |untuk |bagi )?(?:anggota|member|(?:ber-?)?kta)\b")
_NOT_MEMBERS_BEHIND = re.compile(
    rb"\s*\(?(?:utk |untuk |bagi )?(?:non|bukan|belum|luar)\W{0,2}(?:anggota|member|(?:ber-?)?kta)\b"
)


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
    given: Any
    buys: Any
    joining: Any
    optional: Any
    untied: Any
    counted: Any
    spent: Any


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = vocabulary("fee")
    denied, money, between = (alternatives(data[name]) for name in ("not", "money", "between"))
    untied_not, untied_to = alternatives(data["untied_not"]), alternatives(data["untied_to"])
    ways = [
        rb"\b(?:" + _FREE_WORD + rb")\b",
        _pattern(data["free"]),
        rf"\b(?:{denied})(?:\s+(?:{between}))?\s+(?:{money})\b".encode(),
        rf"\b(?:{money})\s*[:?]?\s*(?:{denied})\s+(?:ada|dipungut|dikenakan|ditarik|perlu)\b".encode(),
    ]
    free = re2.compile(b"|".join(ways))
    made = {
        "free": free,
        "untied": re2.compile(rf"\b(?:{untied_not})\b[^,.;\n]{{0,20}}\b(?:{untied_to})\b".encode()),
        "counted": re2.compile(rf"\s+(?:{alternatives(data['counted'])})\b".encode()),
        "spent": re2.compile(alternatives(data["spent"]).encode()),
    }
    return _Words(**made, **{name: any_of(data[name]) for name in _Words.__slots__ if name not in made})


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
    named = _prices(text, words)
    free = _first_free(text, words, named)
    prices = [price for price in named if price.amount > 0]
    if prices:
        general = next((price for price in reversed(prices) if not price.members_only), prices[-1])
        if not any(price.members_only for price in prices):
            general = prices[0]
        purpose = general.purpose if training else FeePurpose.OTHER
        quote = Quote.of(text, general.start, general.end)
        amounts = tuple(price.amount for price in prices)
        return Fee(
            general.amount, purpose, FeeBasis.PAID, quote, amounts, free is not None, general.for_certificate
        )
    return _voluntary(text, words, free) or free or _state_funded(text, words)


def _voluntary(text: PlainText, words: _Words, free: Fee | None) -> Fee | None:
    """As much as one likes: a donation, or what is paid to take part."""
    match = words.voluntary.search(text.folded)
    if match is None:
        return None
    around = text.folded[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    quote = Quote.of(text, *match.span())
    if words.donation.search(around) is None:
        if words.given.search(around) is None:
            return None
        return Fee(None, FeePurpose.REGISTRATION, FeeBasis.VOLUNTARY, quote, (), free is not None)
    sentence = sentence_of(text, match.start())
    untied = words.untied.search(sentence) is not None
    if free is not None and untied:
        return None
    tied = words.certificate.search(sentence) is not None and not untied
    return Fee(None, FeePurpose.DONATION, FeeBasis.VOLUNTARY, quote, (), free is not None, tied)


def _first_free(text: PlainText, words: _Words, named: Sequence[_Price]) -> Fee | None:
    for match in words.free.finditer(text.folded):
        left = text.folded[max(0, match.start() - 14) : match.start()]
        if _NOT_FREE.search(left):
            continue
        quote = Quote.of(text, *match.span())
        return Fee(0, FeePurpose.REGISTRATION, FeeBasis.FREE, quote, (0,), free_entry=True)
    zero = next((price for price in named if price.amount == 0), None)
    if zero is None:
        return None
    quote = Quote.of(text, zero.start, zero.end)
    return Fee(0, FeePurpose.REGISTRATION, FeeBasis.FREE, quote, (0,), free_entry=True)


def _state_funded(text: PlainText, words: _Words) -> Fee | None:
    match = words.state_funded.search(text.folded)
    if match is None:
        return None
    if not (words.spent.search(match.group()) or words.spent.search(sentence_of(text, match.start()))):
        return None
    quote = Quote.of(text, *match.span())
    return Fee(0, FeePurpose.REGISTRATION, FeeBasis.STATE_FUNDED, quote, (0,), free_entry=True)


def _prices(text: PlainText, words: _Words) -> list[_Price]:
    """Everything that is asked for, zero included, in order of the text."""
    found: list[_Price] = []
    for amount in amounts(text):
        line = text.folded.rfind(b"\n", 0, amount.start) + 1
        left = text.folded[max(line, amount.start - _NEAR) : amount.start]
        right = text.folded[amount.end : amount.end + _NEAR].split(b"\n")[0]
        if not _is_price(amount, left, right, words):
            continue
        purpose, certificate = _purpose(left, right, words)
        found.append(
            _Price(amount.rupiah, amount.start, amount.end, purpose, certificate, _for_members(left, right))
        )
        if len(found) == _MOST_AMOUNTS:
            break
    return found


def _for_members(left: bytes, right: bytes) -> bool:
    """ "anggota Rp 25.000", "60K anggota / 90K non anggota": a price that does not hold for everybody."""
    if _NOT_MEMBERS.search(left) or _NOT_MEMBERS_BEHIND.match(right):
        return False
    return bool(_MEMBERS.search(left) or _MEMBERS_BEHIND.match(right))


def _is_price(amount: Amount, left: bytes, right: bytes, words: _Words) -> bool:
    clause = _CLAUSE.split(left)[-1]
    if words.not_a_fee.search(clause[-40:]):
        return False
    if amount.currency:
        return True
    if not amount.unit and words.counted.match(right):
        return False
    near_left = words.price.search(clause[-40:]) is not None
    return (
        near_left
        or re.match(rb"\s*/\s*(?:org|orang|peserta)", right) is not None
        or (
            amount.unit
            and (words.price_after.search(right[:20]) is not None or not re.match(rb"\s*[a-z]", right))
        )
    )


def _purpose(left: bytes, right: bytes, words: _Words) -> tuple[FeePurpose, bool]:
    """From the words nearest to the amount, and whether the certificate depends on it.

    "(makan, sertifikat 16 JP)" behind a price is what it buys, not what it is for.
    """
    clause = left.replace(b"min. ", b"min ").rsplit(b". ", 1)[-1]
    nearest = clause[-40:]
    buys = words.buys.search(clause[-50:]) is not None or words.joining.search(nearest) is not None
    if _GETS.match(right) and words.certificate.search(clause.rsplit(b",", 1)[-1]) is None:
        buys = True  # "... Jago Sertifikat, Sabtu, bayar 80 ribu dapat sertifikat"
    certificate = _CLAIMED.search(clause) is not None or (
        not buys
        and (words.certificate.search(clause) is not None or _FOR_CERTIFICATE.search(right) is not None)
    )
    if words.donation.search(clause[-30:]) is not None:
        if _ENTRY_GIFT.search(clause + right):
            return FeePurpose.REGISTRATION, False
        return FeePurpose.DONATION, certificate
    if certificate:
        optional = words.optional.search(clause + right) is not None and _FILE.search(clause + right) is None
        return FeePurpose.CERTIFICATE, not optional
    if words.other.search(clause[-30:]):
        return FeePurpose.OTHER, False
    return FeePurpose.REGISTRATION, False
