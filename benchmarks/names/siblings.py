"""Every type in every region, asked where it is not registered while its siblings are: nobody is accepted.

To prove "A is never taken for B" for all pairs of regions, an index needs B without A. Twenty indexes do for
552 regions: for each binary digit of a region's number one index holds the regions with a 0 there, another
those with a 1, and any two different regions differ in some digit.

``python -m benchmarks.names.siblings [--districts]``
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.names.corpus import Entry, fill, organizer, region_phrase
from benchmarks.names.spelling import base_name
from benchmarks.names.words import words
from registry.matching.answer import Outcome
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.region import gazetteer

_REGENCY = ("dinas", "kemenag", "pgri", "igi", "himpaudi", "igtki", "igra", "agpaii", "pergunu", "k3s")
_DISTRICT = ("k3s", "pgri_cabang", "himpaudi", "kkg_mi", "pkg")


@dataclass(slots=True)
class Outcomes:
    """``false_accepts``: region asked for, name, accepted id. ``lost``: names that did not find their own."""

    asked: int = 0
    pairs: int = 0
    false_accepts: list[tuple[str, str, str]] = field(default_factory=list)
    retrieved: int = 0
    lost: list[str] = field(default_factory=list)


def run(groups: Sequence[Sequence[Entry]]) -> Outcomes:
    """``groups[i]`` are the organizers of region number ``i``; all pairs of regions are covered."""
    outcomes = Outcomes()
    for digit in range(max(1, (len(groups) - 1).bit_length())):
        for value in (0, 1):
            inside = [group for number, group in enumerate(groups) if number >> digit & 1 == value]
            outside = [group for number, group in enumerate(groups) if number >> digit & 1 != value]
            with tempfile.TemporaryDirectory() as folder:
                build_index((organizer(entry) for group in inside for entry in group), Path(folder))
                _absent(Matcher.open(Path(folder)), outside, outcomes)
    regions, types = len(groups), len(groups[0])
    outcomes.pairs = regions * (regions - 1) * types
    with tempfile.TemporaryDirectory() as folder:
        build_index((organizer(entry) for group in groups for entry in group), Path(folder))
        _present(Matcher.open(Path(folder)), groups, outcomes)
    return outcomes


def _absent(matcher: Matcher, groups: Sequence[Sequence[Entry]], outcomes: Outcomes) -> None:
    for group in groups:
        for entry in group:
            for text in spellings(entry):
                found = matcher.match(text)
                outcomes.asked += 1
                if found.outcome is Outcome.MATCH:
                    outcomes.false_accepts.append((entry.region, text, found.organizer_id or ""))


def _present(matcher: Matcher, groups: Sequence[Sequence[Entry]], outcomes: Outcomes) -> None:
    for group in groups:
        for entry in group:
            for text in spellings(entry):
                if matcher.match(text).organizer_id == entry.id:
                    outcomes.retrieved += 1
                else:
                    outcomes.lost.append(text)


def spellings(entry: Entry) -> Iterator[str]:
    """The entry in every way of writing its type, with its region in full and short."""
    for template in words().types[entry.type].spoken:
        subject = words().subjects.get(entry.subject, (entry.subject,))[0]
        for place in dict.fromkeys(_places(entry.region)):
            yield fill(template, entry, place, subj=subject)


def _places(code: str) -> list[str]:
    phrase = region_phrase(code)
    if len(code) == 2:
        return [phrase]
    if len(code) == 8:
        return [f"{phrase} {region_phrase(code[:5])}", f"Kec. {phrase.split(' ', 1)[1]}, {_short(code[:5])}"]
    return [phrase, _short(code)]


def _short(code: str) -> str:
    phrase = region_phrase(code)
    return f"Kab. {base_name(code)}" if phrase.startswith("Kabupaten") else phrase


def regency_groups() -> list[list[Entry]]:
    """Ten sorts of bodies, two MGMP and one MKKS for each of the 552 provinces, regencies and cities."""
    codes = [region.code for region in gazetteer() if region.level != "district"]
    return [
        [
            *(
                Entry(body, code)
                for body in _REGENCY
                if len(code) == 5 or body not in {"kemenag", "igra", "k3s"}
            ),
            Entry("mgmp", code, subject="Matematika", level="SMP"),
            Entry("mgmp", code, subject="Bahasa Indonesia", level="SMA"),
            Entry("mkks", code, level="SMK"),
        ]
        for code in codes
    ]


def district_groups(count: int) -> list[list[Entry]]:
    """Five sorts of bodies and a KKG Gugus 1 for a sample of the 7,285 districts, homonyms first."""
    by_name: dict[str, list[str]] = {}
    for region in gazetteer():
        if region.level == "district":
            by_name.setdefault(region.name, []).append(region.code)
    homonyms = [code for codes in by_name.values() if len(codes) > 1 for code in codes]
    others = [code for codes in by_name.values() if len(codes) == 1 for code in codes]
    random.Random("districts").shuffle(others)
    return [
        [*(Entry(body, code) for body in _DISTRICT), Entry("kkg", code, number=1)]
        for code in (homonyms + others)[:count]
    ]


def main() -> None:
    """Print what was asked and every false accept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--districts", type=int, nargs="?", const=7285, help="also so many districts (all)")
    options = parser.parse_args()
    runs = {"provinces, regencies, cities": regency_groups()}
    if options.districts:
        runs["districts"] = district_groups(options.districts)
    for name, groups in runs.items():
        outcomes = run(groups)
        print(
            f"{name}: {len(groups)} regions, {outcomes.pairs:,} pairs, {outcomes.asked:,} names asked, "
            f"{len(outcomes.false_accepts)} false accepts; in the full index {outcomes.retrieved:,} found, "
            f"{len(outcomes.lost)} not"
        )
        for pair, texts in _by_pair(outcomes).items():
            print(f"  {pair}: {len(texts)} names, e.g. {texts[0]}")
        for text in outcomes.lost[:20]:
            print(f"  not found: {text}")


def _by_pair(outcomes: Outcomes) -> dict[str, list[str]]:
    """The false accepts by who was asked for and who was given: one mistake shows in every type."""
    pairs: dict[str, list[str]] = {}
    for asked, text, accepted in outcomes.false_accepts:
        given = accepted.rsplit("-", 2)[1]
        pairs.setdefault(f"{asked} taken for {given}", []).append(text)
    return pairs


if __name__ == "__main__":
    main()
