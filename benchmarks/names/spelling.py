"""How people write an organizer's name: abbreviations, number formats, regions, order, glue, typos, case."""

from __future__ import annotations

import random
import string
from collections.abc import Collection
from functools import lru_cache

from benchmarks.names.corpus import Entry, fill, region_of
from benchmarks.names.words import words
from registry.region import gazetteer

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BEFORE = ("Pengurus", "Keluarga Besar", "Panitia", "Sekretariat", "Tim", "Admin", "Bapak/Ibu guru")
_AFTER = ("2025", "Tahun 2024", "periode 2024-2027", "(resmi)", "angkatan 3", "bekerja sama", "official")
_NEAR = {
    "a": "s",
    "e": "r",
    "i": "o",
    "o": "i",
    "u": "y",
    "n": "m",
    "m": "n",
    "t": "r",
    "r": "t",
    "g": "h",
    "k": "l",
}


def base_name(code: str) -> str:
    """A regency's or city's name without its type: ``Bandung`` for both Kabupaten and Kota Bandung."""
    name = region_of(code).name
    for kind in ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota "):
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def write(entry: Entry, said: Collection[str], rng: random.Random, noise: float = 1.0) -> str:
    """The entry as somebody would write it.

    ``said`` are the parts of its place that are written: ``kec``, ``bare_kec``, ``kab``, ``base`` (without
    Kabupaten or Kota), ``prov``. ``noise`` scales the chance of typos, glue, extra words and changed order; 0
    leaves only another way of writing the same.
    """
    place = _place(entry.region, said, rng)
    name = _name(entry, rng)
    if rng.random() < 0.05 * noise and place:
        text = f"{place}{rng.choice((' - ', ': ', ' '))}{name}"
    else:
        text = name + (rng.choice((" ", " ", ", ", " - ")) if place else "") + place
    if rng.random() < 0.25 * noise:
        text = f"{rng.choice(_BEFORE)} {text}" if rng.random() < 0.5 else f"{text} {rng.choice(_AFTER)}"
    for chance in (0.30, 0.17):  # a second typo follows one first typo in six
        if rng.random() >= chance * noise:
            break
        text = _typo(text, rng)
    if rng.random() < 0.05 * noise:
        text = _glue(text, rng)
    return rng.choices((text, text.upper(), text.lower()), (0.74, 0.14, 0.12))[0]


def _name(entry: Entry, rng: random.Random) -> str:
    template = rng.choice(words().types[entry.type].spoken)
    spoken = {"n": _number(entry, rng)}
    if entry.subject:
        spoken["subj"] = rng.choice(words().subjects[entry.subject])
    if entry.school and rng.random() < 0.6:
        spoken["school"] = _short_school(entry.school)
    return fill(template, entry, "", **spoken)


def _short_school(name: str) -> str:
    for long, short in (
        ("SD Negeri", "SDN"),
        ("SMP Negeri", "SMPN"),
        ("SMA Negeri", "SMAN"),
        ("SMK Negeri", "SMKN"),
    ):
        if name.startswith(long):
            return short + name.removeprefix(long)
    return name


def _number(entry: Entry, rng: random.Random) -> str:
    number = entry.number
    if not number or number > 99:
        return str(number or "")
    forms = [str(number), str(number), f"{number:02d}"]
    if entry.type == "kkg":
        forms += [ROMAN[number], ROMAN[number]]
    elif entry.type in {"sdn", "sdi"}:
        forms += [f"No. {number}", ROMAN[number] if number < len(ROMAN) else str(number)]
    return rng.choice(forms)


def _place(code: str, said: Collection[str], rng: random.Random) -> str:
    parts = []
    if {"kec", "bare_kec"} & set(said):
        name = region_of(code).name
        parts.append(
            name if "bare_kec" in said else f"{rng.choice(('Kecamatan', 'Kec.', 'Kec', 'Kec.'))} {name}"
        )
    if {"kab", "base"} & set(said):
        parts.append(base_name(code[:5]) if "base" in said else _regency(code[:5], rng))
    if "prov" in said:
        parts.append(_province(code[:2], rng))
    return rng.choice((" ", " ", ", ")).join(parts)


def _regency(code: str, rng: random.Random) -> str:
    if (nicknames := words().nicknames.get(code)) and rng.random() < 0.4:
        return rng.choice(nicknames)
    name, base = region_of(code).name, base_name(code)
    if name.startswith("Kota Administrasi"):
        return rng.choice((name, f"Kota Adm. {base}", base))
    if name.startswith("Kota "):
        return rng.choice((name, name, f"Kota. {base}" if rng.random() < 0.05 else name))
    return rng.choice((name, f"Kab. {base}", f"Kab {base}", f"Kab. {base}", f"Kab.{base}"))


def _province(code: str, rng: random.Random) -> str:
    name = region_of(code).name
    if (nicknames := words().nicknames.get(code)) and rng.random() < 0.4:
        return rng.choice(nicknames)
    return rng.choice((f"Provinsi {name}", f"Prov. {name}", name, f"Propinsi {name}"))


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    """Words that mean something: a typo must not turn one place or name into another."""
    known: set[str] = set()
    for region in gazetteer():
        known.update(region.name.casefold().split())
    for names in words().own.values():
        known.update(word for name in names for word in name.casefold().split())
    for first, second in words().villages.values():
        known.update((a + b).casefold() for a in first for b in second)
        known.update(part.strip().casefold() for part in (*first, *second))
    return frozenset(known)


def _typo(text: str, rng: random.Random) -> str:
    """One slip in one longer word: two letters swapped, one left out, doubled or taken from the next key."""
    pieces = text.split(" ")
    places = [i for i, word in enumerate(pieces) if len(word) >= 5 and word.isalpha()]
    rng.shuffle(places)
    for place in places:
        word = pieces[place]
        for _ in range(4):
            slipped = _slip(word, rng)
            if slipped.casefold() not in _known_words() and slipped != word:
                pieces[place] = slipped
                return " ".join(pieces)
    return text


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    letter = _NEAR.get(word[at].lower(), rng.choice(string.ascii_lowercase))
    return word[:at] + letter + word[at + 1 :]


def _glue(text: str, rng: random.Random) -> str:
    """One space lost, never between two digits."""
    spaces = [
        i
        for i, c in enumerate(text)
        if c == " " and not (text[i - 1].isdigit() and text[i + 1 : i + 2].isdigit())
    ]
    if not spaces:
        return text
    at = rng.choice(spaces)
    return text[:at] + text[at + 1 :]
