"""The matcher: a name in, ``match | ambiguous | none`` out, against one opened index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from registry.matching.answer import Candidate, NameMatch, Outcome
from registry.matching.candidates import Finder
from registry.matching.columns import open_columns
from registry.matching.costs import ACCEPT, MARGIN, SHOW
from registry.matching.explanation import CandidateStep, Explanation, SlotRead
from registry.matching.rows import RowReader
from registry.matching.siblings import vetoed_siblings
from registry.matching.twice import same_body
from registry.matching.vocabulary import Vocabulary
from registry.matching.weigh import weigh
from registry.matching.weighed import Query, Weighed
from registry.naming.lexicon import lexicon
from registry.naming.misspelled import mend_places
from registry.naming.parse import parse, parse_otherwise
from registry.naming.places import to_code, to_int
from registry.naming.repair import repair
from registry.naming.slots import Name
from registry.naming.text import normalize

SHOWN = 5
"""How many candidates an answer carries."""
EXPLAINED = 20
"""How many candidates an explanation carries, siblings apart."""
NOTHING = NameMatch(Outcome.NONE)


class Matcher:
    """Finds organizers by name. Cheap to open, safe to share between threads (it only reads)."""

    def __init__(self, folder: Path) -> None:
        self._columns = open_columns(folder)
        self._rows = RowReader(self._columns)
        self._vocabulary = Vocabulary(self._columns)
        self._finder = Finder(self._columns, self._rows, self._vocabulary)

    @classmethod
    def open(cls, folder: Path) -> Matcher:
        """Open the index that ``build_index`` wrote into this folder.

        Only maps the files. The vocabulary (0.1 s) is read by the first name of a process.

        Raises:
            IndexFormatError: there is none, or one of another format.
        """
        return cls(folder)

    def __len__(self) -> int:
        """How many organizers the index holds."""
        return self._columns.count

    def match(self, name: str, region: str | None = None) -> NameMatch:
        """Who a name stands for. ``region``: an official code known beside the name, which must then
        agree.
        """
        return self.match_parsed(parse(name), region)

    def match_parsed(self, name: Name, region: str | None = None) -> NameMatch:
        """The same for a name that has been read already."""
        return self._answer(*self._weighed(name, region))

    def match_exactly(self, name: Name, region: str | None = None) -> NameMatch:
        """The answer as far as exact keys go: cheap, and ``none`` for every misspelled name."""
        weighed, crowded = self._keyed(name, to_int(region or ""))
        return self._answer(weighed, crowded, "key", name)

    def match_many(self, names: Iterable[str]) -> list[NameMatch]:
        """The answers for several names, in order."""
        return [self.match(name) for name in names]

    def explain(self, name: str, region: str | None = None) -> Explanation:
        """The same answer as ``match``, with every step that led to it and the nearest vetoed siblings."""
        weighed, crowded, route, read = self._weighed(parse(name), region)
        best = {w.row.organizer: w for w in sorted(weighed, key=lambda w: (w.score, -w.row.row))}
        ranked = sorted(best.values(), key=lambda w: (-w.score, w.row.row))[:EXPLAINED]
        ranked += self._siblings(read, to_int(region or ""), {w.row.organizer for w in ranked})
        steps = (
            CandidateStep(
                self._columns.organizer_id(w.row.organizer), round(w.score, 4), tuple(w.costs), w.veto
            )
            for w in ranked
        )
        answer = self._answer(weighed, crowded, route, read)
        return Explanation(name, normalize(name), tuple(slots_of(read)), route, tuple(steps), answer)

    def _siblings(self, name: Name, region: int, known: set[int]) -> list[Weighed]:
        def near(asked: Name) -> list[int]:
            if not self._finder.knows_type(asked):
                return []
            return [*self._rows.by_key(asked, region)[0], *self._finder.near(asked, region)]

        return vetoed_siblings(name, near, lambda rows: self._weigh(name, region, rows), known)

    def _weighed(self, name: Name, region: str | None) -> tuple[list[Weighed], bool, str, Name]:
        """All candidates weighed; the second value says that there were too many homonyms to list."""
        code = to_int(region or "")
        if name.npsn and (weighed := self._registered(name, code)):
            return weighed, False, "registration", name
        weighed, crowded = self._keyed(name, code)
        if _found(weighed):
            return weighed, crowded, "key", name
        if (other := parse_otherwise(name.text)) is not None:
            others, many = self._keyed(other, code)
            if _found(others):
                return others, many, "key", other
        if (mended := repair(name, self._vocabulary.registered)) is not None:
            name = mended
            weighed, crowded = self._keyed(name, code)
            if _found(weighed):
                return weighed, crowded, "key", name
        if not self._finder.knows_type(name):
            return weighed, crowded, "none", name
        if (mended := mend_places(name, self._vocabulary.registered)) is not None:
            name = mended
            weighed, crowded = self._keyed(name, code)
            if _found(weighed):
                return weighed, crowded, "key", name
        seen = {w.row.row for w in weighed}
        weighed += self._weigh(name, code, [r for r in self._finder.near(name, code) if r not in seen])
        return weighed, crowded, "candidates" if weighed else "none", name

    def _keyed(self, name: Name, region: int) -> tuple[list[Weighed], bool]:
        rows, crowded = self._rows.by_key(name, region)
        return self._weigh(name, region, self._rows.not_elsewhere(rows, name, region)), crowded

    def _registered(self, name: Name, region: int) -> list[Weighed]:
        """The organizer with this registration number; what else the name says must not contradict it."""
        weighed = self._weigh(name, region, self._rows.by_registration(name.npsn))
        return [Weighed(w.row, 1.0) for w in weighed if not w.veto]

    def _weigh(self, name: Name, region: int, rows: Sequence[int]) -> list[Weighed]:
        if not rows:
            return []
        known = frozenset(filter(self._vocabulary.registered, name.own))
        query = Query(name, lexicon().families.get(name.type or ""), region, known)
        return [weigh(query, row) for row in self._rows.read(rows)]

    def _answer(self, weighed: list[Weighed], crowded: bool, route: str, name: Name) -> NameMatch:  # noqa: ARG002
        """``match`` when one organizer stands out, ``ambiguous`` when several or an unsure one do, else
        ``none``.
        """
        best: dict[int, Weighed] = {}
        for w in weighed:
            if w.score >= SHOW and (w.row.organizer not in best or best[w.row.organizer].score < w.score):
                best[w.row.organizer] = w
        if not best:
            return NOTHING
        ranked = sorted(best.values(), key=lambda w: (-w.score, w.row.organizer))
        top = ranked[0]
        candidates = tuple(
            Candidate(self._columns.organizer_id(w.row.organizer), round(w.score, 4)) for w in ranked[:SHOWN]
        )
        rivals = (w for w in ranked[1:] if not same_body(top.row, w.row))
        clear = top.score - next((w.score for w in rivals), 0.0) >= MARGIN
        if top.score >= ACCEPT and clear and not crowded:
            old = top.row.old or (name.outdated and not top.row.slots.outdated)
            return NameMatch(Outcome.MATCH, candidates[0].organizer_id, candidates, candidates[0].score, old)
        asked = tuple(
            candidate
            for candidate, w in zip(candidates, ranked, strict=False)
            if w.score >= ACCEPT or not w.another
        )
        return NameMatch(Outcome.AMBIGUOUS, None, asked, asked[0].score) if asked else NOTHING


def _found(weighed: Iterable[Weighed]) -> bool:
    return any(w.score >= ACCEPT for w in weighed)


def slots_of(name: Name) -> list[SlotRead]:
    """What was read, and from which words; own words and places with their codes included."""
    read = [SlotRead(e.slot, e.value, e.words) for e in name.evidence if e.slot != "place"]
    written = {e.value: e.words for e in name.evidence if e.slot == "place"}
    for item in name.items:
        if isinstance(item, str):
            read.append(SlotRead("own", item, item))
        else:
            codes = " ".join(map(to_code, item.codes)) or "?"
            place = f"{item.marker} {item.words}".strip()
            read.append(SlotRead("place", codes, written.get(place, place)))
    read.extend(SlotRead("ignored", "", word) for word in name.soft)
    return read
