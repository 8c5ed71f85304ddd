"""Public suffixes, offline, and the restricted ones: zones that register only one class of bodies."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

import tldextract

from registry.hosts.platforms import platforms


@lru_cache(maxsize=1)
def _extractor() -> tldextract.TLDExtract:
    # The list that ships with the library: no request, no cache folder. Tenants of a free host are strangers
    # to each other, so a platform's name counts as a suffix where the public list does not have it.
    extra = sorted(platforms().tenant_suffixes | restricted_zones().keys())
    return tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True, extra_suffixes=tuple(extra)
    )


@lru_cache(maxsize=4_096)
def split_host(host: str) -> tuple[str, str]:
    """The registrable domain and the public suffix of an ASCII host name; either may be empty.

    ``disdik.bandung.go.id`` → ``("bandung.go.id", "go.id")``; a tenant of a free host is its own domain.
    """
    parts = _extractor().extract_str(host)
    return parts.top_domain_under_public_suffix, parts.suffix


@lru_cache(maxsize=1)
def restricted_zones() -> dict[str, str]:
    """Zones open to one class of registrants only → that class (``go.id`` → ``government``).

    From ``registry/data/hosts/restricted_suffixes.csv``.
    """
    text = files("registry.data.hosts").joinpath("restricted_suffixes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["suffix"]: row["suffix_class"] for row in rows}


def suffix_class(host: str) -> str | None:
    """The class of registrants the host's zone is restricted to, or ``None``.

    It proves that *a* registrant of that class exists, never which organizer it is.
    """
    zones = restricted_zones()
    at = host.find(".")
    while at >= 0:
        if (found := zones.get(host[at + 1 :])) is not None:
            return found
        at = host.find(".", at + 1)
    return None
