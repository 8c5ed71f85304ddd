"""Characters that look like a Latin letter, and the skeleton of a name: what is left when looks are all
that counts.

The table ``registry/data/hosts/confusables.csv`` is generated from Unicode's ``confusables.txt`` (UTS #39):

    python -m registry.hosts.lookalike.confusables confusables.txt

It keeps the characters that can stand in a host name (IDNA 2008) and look like ``a-z0-9``. Its head records
the Unicode version and the checksum of the file it was made from. Unicode data files are under the Unicode
License v3. ``confusables_extra.csv`` adds pairs by hand, with the reason for each."""

from __future__ import annotations

import csv
import hashlib
import sys
import unicodedata
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")

# What one Latin letter or digit can be taken for at a glance, all brought to one form on both sides of a
# comparison. Digits are the ones used for letters in made-up addresses (``kemd1kbud``, ``sch00l``).
_ASCII_FOLD = str.maketrans({"1": "l", "i": "l", "0": "o", "q": "g", "9": "g", "5": "s", "3": "e", "4": "a"})
_NAMES_OF_LETTERS = (("LATIN", "SMALL", "LETTER"), ("LATIN", "LETTER", "SMALL", "CAPITAL"))
_PAIRS = (("rn", "m"), ("nn", "m"), ("vv", "w"), ("cl", "d"))


def skeleton(text: str) -> str:
    """The looks of a name, in ASCII. Two names with one skeleton can be taken for each other.

    ``pgri`` and ``ṗɡrı`` → the same; ``kemdikbud``, ``kemdlkbud`` and ``kеmdikbud`` (Cyrillic е) → the same.
    Characters that look like no Latin letter stay as they are.
    """
    return fold_ascii(text if text.isascii() else latin(text))


def fold_ascii(text: str) -> str:
    """One form for Latin letters and digits that are taken for each other (``rn``/``m``,
    ``1``/``l``/``i``)."""
    for pair, letter in _PAIRS:
        if pair in text:
            text = text.replace(pair, letter)
    return text.translate(_ASCII_FOLD)


def latin(text: str) -> str:
    """Every character replaced by the Latin letters it looks like; marks above and below letters are
    dropped."""
    table = _table()
    out: list[str] = []
    for character in text:
        if character in _HOST_CHARACTERS:
            out.append(character)
        elif (found := table.get(character)) is not None:
            out.append(found)
        else:
            bare = [
                part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)
            ]
            out.extend((table.get(part) or _named_after(part)).lower() for part in bare)
    return "".join(out)


def _named_after(character: str) -> str:
    """The letter in a character's own name, where Unicode gives it no other looks.

    ``ʝ`` (LATIN SMALL LETTER J WITH CROSSED-TAIL) → ``j``; ``ɢ`` (LATIN LETTER SMALL CAPITAL G) → ``g``
    """
    words = unicodedata.name(character, "").split()
    at = next((len(head) for head in _NAMES_OF_LETTERS if tuple(words[: len(head)]) == head), None)
    return words[at] if at is not None and at < len(words) and len(words[at]) == 1 else character


def table_version() -> str:
    """The Unicode version the table was generated from, e.g. ``18.0.0``."""
    head = _read("confusables.csv").split("\n", 1)[0]
    return head.rpartition("Unicode ")[2].split(",")[0]


def generate(source: str) -> str:
    """The table's text from the text of Unicode's ``confusables.txt``.

    Raises:
        ValueError: the text has no version line, so it is not that file.
    """
    version = next(
        (line[11:].strip() for line in source.splitlines() if line.startswith("# Version: ")), None
    )
    if version is None:
        raise ValueError("not Unicode's confusables.txt: it has no '# Version:' line")
    prototypes: dict[str, str] = {}
    for line in source.splitlines():
        fields = line.partition("#")[0].split(";")
        if len(fields) >= 3:
            character = chr(int(fields[0], 16))
            prototypes[character] = "".join(chr(int(code, 16)) for code in fields[1].split())
    allowed = _idna_characters()
    rows = []
    for character, prototype in sorted(prototypes.items()):
        if character.isascii() or character not in allowed:
            continue
        looks = "".join(
            part
            for part in unicodedata.normalize("NFD", prototype).lower()
            if not unicodedata.combining(part)
        )
        if looks and set(looks) <= _HOST_CHARACTERS:
            rows.append(f"{ord(character):04X},{looks}")
    digest = hashlib.sha256(source.encode()).hexdigest()
    head = (
        f"# Characters that look like Latin letters, generated from confusables.txt of Unicode {version},\n"
    )
    head += f"# sha256 {digest}. Unicode License v3, https://www.unicode.org/license.txt\n"
    return head + "character,looks_like\n" + "\n".join(rows) + "\n"


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for name in ("confusables.csv", "confusables_extra.csv"):
        lines = [line for line in _read(name).splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines):
            table[chr(int(row["character"], 16))] = row["looks_like"]
    return table


def _read(name: str) -> str:
    return files("registry.data.hosts").joinpath(name).read_text(encoding="utf-8")


def _idna_characters() -> frozenset[str]:
    """Every character that may stand in a host name (``PVALID`` and contextual ones of IDNA 2008)."""
    from idna.idnadata import codepoint_classes

    found: set[str] = set()
    for name in ("PVALID", "CONTEXTJ", "CONTEXTO"):
        for packed in codepoint_classes[name]:
            found.update(map(chr, range(packed >> 32, packed & 0xFFFFFFFF)))
    return frozenset(found)


if __name__ == "__main__":
    target = Path(__file__).parents[2] / "data" / "hosts" / "confusables.csv"
    target.write_text(generate(Path(sys.argv[1]).read_text(encoding="utf-8-sig")), encoding="utf-8")
