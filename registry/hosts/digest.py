"""The digest: official hosts and flagged links as a small binary list that a client keeps and asks without
a request.

Four bytes per key: the first bytes of the key's SHA-256, sorted. A prefix that is missing settles it; one
that is there may be a collision (anybody can make a name whose prefix collides), so the client then fetches
the bucket of all full hashes with the same first two bytes and compares in full. ``docs/digest.md`` has the
formats byte by byte."""

from __future__ import annotations

import hashlib
import struct
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum

from registry.values import dataclass

FORMAT = 1
PREFIX_BYTES = 4
BUCKET_BYTES = 2
"""Sixteen bits: one bucket stands for thousands of plausible addresses, so that asking for it names none of
them."""

MAX_VERSION = 40
_EPOCH = date(1970, 1, 1)
_HEADER = struct.Struct(
    "<4sBBHIIII40s"
)  # magic, format, prefix bytes, reserved, official, flagged, day, reserved, version
_DIFFERENCE = struct.Struct(
    "<4sBBH32s32sIIIIII40s"
)  # magic, …, base checksum, new checksum, four counts, day, reserved, version
_CHECKSUM_BYTES = 32


class DigestError(ValueError):
    """The bytes are no digest, bucket or difference of this format, or were damaged on the way."""


class Mark(IntEnum):
    """Which list a key is in."""

    OFFICIAL = 0
    FLAGGED = 1


@dataclass(frozen=True, slots=True)
class Digest:
    """A decoded digest. ``day`` is the day its dated hosts were taken on; ``checksum`` names this very
    content."""

    version: str
    day: date
    official: tuple[int, ...]
    flagged: tuple[int, ...]
    checksum: bytes

    def maybe(self, key: str) -> tuple[Mark, ...]:
        """The lists whose prefixes hold the key's. Empty is certain; anything else needs ``confirmed``."""
        wanted = _prefix(full_hash(key))
        lists = ((Mark.OFFICIAL, self.official), (Mark.FLAGGED, self.flagged))
        return tuple(mark for mark, prefixes in lists if _holds(prefixes, wanted))


def full_hash(key: str) -> bytes:
    """SHA-256 of a key's UTF-8 text."""
    return hashlib.sha256(key.encode()).digest()


def host_keys(host: str) -> tuple[str, ...]:
    """The keys under which a host can be in the list: itself, and every subtree that holds it.

    ``disdik.bandung.go.id`` → ``host:disdik.bandung.go.id``, ``host:*.disdik.bandung.go.id``,
    ``host:*.bandung.go.id``, ``host:*.go.id``"""
    parts = host.split(".")
    above = tuple(f"host:*.{'.'.join(parts[at:])}" for at in range(max(len(parts) - 1, 1)))
    return (f"host:{host}", *above)


def others_keys(host: str, subtree: str) -> tuple[str, ...]:
    """The keys of which one in the list says that others than the owner of a subtree write what is on a host.

    ``kostkoding.student.umm.ac.id`` below ``umm.ac.id`` → ``others:kostkoding.umm.ac.id``,
    ``others:kostkoding.ac.id``, …, ``others:student.ac.id``, ``others:student.id``; none for its own
    name."""
    labels = host.removesuffix(f".{subtree}").split(".") if host != subtree else []
    parts = subtree.split(".")
    above = [".".join(parts[at:]) for at in range(len(parts))]
    return tuple(f"others:{label}.{name}" for label in labels for name in above)


def encode(official: Iterable[str], flagged: Iterable[str], version: str, day: date) -> bytes:
    """The digest of official keys (``host:x``, ``host:*.x``, ``others:x``) and flagged link keys.

    Raises:
        DigestError: the version's name is longer than 40 bytes.
    """
    lists = [sorted({_prefix(full_hash(key)) for key in keys}) for keys in (official, flagged)]
    return _pack(lists[0], lists[1], version, day)


def decode(data: bytes) -> Digest:
    """Read a digest.

    Raises:
        DigestError: wrong format, wrong length, wrong order or wrong checksum.
    """
    body, checksum = data[:-_CHECKSUM_BYTES], data[-_CHECKSUM_BYTES:]
    if len(body) < _HEADER.size or not body.startswith(b"CKDG"):
        raise DigestError("not a digest: it does not begin with CKDG")
    if hashlib.sha256(body).digest() != checksum:
        raise DigestError("the digest was damaged on the way (checksum differs): fetch it again")
    _, form, width, _, officials, flags, days, _, version = _HEADER.unpack_from(body)
    if (form, width) != (FORMAT, PREFIX_BYTES):
        raise DigestError(
            f"digest format {form} with {width} bytes per key; this program reads {FORMAT} and {PREFIX_BYTES}"
        )
    if len(body) != _HEADER.size + PREFIX_BYTES * (officials + flags):
        raise DigestError("the digest's length does not fit its counts")
    prefixes = struct.unpack_from(f"<{officials + flags}I", body, _HEADER.size)
    official, flagged = prefixes[:officials], prefixes[officials:]
    if any(list(part) != sorted(set(part)) for part in (official, flagged)):
        raise DigestError("the digest's keys are not in order")
    return Digest(_text(version), _EPOCH + timedelta(days=days), official, flagged, checksum)


