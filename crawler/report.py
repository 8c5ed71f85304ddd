"""A report of a run that a maintainer can read: one HTML file without scripts, everything strangers wrote
escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from crawler.announcements.site import SiteReport
from crawler.links.round import LinksReport
from crawler.sources.visit import SourceReport


def write_report(
    path: Path,
    what: str,
    *,
    sources: Sequence[SourceReport] = (),
    before: Mapping[str, int] | None = None,
    sites: Sequence[SiteReport] = (),
    links: LinksReport | None = None,
) -> None:
    """Write the report of what one command did. ``before``: entries of each list's last good reading."""
    template = files("crawler").joinpath("report.html").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(template)
    text = page.render(
        at=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z"),
        what=f"cekdiklat crawl {what}",
        sources=sources,
        before=before or {},
        sites=sorted(sites, key=lambda site: (not site.shut, site.host)),
        links=links,
    )
    path.write_text(text, encoding="utf-8")
