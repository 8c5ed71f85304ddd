"""A seeded registry of up to a million organizers with realistic names over the real regions.

The registry grows the way a real one does, and every size holds the smaller ones: offices and provincial
bodies first, then the bodies of each regency, then those of each district, then schools and communities.
Regions are real, schools and communities are fictional; a name and its region together are unique.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from benchmarks.names.words import words
from registry.organizer import Kind, Organizer
from registry.region import Region, gazetteer


@dataclass(frozen=True, slots=True)
class Entry:
    """One organizer by its slots; ``school`` is the written name of the school a community belongs to."""

    type: str
    region: str
    number: int = 0
    own: str = ""
    subject: str = ""
    level: str = ""
    school: str = ""

    @property
    def slots(self) -> tuple[str, ...]:
        """Everything that identifies the organizer apart from its region."""
        return (self.type, str(self.number), self.own, self.subject, self.level, self.school)

    @property
    def id(self) -> str:
        """A stable id, fit for an address."""
        code = self.region.replace(".", "")
        return f"{self.type.replace('_', '-')}-{code}-{stable_hash('|'.join(self.slots)) % 16**10:010x}"


def stable_hash(text: str) -> int:
    """64 bits that are the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def fill(template: str, entry: Entry, region: str, **spoken: str) -> str:
    """A template with the entry's slots (or what ``spoken`` says instead); what is absent leaves no trace."""
    slots = {
        "n": str(entry.number or ""),
        "own": entry.own,
        "subj": entry.subject,
        "lev": entry.level,
        "school": entry.school,
        "r": region,
    }
    return " ".join(template.format(**(slots | spoken)).split())


def region_phrase(code: str) -> str:
    """How an official name says its region: ``Kecamatan Cileunyi``, ``Provinsi Jawa Barat``."""
    region = region_of(code)
    if region.level == "province":
        return region.name if region.name.startswith("Daerah") else f"Provinsi {region.name}"
    return f"Kecamatan {region.name}" if region.level == "district" else region.name


def region_of(code: str) -> Region:
    """The region with this code, which must exist."""
    if (region := gazetteer().get(code)) is None:
        raise KeyError(code)
    return region


def official_name(entry: Entry) -> str:
    """The name in the registry. A school's district is its region, not part of its name."""
    kind = words().types[entry.type].kind
    numbered_madrasah = entry.type in {"min", "mtsn", "man"}
    with_region = kind not in {"school", "community"} or numbered_madrasah
    return fill(words().types[entry.type].official, entry, region_phrase(entry.region) if with_region else "")


def full_text(entry: Entry) -> str:
    """Name and place in full, as a plain-text matcher is given it."""
    name, code = official_name(entry), entry.region
    phrases = []
    while code:
        phrase = region_phrase(code)
        if phrase.casefold() not in name.casefold():
            phrases.append(phrase)
        code = region_of(code).parent or ""
    return ", ".join([name, *phrases])


def organizer(entry: Entry) -> Organizer:
    """The entry as the registry publishes it."""
    return Organizer(
        id=entry.id,
        kind=Kind(words().types[entry.type].kind),
        name=official_name(entry),
        region=entry.region,
        region_name=region_of(entry.region).name,
    )


def entries(size: int) -> Iterator[Entry]:
    """About ``size`` entries (all of the last tier that are drawn; at most 3 % off), always the same ones."""
    left = size
    for tier, total in ((_national, 894), (_regency, 33_546), (_district, 110_030), (_village, 954_228)):
        if left <= 0:
            return
        share = min(1.0, left / total)
        for entry in tier():
            if share == 1.0 or stable_hash(f"drawn {entry.id}") < share * 2**64:
                left -= 1
                yield entry


@lru_cache(maxsize=3)
def _regions(level: str) -> tuple[Region, ...]:
    return tuple(region for region in gazetteer() if region.level == level)


def _national() -> Iterator[Entry]:
    for region in (*_regions("province"), *_regions("regency")):
        yield Entry("dinas", region.code)
    for region in _regions("province"):
        for body in ("kanwil", "bpmp", "bgtk", "pgri", "igi", "himpaudi", "igtki", "pergunu", "agpaii"):
            yield Entry(body, region.code)


