"""Whether a reading may count. Every fault has a code; a run with any finding is refused, the last good one
stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.sources.definition import Bounds, SourceDefinition
from crawler.sources.finding import Finding
from crawler.sources.freshness import judge_freshness
from crawler.sources.reading import list_of
from crawler.sources.shapes import SHAPES, is_sound
from registry.ledger.frontier import PageState
from registry.ledger.run_view import RunView
from registry.ledger.runs import RunRecord

# A province that held fewer entries than this may lose them all to a correction; shares say nothing there
_SMALL = 20
# Lists carry a few broken names for years; a wrong encoding breaks every name with an accent or apostrophe at
# once
_UNSOUND = 0.005


def judge(definition: SourceDefinition, view: RunView, good: Sequence[RunRecord]) -> tuple[Finding, ...]:
    """Everything that speaks against a run, worst first; empty when it may count.

    ``good``: the earlier runs of the source that count, newest first.
    """
    bounds = definition.bounds
    pages = _pages(definition, view)
    if pages:
        return tuple(pages)  # a list that was not read whole is not compared with anything
    summary = view.summary()
    findings = [*_counts(bounds, summary), *_shapes(bounds, view), *_fill(bounds, summary)]
    if good and definition.whole:
        findings += _against(bounds, view, summary, good[0])
    findings += judge_freshness(view, good)
    return tuple(findings)


def _pages(definition: SourceDefinition, view: RunView) -> list[Finding]:
    troubles: Counter[str] = Counter()
    hashes: Counter[str] = Counter()
    lists: dict[str, _List] = defaultdict(_List)
    conflicts = endless = left_out = 0
    for url, state, result in view.pages():
        if state == PageState.FAILED:
            troubles[result.get("trouble", "failed")] += 1
        part = lists[list_of(definition.read.paging, url)]
        part.rows += result.get("rows") or 0
        conflicts += result.get("conflicts") or 0
        endless += result.get("endless") or 0
        left_out += result.get("left_out") or 0
        if result.get("rows") and result.get("hash"):
            hashes[result["hash"]] += 1
        if result.get("total") is not None:
            part.stated.add(result["total"])
    if troubles:
        trouble, count = troubles.most_common(1)[0]
        code = trouble.partition(":")[0]
        return [Finding(code, f"{troubles.total()} pages could not be read; {count} times {trouble}")]
    findings = []
    if endless:
        findings.append(Finding("endless", "the list goes on and on; it was left after so many pages"))
    if repeated := sum(count - 1 for count in hashes.values() if count > 1):
        findings.append(
            Finding("repeated_page", f"{repeated} pages are word for word the same as another one")
        )
    rows = sum(part.rows for part in lists.values())
    findings += _totals(lists.values())
    if rows and left_out / rows > definition.bounds.left_out:
        text = f"{left_out} of {rows} rows have no key, no name or no known kind"
        findings.append(Finding("left_out", text))
    twice, most = rows - left_out - view.entries, definition.bounds.duplicates
    if rows and twice / rows > most:
        findings.append(Finding("duplicates", f"{twice} of {rows} rows name an entry twice"))
    if rows and conflicts / rows > most:
        findings.append(Finding("conflicts", f"{conflicts} of {rows} rows contradict another one"))
    return findings


@dataclass(slots=True)
class _List:
    """One list of a source that may have several: its rows, and the totals its pages state."""

    rows: int = 0
    stated: set[int] = field(default_factory=set)


def _totals(lists: Iterable[_List]) -> list[Finding]:
    findings = []
    for part in lists:
        if len(part.stated) > 1:
            text = f"the list states different totals: {sorted(part.stated)}"
            findings.append(Finding("total_changed", text))
        elif part.stated and part.rows < max(part.stated):
            text = f"the list states {max(part.stated)} entries, {part.rows} were there"
            findings.append(Finding("incomplete", text))
    return findings


def _counts(bounds: Bounds, summary: dict[str, Any]) -> list[Finding]:
    entries = summary["entries"]
    if entries < bounds.least:
        return [Finding("too_few", f"{entries} entries; at least {bounds.least} are expected")]
    if bounds.most is not None and entries > bounds.most:
        return [Finding("too_many", f"{entries} entries; at most {bounds.most} are expected")]
    return []


def _shapes(bounds: Bounds, view: RunView) -> list[Finding]:
    fits: Counter[str] = Counter()
    given: Counter[str] = Counter()
    example: dict[str, str] = {}
    unsound = total = 0
    for entry in view.each():
        total += 1
        unsound += not is_sound(entry.name)
        for fact, shape in bounds.shapes.items():
            if not (value := getattr(entry, fact)):
                continue
            given[fact] += 1
            if SHAPES[shape](value):
                fits[fact] += 1
            else:
                example.setdefault(fact, value)
    encoding = []
    if total and unsound / total > _UNSOUND:
        encoding.append(Finding("encoding", f"{unsound} of {total} names were broken by a wrong encoding"))
    return encoding + [
        Finding(
            f"shape_{fact}",
            f"only {fits[fact]} of {given[fact]} values of {fact} look right (not {example[fact]!r})",
        )
        for fact in bounds.shapes
        if given[fact] and fits[fact] / given[fact] < bounds.shaped
    ]


def _fill(bounds: Bounds, summary: dict[str, Any]) -> list[Finding]:
    fill = summary["fill"]
    return [
        Finding(
            f"fill_{fact}",
            f"only {fill.get(fact, 0):.0%} of the entries have a {fact}; {least:.0%} are expected",
        )
        for fact, least in bounds.fill.items()
        if fill.get(fact, 0) < least
    ]


def _against(bounds: Bounds, view: RunView, summary: dict[str, Any], last: RunRecord) -> list[Finding]:
    before, findings = last.stats, []
    had, has = before.get("entries", 0), summary["entries"]
    if had and (had - has) / had > bounds.drop:
        findings.append(
            Finding("dropped", f"{has} entries, {had} the time before (at most {bounds.drop:.0%} less)")
        )
    for province, count in before.get("provinces", {}).items():
        now = summary["provinces"].get(province, 0)
        if count >= _SMALL and (count - now) / count > bounds.drop:
            findings.append(
                Finding("province", f"province {province} has {now} entries, {count} the time before")
            )
    for kind, count in before.get("kinds", {}).items():
        now = summary["kinds"].get(kind, 0)
        if count >= _SMALL and (count - now) / count > bounds.drop:
            findings.append(Finding("kind", f"{now} entries of kind {kind}, {count} the time before"))
    moved = view.moved_hosts(last)
    if had and moved / had > bounds.moved_hosts:
        findings.append(Finding("hosts", f"{moved} of {had} entries have other hosts than the time before"))
    vanished = view.missing_since(last)
    if had and vanished / had > bounds.vanished:
        findings.append(
            Finding(
                "vanished",
                f"{vanished} of {had} entries are gone (at most {bounds.vanished:.0%} unless a person signs)",
            )
        )
    return findings
