"""256 pieces of advert text: a byte of the fuzzer's input stands for one, so that it writes sentences."""

from __future__ import annotations

from itertools import chain, islice

from registry.reading.signals.catalogue import catalogue
from registry.reading.vocabulary import vocabulary

_GLUE = (
    *(" ", " ", "\n", ". ", ", ", ": ", "? ", "! ", "-", "/", "(", ")", "*", "_", "~", "|", "\u200b", "😀"),
    *(
        "1",
        "2",
        "3",
        "17",
        "2024",
        "2026",
        "50.000",
        "Rp ",
        "rb",
        " JP",
        "%",
        "@",
        "https://",
        ".go.id",
        "s.id/",
    ),
    *("ﬁ", "１", "İ", "ß", "е", "\u0301", "\x00", "\ud7ff", "'", '"', "{", "}", "<b>", "&amp;"),
)
_NAMES = (
    *("Dinas Pendidikan ", "Kabupaten ", "Kota ", "Bandung ", "MGMP ", "KKG ", "Gugus ", "PGRI ", "SDN "),
    *(
        "Kementerian ",
        "Universitas ",
        "Komunitas Belajar ",
        "Kecamatan ",
        "Provinsi ",
        "Jawa Barat ",
        "Yayasan ",
    ),
)


def pieces() -> tuple[str, ...]:
    """The pieces: punctuation and numbers, names, and words of every vocabulary of the reader."""
    words = catalogue().words
    lists = [
        *words.values(),
        *(group["cues"] for group in vocabulary("page_type").values()),
        *vocabulary("fee").values(),
        *vocabulary("dates")["months"].values(),
        *vocabulary("dates")["cues"].values(),
    ]
    turns = chain.from_iterable(islice(one, turn, turn + 1) for turn in range(12) for one in lists)
    spoken = (f"{word} " for word in turns if "{" not in word and "#" not in word)
    return tuple(islice(chain(_GLUE, _NAMES, dict.fromkeys(spoken)), 256))