def _regency() -> Iterator[Entry]:
    for region in _regions("regency"):
        rng = random.Random(f"regency {region.code}")
        for body in ("kemenag", "pgri", "igi", "himpaudi", "igtki", "igra", "agpaii", "pergunu", "k3s"):
            yield Entry(body, region.code)
        for level in ("SMP", "SMA", "SMK"):
            yield Entry("mkks", region.code, level=level)
        for level, subjects in words().levels.items():
            for subject in subjects:
                if rng.random() < 0.8:
                    yield Entry("mgmp", region.code, subject=subject, level=level)
        for number in range(1, rng.randint(2, 8)):
            yield Entry("min" if number % 2 else "mtsn", region.code, number=number)
            yield Entry("man", region.code, number=number)


def _district() -> Iterator[Entry]:
    for region in _regions("district"):
        rng = random.Random(f"district {region.code}")
        for body in ("k3s", "pgri_cabang", "himpaudi", "igtki", "pkg", "kkg_mi", "igra"):
            yield Entry(body, region.code)
        for subject in ("PAI", "PJOK", "Bahasa Inggris"):
            if rng.random() < 0.9:
                yield Entry("kkg_subject", region.code, subject=subject)
        for number in range(1, rng.randint(3, 8)):
            yield Entry("kkg", region.code, number=number)
        if rng.random() < 0.3:
            for own in rng.sample(words().own["gugus"], 3):
                yield Entry("kkg_own", region.code, own=own)


# school type: how many in a district on average, which own names, how often a number follows
_SCHOOLS = (
    ("sdn", 19.0, "village", 0.7),
    ("sdi", 1.5, "village", 0.3),
    ("sds", 2.0, "private", 0.3),
    ("sdit", 1.0, "islam", 0.0),
    ("smpn", 3.2, "place", 1.0),
    ("smps", 2.2, "private", 0.4),
    ("sman", 1.0, "place", 1.0),
    ("smas", 1.0, "private", 0.3),
    ("smkn", 0.6, "place", 1.0),
    ("smks", 1.5, "private", 0.3),
    ("slb", 0.3, "umum", 0.0),
    ("tk", 14.0, "umum", 0.5),
    ("kb", 9.0, "umum", 0.3),
    ("paud", 9.0, "umum", 0.3),
    ("ra", 4.0, "islam", 0.0),
    ("mi", 4.0, "islam", 0.0),
    ("mts", 2.5, "islam", 0.0),
    ("ma", 1.2, "islam", 0.0),
    ("pkbm", 1.4, "umum", 0.0),
)


def _village() -> Iterator[Entry]:
    for region in _regions("district"):
        rng = random.Random(f"village {region.code}")
        villages = _villages(region, rng)
        weight = rng.lognormvariate(0.0, 0.35)
        taken: set[tuple[str, ...]] = set()
        for school, mean, naming, numbered in _SCHOOLS:
            count = int(mean * weight * 1.02 + rng.random())
            for _ in range(count):
                entry = _school(school, naming, numbered, region, villages, rng)
                if entry.slots in taken:
                    continue
                taken.add(entry.slots)
                yield entry
                if rng.random() < 0.62:
                    own = rng.choice(words().own["kombel"]) if rng.random() < 0.35 else ""
                    yield Entry("kombel", region.code, own=own, school=official_name(entry))


def _villages(region: Region, rng: random.Random) -> list[str]:
    first, second = words().villages[words().style_of(region.code)]
    names = {_joined(rng.choice(first), rng.choice(second)) for _ in range(rng.randint(8, 16))}
    return [region.name, *sorted(names)]


def _joined(first: str, second: str) -> str:
    return first + second.capitalize() if first.endswith(" ") else first + second


def _school(
    school: str, naming: str, numbered: float, region: Region, villages: list[str], rng: random.Random
) -> Entry:
    own = words().own
    number = rng.randint(1, 4) if rng.random() < numbered else 0
    if naming == "village":
        name = rng.choice(villages)
        if region.code.startswith("12") and rng.random() < 0.5:
            number = 100_000 + stable_hash(f"{region.code} {name} {rng.random()}") % 90_000  # Sumatera Utara
    elif naming == "place":
        name = region.name if rng.random() < 0.7 else _town(region)
        number = rng.randint(1, 12 if name != region.name else 5)
    elif naming == "private":
        group = rng.choice(("islam", "umum", "umum", "kristen" if region.code[0] in "1579" else "islam"))
        name = rng.choice(own[group])
        if rng.random() < 0.55:
            name = f"{name} {rng.choice(villages)}"
    else:
        name = rng.choice(own[naming])
        if rng.random() < 0.6:
            name = f"{name} {rng.choice(villages)}"
    return Entry(school, region.code, number=number, own=name)


def _town(region: Region) -> str:
    """The regency's name without its type: schools of a town carry it."""
    return region_of(region.parent or region.code).name.split(" ", 1)[1]
