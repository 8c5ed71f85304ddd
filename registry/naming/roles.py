"""What a phrase does to the reading of a name, by its role. Each function answers whether it could say
something here; when it could not, the next role of the phrase is asked, and in the end the words are own
words.
"""

from __future__ import annotations

from collections.abc import Callable

from registry.naming.lexicon import Role, Symbol
from registry.naming.markers import say_marker
from registry.naming.numbers import SPELLED, number
from registry.naming.parents import GOVERNMENT, office_of_government, skip_unit
from registry.naming.reading import Reading

SCHOOL = "sekolah"
_OWN_WORD_KINDS = frozenset(("profession", "working_group", "dinas"))


def say_type(reading: Reading, size: int, symbol: Symbol) -> bool:
    """A type: the first one read is that of the body; later ones are own words ("SMK PGRI", "Kombel
    MGMP").
    """
    name, family = reading.name, reading.family
    if family is None:
        reading.family = reading.lex.families[symbol.value]
        name.lead = len(name.own)
        name.type, name.variant, name.outdated = symbol.value, symbol.variant, symbol.outdated
        reading.note("type", symbol.value, size)
        return True
    if family.type == symbol.value:  # "Ikatan Guru Indonesia (IGI)"
        reading.note("type", symbol.value, size)
        return True
    if family.type == GOVERNMENT and office_of_government(reading, size, symbol):
        return True
    other = reading.lex.families[symbol.value]
    if other.kind == family.kind == "ministry":  # "BLPT Kemendikbudristek": the ministry above it
        reading.note("parent", symbol.value, size)
        return True
    if other.kind in _OWN_WORD_KINDS:
        name.items.append(symbol.value.replace("_", ""))
        reading.at += size
        return True
    return False


def say_level(reading: Reading, size: int, symbol: Symbol) -> bool:
    """School levels. A name that begins with one is a school's; for other types it is a slot or an own
    word.
    """
    name, family = reading.name, reading.family
    levels = tuple(symbol.value.split())
    if family is None:
        if symbol.position == "head" and not reading.begins():
            return False
        reading.family = reading.lex.families[SCHOOL]
        name.lead = len(name.own)
        name.type = SCHOOL
        name.levels = levels
    elif family.type == SCHOOL:
        if name.own or (symbol.position == "head" and (name.items or name.numbers)):
            return False  # "PAUD KB Mawar" is both, "SD Ma'arif" no MA
        name.levels = tuple(dict.fromkeys((*name.levels, *levels)))
    elif "level" in family.takes:
        name.levels = tuple(dict.fromkeys((*name.levels, *levels)))
    else:
        return False
    reading.note("level", symbol.value, size)
    return True


def say_status(reading: Reading, size: int, symbol: Symbol) -> bool:
    """Negeri or swasta, once a level has been read ("Universitas Negeri" is a name).

    Between own words negeri is one of them: "MTs Sabilul Huda Negeri Beta" stands in a village that is called
    so, as in Maluku.
    """
    if not reading.name.levels or reading.name.status:
        return False
    between = reading.name.items[-1:] == [reading.tokens[reading.at - 1]]
    if symbol.value == "negeri" and between and _goes_on(reading, reading.at + size):
        return False
    reading.name.status = symbol.value
    reading.note("status", symbol.value, size)
    return True


def _goes_on(reading: Reading, start: int) -> bool:
    """Whether an own word stands here."""
    if start >= len(reading.tokens) or number(reading.tokens[start]) is not None:
        return False
    return not reading.phrase(start)[0] and not reading.places.longest(reading.tokens, start)[0]


def say_subject(reading: Reading, size: int, symbol: Symbol) -> bool:
    """A subject, only in names of types that have one: elsewhere "mat" and "seni" are own words."""
    if reading.family is None or "subject" not in reading.family.takes:
        return False
    name = reading.name
    if symbol.value not in name.subjects:
        name.subjects = (*name.subjects, symbol.value)
    name.variant = f"{name.variant} {symbol.variant}".strip()
    reading.note("subject", symbol.value, size)
    return True


