"""Shapes that values must have, so that swapped columns and broken encodings show. One small test each."""

from __future__ import annotations

from collections.abc import Callable

# What UTF-8 looks like when it was read as Windows-1252, and what is left when bytes were thrown away
_MOJIBAKE = ("Ã", "â€", "Â ", "\ufffd", "ï»¿")


def is_npsn(value: str) -> bool:
    """A school's number: eight digits, or P and seven for non-formal units (as the school reference prints
    them).

    >>> [is_npsn(v) for v in ("20207560", "P2961234", "SD NEGERI 1", "2020756")]
    [True, True, False, False]
    """
    digits = value[1:] if value[:1] == "P" else value
    return len(value) == 8 and digits.isascii() and digits.isdigit()


def is_name(value: str) -> bool:
    """A name of a body: has letters, more of them than digits, in a sound encoding.

    >>> [is_name(v) for v in ("SD NEGERI CILEUNYI 01", "SMPN 1", "20207560", "SD AL ITTIHÃ„D", "-")]
    [True, True, False, False, False]
    """
    letters = sum(char.isalpha() for char in value)
    digits = sum(char.isdigit() for char in value)
    return letters >= 2 and letters > digits and is_sound(value)


def is_sound(value: str) -> bool:
    """Free of the marks a wrong encoding leaves.

    >>> is_sound("MI Ma’arif"), is_sound("MI Maâ€™arif"), is_sound("SD Santo Yos\\ufffd")
    (True, False, False)
    """
    return not any(mark in value for mark in _MOJIBAKE)


def is_number(value: str) -> bool:
    """Digits, with the usual separators of register numbers (``AHU-0001234.AH.01.07.TAHUN 2016`` included).

    >>> [is_number(v) for v in ("12345", "AHU-0001234.AH.01.07.TAHUN 2016", "Perkumpulan Guru")]
    [True, True, False]
    """
    return any(char.isdigit() for char in value) and len(value) <= 60


def is_school_name(value: str) -> bool:
    """A school's name begins with its type or says it within the first words.

    >>> [is_school_name(v) for v in ("SD NEGERI CIMEKAR", "JL. RAYA CILEUNYI NO 3", "PKBM HARAPAN")]
    [True, False, True]
    """
    return is_name(value) and not value.casefold().startswith(("jl", "jalan", "kp ", "kp.", "dusun", "desa "))


SHAPES: dict[str, Callable[[str], bool]] = {
    "npsn": is_npsn,
    "name": is_name,
    "school_name": is_school_name,
    "number": is_number,
    "sound": is_sound,
}
