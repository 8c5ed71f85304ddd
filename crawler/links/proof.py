"""Proving that somebody controls a host: they put a token where only the host's operator can put it.

Two ways: a TXT record ``cekdiklat-verify=TOKEN`` at the host's own name, or a text file
``https://HOST/.well-known/cekdiklat.txt`` with that line (or the bare token). The token is made by whoever
asks for the proof and is never sent to the host, so a page that repeats its address proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from crawler.outbound.addresses import read_address
from crawler.outbound.answer import Answer, Outcome
from crawler.outbound.door import Door
from crawler.outbound.target import RefusedError, read_target
from crawler.outbound.texts import NoTextsError

MARK = "cekdiklat-verify="
PATH = "/.well-known/cekdiklat.txt"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,100}")  # at least 96 bits when drawn from these 64 characters
_MOST_BYTES = 4_096  # of the file: a line is enough, and a whole page is no proof


class Method(StrEnum):
    """How control of a host is shown."""

    DNS = "dns"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be proven: that whoever was given ``token`` controls ``host``."""

    host: str
    token: str
    method: Method


@dataclass(frozen=True, slots=True)
class Proof:
    """``reason`` is ``None`` when the claim is proven, else one of the words in ``docs/crawler.md``.

    ``detail`` says in a few technical words what was found in place of the token.
    """

    reason: str | None = None
    detail: str | None = None

    @property
    def proven(self) -> bool:
        """Whether the token was found."""
        return self.reason is None


def read_claim(payload: Mapping[str, Any]) -> Claim | None:
    """The claim in a job's payload; ``None`` when it cannot be one.

    >>> read_claim({"host": "Disdik.Bandungkab.go.id", "token": "x" * 16, "method": "dns"})
    Claim(host='disdik.bandungkab.go.id', token='xxxxxxxxxxxxxxxx', method=<Method.DNS: 'dns'>)
    >>> read_claim({"host": "disdik.bandungkab.go.id", "token": "short", "method": "dns"}) is None
    True
    """
    host, token, method = (str(payload.get(name, "")) for name in ("host", "token", "method"))
    host = host.rstrip(".").lower()
    if _TOKEN.fullmatch(token) is None or method not in list(Method) or not _is_public_name(host):
        return None
    return Claim(host, token, Method(method))


def _is_public_name(host: str) -> bool:
    """Whether a text is a host's name and nothing else: no address, no path, no name of a local network."""
    try:
        return read_target(f"https://{host}/").host == host and read_address(host) is None
    except RefusedError:
        return False


async def prove(door: Door, claim: Claim) -> Proof:
    """Look for the token, once; nothing is raised for what the net does."""
    if claim.method is Method.DNS:
        return await _by_dns(door, claim)
    return _by_file(await door.fetch(f"https://{claim.host}{PATH}"), claim)


async def _by_dns(door: Door, claim: Claim) -> Proof:
    try:
        records = await door.texts(claim.host)
    except NoTextsError as error:
        return Proof(error.trouble.value)
    marked = [record.strip() for record in records if record.strip().startswith(MARK)]
    if f"{MARK}{claim.token}" in marked:
        return Proof()
    if marked:
        return Proof("other_token", f"{len(marked)} records begin with {MARK}")
    return Proof("no_token", f"{len(records)} TXT records, none begins with {MARK}")


def _by_file(answer: Answer, claim: Claim) -> Proof:
    if answer.outcome is Outcome.GONE:
        return Proof("no_file", str(answer.status))
    if answer.outcome is not Outcome.OK:
        return Proof(answer.outcome.value, answer.reason or str(answer.status or ""))
    # Whoever the host sends its visitors to has shown nothing about the host
    if urlsplit(answer.final_url).hostname != claim.host:
        return Proof("other_host", answer.final_url[:200])
    if len(answer.body) > _MOST_BYTES:
        return Proof("no_token", f"{len(answer.body)} bytes; a line is expected")
    lines = [line.strip() for line in answer.body.decode("utf-8-sig", "replace").splitlines()]
    if claim.token in lines or f"{MARK}{claim.token}" in lines:
        return Proof()
    if any(line.startswith(MARK) for line in lines):
        return Proof("other_token")
    return Proof("no_token", f"{len(lines)} lines, none is the token")
