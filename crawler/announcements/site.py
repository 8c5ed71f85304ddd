"""A site to visit, and what a visit brought."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OrganizerSite:
    """A host to visit, its owner, and all hosts of that owner (links to them need no vouch)."""

    host: str
    organizer_id: str
    own_hosts: tuple[str, ...]


@dataclass(slots=True)
class SiteReport:
    """What a visit brought. ``shut`` says why it ended early."""

    host: str
    organizer_id: str
    pages: int = 0
    announcements: int = 0
    links: int = 0
    unchanged: int = 0
    gone: int = 0
    shut: str | None = None
    failed: dict[str, int] = field(default_factory=dict)


def told(report: SiteReport) -> dict[str, object]:
    """A report as the detail of an event."""
    return {
        "outcome": report.shut or "visited",
        "announcements": report.announcements,
        "links": report.links,
        "unchanged": report.unchanged,
        "gone": report.gone,
        **{f"failed {outcome}": count for outcome, count in report.failed.items()},
    }
