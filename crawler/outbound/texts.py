"""The TXT records of a host: the one question to a name server that is not about an address.

It is put to the name servers of this system (``/etc/resolv.conf``), the same that are asked for addresses, by
Twisted's own resolver; under a rehearsal to the rehearsed name server and nobody else.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import Any

from twisted.internet.defer import TimeoutError as QueryTimeoutError
from twisted.names.client import Resolver
from twisted.names.dns import TXT
from twisted.names.error import DNSNameError, DomainError

from crawler.outbound.policy import Policy
from crawler.outbound.target import RefusedError, read_target

_TRIES = (2, 4)  # seconds for the first and the second question to each name server
_MOST = 100  # records; a host has a handful
_LONGEST = 2_000  # characters of one record


class TextTrouble(StrEnum):
    """Why a host's records could not be had."""

    REFUSED = "refused"  # no name of a public host
    NO_SUCH_NAME = "no_such_name"
    NO_ANSWER = "no_answer"


class NoTextsError(Exception):
    """The TXT records could not be had; ``trouble`` says why. A host without any is an empty answer."""

    def __init__(self, trouble: TextTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


async def texts_of(host: str, policy: Policy) -> tuple[str, ...]:
    """The TXT records of a host as text, in the server's order; the pieces of a record are joined.

    Raises:
        NoTextsError: the name is none we ask for, does not exist, or nobody answered.
    """
    try:
        host = read_target(f"https://{host}/").host
    except RefusedError as error:
        raise NoTextsError(TextTrouble.REFUSED) from error
    try:
        asked: Any = _resolver(policy).lookupText(host, timeout=_TRIES)
        answers, _, _ = await asked.asFuture(asyncio.get_running_loop())
    except DNSNameError as error:
        raise NoTextsError(TextTrouble.NO_SUCH_NAME) from error
    except (DomainError, QueryTimeoutError, OSError) as error:
        raise NoTextsError(TextTrouble.NO_ANSWER) from error
    records = [answer.payload.data for answer in answers if answer.type == TXT][:_MOST]
    return tuple(b"".join(pieces)[:_LONGEST].decode("utf-8", "replace") for pieces in records)


def _resolver(policy: Policy) -> Resolver:
    """Made anew for each question: name servers change, and proofs are rare.

    Raises:
        NoTextsError: the rehearsal has no name server.
    """
    rehearsal = policy.rehearsal
    if rehearsal is None:
        return Resolver(resolv="/etc/resolv.conf")
    if rehearsal.names is None:
        raise NoTextsError(TextTrouble.NO_SUCH_NAME)
    return Resolver(servers=[rehearsal.names])
