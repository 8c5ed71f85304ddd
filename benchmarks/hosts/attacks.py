"""Made-up attacks on real official hosts, by templates of our own: what CI measures without any labelled
file.

Every attack is a string; most are nobody's address. None is opened, here or anywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from registry.hosts.suffixes import split_host


@dataclass(frozen=True, slots=True)
class Attack:
    """A host that imitates ``target`` by ``technique``."""

    host: str
    target: str
    technique: str


@dataclass(frozen=True, slots=True)
class _Target:
    host: str
    name: str  # in front of the suffix: disdik.jabarprov
    suffix: str  # go.id

    @property
    def dashed(self) -> str:
        return self.name.replace(".", "-")


_LOOKS = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і", "s": "ѕ", "u": "ս", "n": "ո", "b": "ь"}
_WORDS = ("pendaftaran", "bimtek", "webinar", "sertifikat", "insentif", "verifikasi", "pelatihan", "login")
_CHEAP = ("my.id", "web.id", "site", "online", "xyz", "top", "info")
_FREE = ("vercel.app", "web.app", "netlify.app", "blogspot.com", "pages.dev", "github.io")


def _embedded(target: _Target, rnd: random.Random) -> str:
    return f"{target.host}.{rnd.choice(_WORDS)}-guru.{rnd.choice(_CHEAP)}"


def _dashed_suffix(target: _Target, rnd: random.Random) -> str:
    return f"{target.dashed}-{target.suffix.replace('.', '-')}.{rnd.choice(_CHEAP)}"


def _glued_suffix(target: _Target, rnd: random.Random) -> str:
    return f"{target.dashed}{target.suffix.replace('.', '')}.{rnd.choice(_CHEAP)}"


def _trailing(target: _Target, rnd: random.Random) -> str:
    return f"{target.host}-{rnd.choice(_WORDS)}.{rnd.choice(_CHEAP)}"


def _word_before(target: _Target, rnd: random.Random) -> str:
    return f"{rnd.choice(_WORDS)}-{target.dashed}.{rnd.choice(_CHEAP)}"


def _word_glued(target: _Target, rnd: random.Random) -> str:
    return f"{rnd.choice(_WORDS)}{target.dashed}.{rnd.choice(_CHEAP)}"


def _official_word(target: _Target, rnd: random.Random) -> str:
    return f"{target.dashed}-resmi.{rnd.choice(_FREE)}"


def _free_host(target: _Target, rnd: random.Random) -> str:
    return f"{target.dashed}-{target.suffix.replace('.', '-')}.{rnd.choice(_FREE)}"


def _other_suffix(target: _Target, rnd: random.Random) -> str:
    return f"{target.dashed}.{rnd.choice(('com', 'net', 'org', *_CHEAP))}"


def _fake_zone(target: _Target, rnd: random.Random) -> str | None:
    fakes = {
        "go.id": ("g0", "go-id", "gov"),
        "sch.id": ("schh", "school"),
        "ac.id": ("acc", "edu"),
        "or.id": ("0r", "org"),
    }
    if target.suffix not in fakes:
        return None
    return f"{target.name}.{rnd.choice(fakes[target.suffix])}.id"


def _letters(target: _Target, rnd: random.Random) -> str | None:
    places = [at for at, letter in enumerate(target.dashed) if letter in _LOOKS]
    if not places:
        return None
    at = rnd.choice(places)
    return f"{target.dashed[:at]}{_LOOKS[target.dashed[at]]}{target.dashed[at + 1 :]}.{_zone(target)}"


def _slip(target: _Target, rnd: random.Random) -> str | None:
    """One slip in a government's long name, under a suffix anybody can have (shorter ones: decision 41)."""
    name = target.dashed
    if len(name) < 12 or target.suffix != "go.id" or any(letter.isdigit() for letter in name):
        return None
    at = rnd.randrange(1, len(name) - 1)
    slipped = rnd.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + rnd.choice("bdfghjkl") + name[at:],
        )
    )
    return None if slipped.replace("-", "") == name.replace("-", "") else f"{slipped}.com"


def _zone(target: _Target) -> str:
    return target.suffix if target.suffix in ("or.id", "id") else "com"


TEMPLATES: dict[str, Callable[[_Target, random.Random], str | None]] = {
    "embedded host": _embedded,
    "suffix with hyphens": _dashed_suffix,
    "suffix glued": _glued_suffix,
    "host as a prefix": _trailing,
    "word in front": _word_before,
    "word glued": _word_glued,
    "'resmi' on a free host": _official_word,
    "free host": _free_host,
    "other suffix": _other_suffix,
    "made-up zone": _fake_zone,
    "foreign letters": _letters,
    "slip in a long name": _slip,
}


def attacks(hosts: Sequence[str], per_template: int, seed: str) -> Iterator[Attack]:
    """``per_template`` attacks of every kind, on hosts drawn by a seed: the same seed gives the same
    attacks."""
    rnd = random.Random(seed)
    targets = [
        _Target(host, host[: -len(suffix) - 1], suffix)
        for host in hosts
        if (suffix := split_host(host)[1]) and host.endswith("." + suffix)
    ]
    for technique, template in TEMPLATES.items():
        made = 0
        for target in rnd.sample(targets, len(targets)):
            if made == per_template:
                break
            if (host := template(target, rnd)) is not None:
                made += 1
                yield Attack(host, target.host, technique)
