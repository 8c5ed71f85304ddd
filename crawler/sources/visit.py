"""Reading one source from end to end: frontier, sightings and the run's end, so that a kill loses nothing."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urldefrag, urlsplit

from crawler.outbound.answer import Answer, Outcome
from crawler.progress import Event, Tell
from crawler.sources.alone import Alone
from crawler.sources.definition import SourceDefinition
from crawler.sources.finding import Finding
from crawler.sources.freshness import dates_of, fingerprint_of
from crawler.sources.guard import judge
from crawler.sources.reading import PageContent, list_of, read_page
from crawler.sources.saved import Fetching
from crawler.sources.sheet import UnexpectedPageError
from crawler.sources.statements import Statements
from registry.ledger.frontier import DuePage, Fetched, PageState
from registry.ledger.host_owners import HostOwners
from registry.ledger.ledger import Ledger
from registry.ledger.readers import ReadByAnotherError
from registry.ledger.run_view import RunView
from registry.ledger.runs import RunClosedError, RunOutcome, RunRecord
from registry.ledger.sources import SourceInfo

MAX_TRIES = 3
MOST_PAGES = 100_000  # of one list: the school reference has 8,000, the largest paged list 25,000
HISTORY = 100  # earlier good runs that a new one is compared with
RESUME_WITHIN = timedelta(
    days=2
)  # an older interrupted run starts anew: half of it would be from another week
# What may pass with time; everything else is the same at the next try
_PASSING = frozenset({Outcome.LIMITED, Outcome.FAILED, Outcome.UNREACHABLE, Outcome.TIMEOUT, Outcome.BROKEN})
_OUT_OF_REACH = frozenset(o.value for o in (Outcome.UNRESOLVED, Outcome.UNREACHABLE, Outcome.TIMEOUT))
# So many pages in a row without any answer: the host is away, or our own line is; the rest is for later
_SILENT_PAGES = 5
_SHUT = frozenset({Outcome.BLOCKED, Outcome.ROBOTS, Outcome.LIMITED})


@dataclass(slots=True)
class SourceReport:
    """How a reading ended, or ``open`` while somebody else reads the list. ``findings`` say why it was
    refused; ``new_headers`` are columns nobody described; ``left_out`` counts rows without a key, a name or a
    known kind, ``hosts_of_others`` hosts that the registry knows as those of bodies of another kind and that
    were not taken."""

    source: str
    outcome: RunOutcome
    note: str = ""
    pages: int = 0
    entries: int = 0
    findings: tuple[Finding, ...] = ()
    new_headers: tuple[str, ...] = ()
    left_out: int = 0
    hosts_of_others: int = 0


class _ShutError(Exception):
    """The source will not let us in; the run is over."""


class _AwayError(Exception):
    """Nobody answers any more; the run stays open, and the next one goes on with it."""


@dataclass(slots=True)
class SourceVisit:
    """One reading of one source. ``tell`` hears of every page.

    ``saved``: what the pages are told apart by when they are files, from `SavedPages`. ``lasts``: so long a
    reader that was killed keeps the next one waiting.
    """

    door: Fetching
    ledger: Ledger
    definition: SourceDefinition
    tell: Tell
    pause: timedelta = timedelta(seconds=30)
    saved: str | None = None
    lasts: timedelta = timedelta(seconds=30)
    _new_headers: dict[str, None] = field(default_factory=dict)
    _pages_of: dict[str, int] = field(default_factory=dict)
    _done: int = 0
    _silent: int = 0
    _rows: int = 0
    _known: int = 0
    _owners: HostOwners = field(init=False)
    _alone: Alone = field(init=False)

    def __post_init__(self) -> None:
        self._owners = HostOwners(self.ledger, self.definition.id)
        self._alone = Alone(self.ledger, self.lasts)

    async def run(self) -> SourceReport:
        """Read the whole list, go on with it where a killed run stopped, judge it, and close the run.

        While another reader is at the list, nothing is asked for; its run stays open, as the report says.
        """
        try:
            run = await self._begin()
            async with self._alone.at(run):
                return await self._read(run)
        except ReadByAnotherError as other:
            return self._given_up(RunOutcome.OPEN, f"{other}: let that reading finish")
        except RunClosedError as closed:
            return self._given_up(closed.outcome, str(closed))

    async def _read(self, run: RunRecord) -> SourceReport:
        view = RunView(self.ledger, run)
        try:
            await self._pages(run)
        except _ShutError as shut:
            return self._end(view, RunOutcome.BLOCKED, str(shut))
        except _AwayError as away:
            return self._leave(view, str(away))
        findings = judge(self.definition, view, self._good_runs())
        if not view.entries and findings[0].code == "too_few":
            return self._end(view, RunOutcome.EMPTY, "the source names nobody", findings)
        if findings and findings[0].code in _OUT_OF_REACH and not self._any_page(view):
            return self._end(
                view, RunOutcome.CRASHED, f"not one page could be reached: {findings[0].code}", findings
            )
        if findings:
            return self._end(view, RunOutcome.REFUSED, "; ".join(f.text for f in findings), findings)
        return self._end(view, RunOutcome.GOOD, "")

    async def _begin(self) -> RunRecord:
        definition = self.definition
        run = self.ledger.runs.open_run(definition.id)
        if run is not None and not self.saved:
            await self._alone.take(
                run, lambda reader: self.tell(Event("wait", definition.id, detail={"for": reader}))
            )
        if run is None or not self._goes_on(run):
            info = SourceInfo(definition.id, definition.title, definition.read.start[0], definition.trust)
            run = self.ledger.runs.start(info, complete=definition.whole, fingerprint=self.saved)
        self.ledger.frontier.add(_crawl(run), definition.read.start)
        counts = self.ledger.frontier.counts(_crawl(run))
        self._known = sum(counts.values())
        self._done = self._known - counts[PageState.DUE]
        self.tell(Event("start", definition.id, self._done, self._total))
        return run

    def _goes_on(self, run: RunRecord) -> bool:
        """Whether this goes on with an interrupted run. Files are read anew: they are at hand, and other ones
        have other addresses; nor does a reading from the net go on with addresses that only stand for
        files."""
        if self.saved or run.fingerprint:
            return False
        return self.ledger.now() - run.started <= RESUME_WITHIN

    async def _pages(self, run: RunRecord) -> None:
        statements = Statements(self.definition, run.started.date())
        while True:
            due = self.ledger.frontier.due(_crawl(run), 20)
            for page in due:
                await self._page(run, page, statements)
            if not due:
                if not self.ledger.frontier.counts(_crawl(run))[PageState.DUE]:
                    return
                self.tell(Event("wait", self.definition.id, self._done, self._total))
                await asyncio.sleep(min(self.pause.total_seconds(), 5))

    async def _page(self, run: RunRecord, page: DuePage, statements: Statements) -> None:
        self._alone.check()
        answer = await self.door.fetch(urldefrag(page.url).url)
        if (answer.outcome in _SHUT and page.attempts + 1 >= MAX_TRIES) or answer.outcome in (
            Outcome.BLOCKED,
            Outcome.ROBOTS,
        ):
            raise _ShutError(
                f"{answer.outcome.value} ({answer.reason or answer.status}) at {answer.final_url}"
            )
        self._silent = self._silent + 1 if answer.outcome.value in _OUT_OF_REACH else 0
        trouble = self._trouble(answer)
        content = PageContent()
        if trouble is None:
            try:
                content = read_page(self.definition, page.url, answer.body)
            except UnexpectedPageError as error:
                trouble = f"{error.reason}: {error}"
        if trouble is not None:
            self._put_back(run, page, answer, trouble)
        else:
            self._keep(run, page, content, statements, answer)
        detail = {"rows": self._rows, "url": page.url, "trouble": trouble}
        self.tell(Event("page", self.definition.id, self._done, self._total, detail))
        if self._silent >= _SILENT_PAGES and self._done:
            raise _AwayError(
                f"{_SILENT_PAGES} pages in a row could not be reached ({answer.outcome.value}); "
                "run it again, it goes on where it stopped"
            )

    def _trouble(self, answer: Answer) -> str | None:
        if answer.outcome is not Outcome.OK:
            return f"{answer.outcome.value}: {answer.reason or answer.status}"
        host = urlsplit(answer.final_url).hostname
        if host not in self.definition.read.allowed_hosts:
            return f"other_host: the address now leads to {host}"
        return None

    def _put_back(self, run: RunRecord, page: DuePage, answer: Answer, trouble: str) -> None:
        """Try again later, or note for good what was wrong."""
        result = {"trouble": trouble}
        passing = not self.saved and answer.outcome in _PASSING | {Outcome.OK}
        if page.attempts + 1 >= MAX_TRIES or not passing:
            fetched = Fetched(page.url, PageState.FAILED, result=result)
            self._done += 1
        else:
            wait = timedelta(seconds=answer.retry_after) if answer.retry_after is not None else self.pause
            fetched = Fetched(page.url, PageState.DUE, result=result, retry_in=wait)
        self.ledger.frontier.finish(_crawl(run), [fetched])

    def _keep(
        self, run: RunRecord, page: DuePage, content: PageContent, statements: Statements, answer: Answer
    ) -> None:
        """The page's entries, its state and the pages found on it, in one transaction."""
        self._new_headers.update(dict.fromkeys(content.new_headers))
        said = statements.sightings(content.entries)
        sightings = [self._owners.cleared(sighting) for sighting in said]
        result = {
            "rows": len(content.entries),
            "left_out": len(content.entries) - len(sightings),
            "hosts_of_others": sum(len(it.hosts) for it in said) - sum(len(it.hosts) for it in sightings),
            "total": content.total,
            "hash": hashlib.sha256(answer.body).hexdigest()[:32],
            **dates_of(answer.headers, datetime.now(UTC)),
        }
        onward = content.onward if self._known < MOST_PAGES else ()
        result["endless"] = len(content.onward) - len(onward)
        with self.ledger.transaction():
            recorded = self.ledger.sightings.record(run, sightings)
            result["conflicts"] = len(recorded.conflicts)
            fetched = Fetched(page.url, PageState.DONE, found=onward, result=result)
            self._known += self.ledger.frontier.finish(_crawl(run), [fetched])
        self._done += 1
        self._rows += len(content.entries)
        if content.total is not None and content.entries:
            pages = -(-content.total // len(content.entries))
            # The last piece of a list is short and says nothing about how many there are
            self._pages_of.setdefault(list_of(self.definition.read.paging, page.url), pages)

    def _leave(self, view: RunView, note: str) -> SourceReport:
        """The run stays open as it is."""
        outcome = RunOutcome.CRASHED
        report = SourceReport(self.definition.id, outcome, note, self._done, view.entries)
        detail = {"outcome": outcome.value, "entries": report.entries, "note": note}
        self.tell(Event("end", self.definition.id, self._done, self._total, detail))
        return report

    def _given_up(self, outcome: RunOutcome, note: str) -> SourceReport:
        """The run is not this reader's; what became of it is its own business."""
        detail = {"outcome": outcome.value, "note": note}
        self.tell(Event("end", self.definition.id, self._done, self._total, detail))
        return SourceReport(self.definition.id, outcome, note, self._done)

    def _end(
        self, view: RunView, outcome: RunOutcome, note: str, findings: tuple[Finding, ...] = ()
    ) -> SourceReport:
        results = [result for _, _, result in view.pages()]
        left_out, of_others = (
            sum(result.get(what) or 0 for result in results) for what in ("left_out", "hosts_of_others")
        )
        stats = {
            **view.summary(),
            "left_out": left_out,
            "hosts_of_others": of_others,
            **fingerprint_of(view),
            "findings": [f.code for f in findings],
            "new_headers": list(self._new_headers),
        }
        self.ledger.runs.finish(view.run, outcome, stats=stats, note=note or None)
        report = SourceReport(
            *(self.definition.id, outcome, note, self._done, view.entries),
            *(findings, tuple(self._new_headers), left_out, of_others),
        )
        detail = {
            "outcome": outcome.value,
            "entries": view.entries,
            "left out": left_out,
            "hosts of others": of_others,
            "note": note,
            "new columns": ", ".join(self._new_headers),
        }
        self.tell(Event("end", self.definition.id, self._done, self._total, detail))
        return report

    def _any_page(self, view: RunView) -> bool:
        """Whether any page was had; without one the trouble may as well be our own line."""
        return any(state == PageState.DONE for _, state, _ in view.pages())

    def _good_runs(self) -> list[RunRecord]:
        """The runs that count, newest first."""
        return self.ledger.runs.history(HISTORY, source=self.definition.id, outcome=RunOutcome.GOOD)

    @property
    def _total(self) -> int:
        """Pages known so far, or as many as the lists' own totals need."""
        return max(self._known, sum(self._pages_of.values()))


def _crawl(run: RunRecord) -> str:
    return f"source:{run.source}:{run.id}"
