"""Letterheads name what is above an office before it, or the unit inside it: both are that office.

>>> from registry.naming.parse import parse
>>> name = parse("PEMERINTAH KOTA BANDUNG DINAS PENDIDIKAN")
>>> name.type, name.places[0].codes
('dinas_pendidikan', (3273,))
>>> parse("Bidang Pembinaan SMP Dinas Pendidikan Kab. Bogor").type
'dinas_pendidikan'
"""

from __future__ import annotations

from registry.naming.lexicon import Role, Symbol
from registry.naming.markers import LEVELS
from registry.naming.places import level
from registry.naming.reading import Reading
from registry.naming.slots import Place

GOVERNMENT = "pemerintah"
_GOVERNED = {
    "pemerintah kabupaten": "regency",
    "pemkab": "regency",
    "pemerintah kota": "city",
    "pemkot": "city",
    "pemerintah provinsi": "province",
    "pemprov": "province",
    "pemerintah": "",
    "pemda": "",
    "pemerintah daerah": "",
}
_OFFICES = frozenset(("dinas", "ministry"))
UNITS = frozenset(("bidang", "seksi"))
LONGEST_UNIT = 6
"""Words between "Bidang" and the office it belongs to."""


def office_of_government(reading: Reading, size: int, symbol: Symbol) -> bool:
    """An office behind its government is the body that is named; the government's level marks its place."""
    office = reading.lex.families[symbol.value]
    said = next((e.words for e in reading.name.evidence if e.slot == "type"), "")
    if office.kind != "dinas" or said not in _GOVERNED:
        return False
    name, marker = reading.name, _GOVERNED[said]
    for position, item in enumerate(name.items):
        if marker and isinstance(item, Place) and not item.marker:
            codes = tuple(code for code in item.codes if level(code) == LEVELS[marker])
            name.items[position] = item._replace(codes=codes, marker=marker) if codes else item
            break
    reading.family = office
    name.type, name.variant, name.outdated = symbol.value, symbol.variant, symbol.outdated
    name.lead = len(name.own)
    reading.note("type", symbol.value, size)
    return True


def skip_unit(reading: Reading) -> bool:
    """Pass over a unit to the office it belongs to ("Bidang GTK Disdik ..."); False when none follows."""
    if reading.family is not None or reading.tokens[reading.at] not in UNITS:
        return False
    last = min(len(reading.tokens), reading.at + 1 + LONGEST_UNIT)
    for start in range(reading.at + 1, last):
        symbol = reading.phrase(start)[1].get(Role.TYPE)
        if symbol is not None and reading.lex.families[symbol.value].kind in _OFFICES:
            reading.name.soft.extend(reading.tokens[reading.at : start])
            reading.at = start
            return True
    return False
