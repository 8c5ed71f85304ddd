"""Trying a source: a few pages, everything shown, nothing written. For whoever adds or repairs a source
file."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urldefrag

from crawler.outbound.answer import Outcome
from crawler.sources.definition import SourceDefinition
from crawler.sources.reading import Entry, read_page
from crawler.sources.saved import Fetching
from crawler.sources.shapes import SHAPES
from crawler.sources.sheet import UnexpectedPageError
from crawler.sources.statements import Statements
from registry.ledger.host_owners import HostOwners
from registry.ledger.ledger import Ledger
from registry.ledger.sighting import Sighting
from registry.ledger.sightings import Fate

_EXAMPLES = 5


@dataclass(slots=True)
class Trial:
    """What a few pages gave. ``trouble`` is empty when everything could be read."""

    pages: int = 0
    onward: int = 0
    entries: list[Entry] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    fates: Counter[Fate] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    new_headers: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For people: counts, examples, whatever is odd."""
        told = [
            f"{self.pages} pages read, {self.onward} more known; {len(self.entries)} entries, "
            f"{len(self.sightings)} with a key, a name and a kind",
            f"would be: {', '.join(f'{n} {fate.value}' for fate, n in self.fates.items()) or 'nothing'}",
            f"without a region: {sum(s.region is None for s in self.sightings)}",
        ]
        told += [f"left out: {count} ({why})" for why, count in self.left_out.most_common(_EXAMPLES)]
        told += [
            f"  {s.key}: {s.name} ({s.kind.value}, region {s.region or '?'})"
            for s in self.sightings[:_EXAMPLES]
        ]
        told += [f"new column, used by nobody: {header}" for header in sorted(self.new_headers)]
        told += [f"odd value: {text}" for text in self.odd[:_EXAMPLES]]
        told += [f"TROUBLE: {text}" for text in self.trouble]
        return told


async def try_source(door: Fetching, ledger: Ledger, definition: SourceDefinition, pages: int) -> Trial:
    """Read up to ``pages`` pages, going down first, so that entries are reached early."""
    trial = Trial()
    waiting = deque(definition.read.start)
    statements = Statements(definition, datetime.now(UTC).date())
    owners = HostOwners(ledger, definition.id)
    while waiting and trial.pages < pages:
        url = waiting.popleft()
        trial.pages += 1
        answer = await door.fetch(urldefrag(url).url)
        if answer.outcome is not Outcome.OK:
            trial.trouble.append(f"{url}: {answer.outcome.value} ({answer.reason or answer.status})")
            continue
        try:
            content = read_page(definition, url, answer.body)
        except UnexpectedPageError as error:
            trial.trouble.append(f"{url}: {error.reason}: {error}")
            continue
        waiting.extendleft(reversed(content.onward))
        trial.new_headers.update(content.new_headers)
        _add(trial, content.entries, statements, owners, definition)
    trial.onward = len(waiting)
    trial.left_out = statements.left_out
    source_id = next((r.source_id for r in (ledger.runs.last(definition.id),) if r is not None), None)
    trial.fates.update(fate for _, fate in ledger.sightings.preview(source_id, trial.sightings))
    return trial


def _add(
    trial: Trial,
    entries: tuple[Entry, ...],
    statements: Statements,
    owners: HostOwners,
    definition: SourceDefinition,
) -> None:
    trial.entries.extend(entries)
    sightings = []
    for said in statements.sightings(entries):
        sightings.append(owners.cleared(said))
        trial.odd += [
            f"{host.name} is another body's" for host in said.hosts if host not in sightings[-1].hosts
        ]
    trial.sightings.extend(sightings)
    for sighting in sightings:
        for fact, shape in definition.bounds.shapes.items():
            value = getattr(sighting, fact)
            if value and not SHAPES[shape](value):
                trial.odd.append(f"{fact} {value!r} does not look like {shape}")