def say_suffix(reading: Reading, size: int, symbol: Symbol) -> bool:
    """A department in an office's name: another wording of the same office."""
    if reading.family is None or "suffix" not in reading.family.takes:
        return False
    name = reading.name
    name.variant = " ".join(sorted({*name.variant.split(), symbol.value}))
    reading.note("department", symbol.value, size)
    return True


def say_numbering(reading: Reading, size: int, symbol: Symbol) -> bool:
    """Gugus, rayon, wilayah, nomor and the number behind it."""
    after = reading.at + size
    follows = reading.tokens[after] if after < len(reading.tokens) else ""
    value = number(follows)
    if value is None and follows in SPELLED:
        value = SPELLED[follows]
    if value is not None and (reading.family is None or "number" in reading.family.takes):
        reading.name.unit = symbol.value
        reading.name.numbers = (*reading.name.numbers, value)
        reading.note("number", str(value), size + 1)
        return True
    if symbol.value == "gugus" and reading.family is not None and reading.family.type != SCHOOL:
        reading.name.unit = symbol.value
        reading.note("unit", symbol.value, size)
        return True
    if symbol.value in ("wilayah", "nomor") and reading.family is not None:
        reading.at += size
        return True
    return False


def say_branch(reading: Reading, size: int, symbol: Symbol) -> bool:
    """A level of organization, of a professional body only."""
    if reading.family is not None and reading.family.kind != "profession":
        return False
    if reading.family is None and not reading.begins():
        return False
    if reading.family is None and size > 1 and _names_a_place(reading, size):
        return say_filler(reading, size - 1, symbol)  # "Pengurus Kabupaten Sorong": the level of a place
    if reading.family is None and size > 1 and _begins_body(reading, size):
        return say_filler(reading, size - 1, symbol)  # "Pengurus Pusat Kegiatan Belajar Masyarakat Melati"
    reading.name.branch = symbol.value
    reading.note("branch", symbol.value, size)
    return True


def _begins_body(reading: Reading, size: int) -> bool:
    """Whether the last word of a phrase begins a longer one that says what sort of body it is."""
    longer, said = reading.phrase(reading.at + size - 1)
    return longer > 1 and not said.keys().isdisjoint((Role.TYPE, Role.LEVEL))


def _names_a_place(reading: Reading, size: int) -> bool:
    """Whether a phrase ends in the marker of the place behind it."""
    last = reading.at + size - 1
    marked = Role.MARKER in reading.phrase(last)[1]
    return (
        marked and last + 1 < len(reading.tokens) and reading.places.longest(reading.tokens, last + 1)[0] > 0
    )


def say_period(reading: Reading, size: int, symbol: Symbol) -> bool:  # noqa: ARG001  (one shape for all roles)
    """Tahun 2025, angkatan 3: what is counted here says nothing about the body."""
    after = reading.at + size
    if after >= len(reading.tokens) or number(reading.tokens[after]) is None:
        return False
    while after < len(reading.tokens) and number(reading.tokens[after]) is not None:
        after += 1
    reading.note("period", "", after - reading.at)
    return True


def say_filler(reading: Reading, size: int, symbol: Symbol) -> bool:
    """Words that belong to no name; some only in front: "Grup WA PGRI", but not "PGRI Group"."""
    if symbol.value == "before" and reading.family is not None:
        return False
    if skip_unit(reading):
        return True
    reading.name.soft.extend(reading.tokens[reading.at : reading.at + size])
    reading.at += size
    return True


SAYS: dict[Role, Callable[[Reading, int, Symbol], bool]] = {
    Role.TYPE: say_type,
    Role.LEVEL: say_level,
    Role.SUBJECT: say_subject,
    Role.MARKER: say_marker,
    Role.SUFFIX: say_suffix,
    Role.NUMBERING: say_numbering,
    Role.BRANCH: say_branch,
    Role.PERIOD: say_period,
    Role.STATUS: say_status,
    Role.FILLER: say_filler,
}
YIELDS_TO_PLACE = frozenset((Role.FILLER, Role.STATUS, Role.SUFFIX, Role.NUMBERING, Role.BRANCH))
"""These are part of a place's name when it is as long ("Sanggar" is also a district)."""
