"""How much an "unknown" is worth: what the registry holds of that kind, in that province."""

from __future__ import annotations

from registry.naming.lexicon import lexicon
from registry.naming.parse import parse
from registry.naming.slots import Name
from registry.organizer import Kind
from registry.region import gazetteer
from service.checking.findings import Coverage
from service.checking.published import Published


def coverage_of(stranger: str, snapshot: Published) -> Coverage | None:
    """For a name that the registry does not hold; ``None`` when no word says what kind of body it is.

    Counted is the province when the name says in which one it lies, else the whole country.
    """
    name = parse(stranger)
    family = lexicon().families.get(name.type or "")
    if family is None or not family.kind:
        return None
    kind, province = Kind(family.kind), _province(name)
    region = gazetteer().get(province) if province else None
    if region is None:
        return Coverage(kind, None, snapshot.coverage(kind))
    return Coverage(kind, region.name, snapshot.coverage(kind, region.code))


def _province(name: Name) -> str | None:
    """The one province all places of the name may lie in, ``None`` when there is none or several."""
    provinces = {str(code)[:2] for place in name.places for code in place.codes}
    return provinces.pop() if len(provinces) == 1 else None