def difference(old: bytes, new: bytes) -> bytes:
    """What turns one digest into another: prefixes to remove and to add, bound to both checksums.

    Raises:
        DigestError: one of them is no digest.
    """
    before, after = decode(old), decode(new)
    lists = []
    for left, right in ((before.official, after.official), (before.flagged, after.flagged)):
        lists += [sorted(set(left) - set(right)), sorted(set(right) - set(left))]
    counts = [len(part) for part in lists]
    head = _DIFFERENCE.pack(
        *(b"CKDD", FORMAT, PREFIX_BYTES, 0, before.checksum, after.checksum),
        *(*counts, _days(after.day), 0, _version(after.version)),
    )
    body = head + b"".join(struct.pack(f"<{len(part)}I", *part) for part in lists)
    return body + hashlib.sha256(body).digest()


def apply(old: bytes, change: bytes) -> bytes:
    """The new digest from the old one and a difference.

    Raises:
        DigestError: damaged, made for another digest, or the outcome is not what it was made from.
    """
    before = decode(old)
    body, checksum = change[:-_CHECKSUM_BYTES], change[-_CHECKSUM_BYTES:]
    if len(body) < _DIFFERENCE.size or not body.startswith(b"CKDD"):
        raise DigestError("not a difference: it does not begin with CKDD")
    if hashlib.sha256(body).digest() != checksum:
        raise DigestError("the difference was damaged on the way (checksum differs): fetch the whole digest")
    _, form, width, _, base, goal, *counts, days, _, version = _DIFFERENCE.unpack_from(body)
    if (form, width) != (FORMAT, PREFIX_BYTES) or len(body) != _DIFFERENCE.size + PREFIX_BYTES * sum(counts):
        raise DigestError("the difference has another format or length: fetch the whole digest")
    if base != before.checksum:
        raise DigestError("the difference was made for another digest: fetch the whole digest")
    numbers = struct.unpack_from(f"<{sum(counts)}I", body, _DIFFERENCE.size)
    parts = []
    for count in counts:
        parts.append(set(numbers[:count]))
        numbers = numbers[count:]
    official = sorted(set(before.official) - parts[0] | parts[1])
    flagged = sorted(set(before.flagged) - parts[2] | parts[3])
    new = _pack(official, flagged, _text(version), _EPOCH + timedelta(days=days))
    if new[-_CHECKSUM_BYTES:] != goal:
        raise DigestError("the difference did not lead to the digest it names: fetch the whole digest")
    return new


class Buckets:
    """All full hashes, to answer a client whose prefix hit: by the first two bytes of the hash."""

    def __init__(self, official: Iterable[str], flagged: Iterable[str]) -> None:
        pairs = [(Mark.OFFICIAL, official), (Mark.FLAGGED, flagged)]
        self._entries = sorted({full_hash(key) + bytes([mark]) for mark, keys in pairs for key in keys})

    def bucket(self, number: int) -> bytes:
        """Every entry whose hash begins with this 16-bit number: 32 bytes of hash and one of ``Mark`` each.

        Raises:
            ValueError: the number is not in 0..65535.
        """
        if not 0 <= number < 1 << 16:
            raise ValueError(f"a bucket's number is between 0 and 65535, not {number}")
        start = bisect_left(self._entries, number.to_bytes(BUCKET_BYTES, "big"))
        end = len(self._entries)
        if number < 0xFFFF:
            end = bisect_left(self._entries, (number + 1).to_bytes(BUCKET_BYTES, "big"))
        return b"".join(self._entries[start:end])


def bucket_of(key: str) -> int:
    """The number of the bucket that would hold a key."""
    return int.from_bytes(full_hash(key)[:BUCKET_BYTES], "big")


def confirmed(key: str, bucket: bytes) -> tuple[Mark, ...]:
    """The lists that really hold a key, by its full hash in a fetched bucket.

    Raises:
        DigestError: the bytes are no bucket.
    """
    size = _CHECKSUM_BYTES + 1
    if len(bucket) % size:
        raise DigestError("not a bucket: its length is not a multiple of 33")
    wanted = full_hash(key)
    found = (bucket[at : at + size] for at in range(0, len(bucket), size))
    return tuple(Mark(entry[-1]) for entry in found if entry[:-1] == wanted)


def _pack(official: list[int], flagged: list[int], version: str, day: date) -> bytes:
    head = _HEADER.pack(
        *(b"CKDG", FORMAT, PREFIX_BYTES, 0, len(official), len(flagged)), _days(day), 0, _version(version)
    )
    body = head + struct.pack(f"<{len(official) + len(flagged)}I", *official, *flagged)
    return body + hashlib.sha256(body).digest()


def _prefix(hashed: bytes) -> int:
    return int.from_bytes(hashed[:PREFIX_BYTES], "big")


def _holds(prefixes: tuple[int, ...], wanted: int) -> bool:
    at = bisect_left(prefixes, wanted)
    return at < len(prefixes) and prefixes[at] == wanted


def _days(day: date) -> int:
    return (day - _EPOCH).days


def _version(name: str) -> bytes:
    encoded = name.encode()
    if len(encoded) > MAX_VERSION or b"\0" in encoded:
        raise DigestError(f"a version's name has at most {MAX_VERSION} bytes: {name!r}")
    return encoded


def _text(padded: bytes) -> str:
    return padded.rstrip(b"\0").decode()
