"""A mention: an organizer's name found in a page, as a span."""

from __future__ import annotations

from enum import StrEnum

from registry.matching.answer import NameMatch
from registry.values import dataclass


class Role(StrEnum):
    """What the named body does on the page: only ``organizer`` and ``host`` lead the event."""

    ORGANIZER = "organizer"
    HOST = "host"  # "tuan rumah", place
    PARTNER = "partner"  # "bekerja sama dengan", "didukung oleh"
    SPEAKER_AFFILIATION = "speaker_affiliation"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end] == quote``, in ``where`` (``title`` or ``text``); ``match`` says who it stands for.

    A mention whose match is ``none`` is kept too: a body is named that the registry does not know.
    """

    where: str
    start: int
    end: int
    quote: str
    match: NameMatch
    role: Role = Role.MENTIONED
