"""How much an "unknown" is worth: what the registry holds of that kind, in that province."""

from __future__ import annotations

from registry.naming.lexicon import lexicon
from registry.naming.parse import parse
from registry.naming.slots import Name
from registry.organizer import Kind
from registry.region import gazetteer
from service.checking.findings import Coverage
from service.checking.published import Published

_DISTRICTS = 10_000
"""The smallest code of a district, as a number."""
_ANYBODYS = frozenset({"akademi"})
"""Types whose word shops use, too: "Akademi Guru Hebat" says nothing of universities."""


def coverage_of(stranger: str, snapshot: Published) -> Coverage | None:
    """For a name that the registry does not hold; ``None`` when no word says what kind of body it is.

    Counted is the province when the name says in which one it lies, else the whole country.
    """
    kind = kind_of(stranger)
    if kind is None:
        return None
    province = _province(parse(stranger))
    region = gazetteer().get(province) if province else None
    if region is None:
        return Coverage(kind, None, snapshot.coverage(kind))
    return Coverage(kind, region.name, snapshot.coverage(kind, region.code))


def kind_of(name: str) -> Kind | None:
    """The kind of body that a name says it is, ``None`` when it says none that is recognized."""
    type_ = parse(name).type or ""
    family = lexicon().families.get(type_) if type_ not in _ANYBODYS else None
    return Kind(family.kind) if family is not None and family.kind else None


def _province(name: Name) -> str | None:
    """The one province all places of the name may lie in, ``None`` when there is none or several.

    One word that is only a district's name says nothing: hundreds of villages are called Sukamaju.
    """
    places = list(name.places)
    if len(places) == 1 and min(places[0].codes, default=0) >= _DISTRICTS and " " not in places[0].words:
        return None
    provinces = {str(code)[:2] for place in places for code in place.codes}
    return provinces.pop() if len(provinces) == 1 else None
