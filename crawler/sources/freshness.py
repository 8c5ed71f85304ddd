"""How fresh a reading is: the server's clock, the age it states, and whether it is an old copy word for
word."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from crawler.sources.finding import Finding
from registry.ledger.run_view import RunView
from registry.ledger.runs import RunRecord

_YEARS = range(2, 9999)  # with a date in the first or last year there is one cannot reckon
SKEW = timedelta(days=1)  # a clock that is wrong by more says that its dates mean nothing


def dates_of(headers: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """What a page's headers say about time: ``skew`` in seconds when the clock is off, ``modified`` as ISO
    date."""
    told: dict[str, Any] = {}
    if (clock := _moment(headers.get("date"))) is not None and abs(clock - now) > SKEW:
        told["skew"] = round((clock - now).total_seconds())
    if (modified := _moment(headers.get("last-modified"))) is not None:
        told["modified"] = modified.astimezone(UTC).isoformat()
    return told


def fingerprint_of(view: RunView) -> dict[str, Any]:
    """What later readings are compared with: a hash over all pages, and the newest date a page stated."""
    digest = hashlib.sha256()
    modified: list[str] = []
    for url, result in sorted((url, result) for url, _, result in view.pages() if "hash" in result):
        digest.update(f"{url} {result['hash']}\n".encode())
        if "modified" in result:
            modified.append(result["modified"])
    return {"content": digest.hexdigest()[:32], "modified": max(modified, default=None)}


def judge_freshness(view: RunView, good: Sequence[RunRecord]) -> list[Finding]:
    """What speaks against a reading's age. ``good``: earlier runs that count, newest first."""
    findings = []
    skews = [result["skew"] for _, _, result in view.pages() if "skew" in result]
    if skews:
        days = round(skews[0] / 86400)
        findings.append(Finding("clock", f"the server's clock is off by {days} days on {len(skews)} pages"))
    if not good:
        return findings
    now = fingerprint_of(view)
    before = good[0].stats
    for older in good[1:]:
        if older.stats.get("content") == now["content"] != before.get("content"):
            day = older.started.date()
            findings.append(
                Finding("stale", f"word for word what the list said on {day}, before later readings")
            )
            break
    had = before.get("modified")
    if now["modified"] and datetime.fromisoformat(now["modified"]) + SKEW < _last_known(had, good[0]):
        findings.append(
            Finding("stale", f"the list dates itself {now['modified'][:10]}, older than what we have")
        )
    return findings


def _last_known(modified: str | None, run: RunRecord) -> datetime:
    """The date the last good reading stated; when it stated none, a year before it was made."""
    return datetime.fromisoformat(modified) if modified else run.started - timedelta(days=365)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # also a year or an offset that no date has
        return None
    if moment.year not in _YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
