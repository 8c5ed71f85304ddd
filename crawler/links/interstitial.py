"""Pages that stand between a short link and its target: meta refresh, and warning pages of known services."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urljoin

from w3lib.html import get_meta_refresh

from crawler.markup import Select, parse, selector

_LONGEST_WAIT = 15.0  # seconds; a page that waits longer is meant to be read
_HEAD = 60_000  # bytes in which a refresh or a target stands


@lru_cache(maxsize=1)
def _services() -> dict[str, tuple[Select, ...]]:
    data = tomllib.loads(files("crawler.links").joinpath("interstitials.toml").read_text(encoding="utf-8"))
    return {
        host: tuple(selector(css) for css in service["target"])
        for service in data["service"]
        for host in service["hosts"]
    }


def _refresh(head: str, url: str) -> tuple[float | None, str | None]:
    try:
        return get_meta_refresh(head, url, ignore_tags=("script", "noscript"))
    except ValueError:  # the address that it names cannot be one (a port of letters)
        return None, None


def onward(body: bytes, url: str, host: str) -> tuple[str, str] | None:
    """Where a page leads by itself, and how (``refresh``, ``interstitial``); ``None`` when it stays.

    Scripts are not run. The target is as the page writes it: the caller checks it like any other address.
    """
    head = body[:_HEAD].decode("utf-8", "replace")
    wait, target = _refresh(head, url)
    if target and wait is not None and wait <= _LONGEST_WAIT and target != url:
        return target, "refresh"
    selectors = _services().get(host)
    if not selectors or "<" not in head:
        return None
    document = parse(body[:_HEAD])
    if document is None:
        return None
    for select in selectors:
        for element in select(document):
            if (target := _joined(url, element.get("href"))) is not None:
                return target, "interstitial"
    return None


def _joined(url: str, href: str | None) -> str | None:
    try:
        return urljoin(url, href.strip()) if href else None
    except ValueError:  # "http://[" is no address
        return None
