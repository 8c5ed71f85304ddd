"""The shape of a signal: a sign of spam or of trust, with its quote."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from registry.values import dataclass


class Severity(StrEnum):
    """What a signal may do to a verdict, alone. Nothing is summed; weak ones never add up to a strong one."""

    STOP = "stop"  # danger: a password, OTP or PIN is asked, an official address is imitated
    STRONG = "strong"  # caution: suffices alone
    MEDIUM = "medium"  # a question to ask; caution only together with another medium one of a different group
    WEAK = "weak"  # named among the reasons, never changes the level
    TRUST = "trust"  # speaks for the page; never cancels a STOP


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal found: ``code`` (N01 ..., P01 ...), its words (``quote``, or ``None`` for what is absent).

    ``where`` is ``title``, ``text``, ``links`` or ``page`` (for what is absent); ``start`` and ``end`` are
    the quote's span in that field (0, 0 when there is none). ``params`` fill the message
    ``text_id``/``text_en``.
    """

    code: str
    severity: Severity
    quote: str | None = None
    where: str = "page"
    start: int = 0
    end: int = 0
    params: dict[str, str | int] = field(default_factory=dict)

    @property
    def stop(self) -> bool:
        """Nobody should fill in anything."""
        return self.severity is Severity.STOP
