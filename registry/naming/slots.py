"""The slots of one name: what a reading of it says, word by word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """A place in a name: ``words`` as written, ``name`` the same without spaces. ``codes`` are all regions it
    may stand for (none: a marker with an unknown name).

    ``marker`` is the administrative level that the name itself states (``regency`` for "Kab."), empty when it
    does not. ``typed``: the name is not spelled as any region is; ``codes`` are those it comes close to.
    """

    name: str
    words: str
    codes: tuple[int, ...]
    marker: str = ""
    typed: bool = False
    sure: bool = False


class Evidence(NamedTuple):
    """One slot, its value, and the words of the name it was read from."""

    slot: str
    value: str
    words: str


@dataclass(slots=True)
class Name:
    """One name, read.

    ``type`` is a row of ``families.csv`` (``None``: no word says what sort of body it is), ``variant`` the
    wording it was read from (offices are renamed; a variant never separates two bodies by itself). ``levels``
    are school levels, ``status`` is ``negeri``, ``swasta`` or empty, ``numbers`` are in the order of the
    text, ``unit`` is what they count (``gugus``, ``wilayah``, ...). ``items`` is everything else in order:
    own words and places. ``soft`` words (panitia, webinar, ...) belong to no name. ``lead``: how many own
    words stand before the type.
    """

    text: str
    type: str | None = None
    variant: str = ""
    outdated: bool = False
    levels: tuple[str, ...] = ()
    status: str = ""
    subjects: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    unit: str = ""
    branch: str = ""
    npsn: str = ""
    lead: int = 0
    items: list[str | Place] = field(default_factory=list)
    soft: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def own(self) -> list[str]:
        """The own words, places left out."""
        return [item for item in self.items if isinstance(item, str)]

    @property
    def places(self) -> list[Place]:
        """The places, own words left out."""
        return [item for item in self.items if not isinstance(item, str)]
