"""From a link key back to an address that can be visited."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from crawler.outbound.target import RefusedError, read_target


@lru_cache(maxsize=1)
def _templates() -> dict[str, str]:
    text = files("crawler.links").joinpath("addresses.toml").read_text(encoding="utf-8")
    templates: dict[str, str] = tomllib.loads(text)["templates"]
    return templates


def address_of(link_key: str) -> str | None:
    """The address behind a key, ``None`` when its platform is not visited.

    >>> address_of("gform:1FAIpQLSe")
    'https://docs.google.com/forms/d/e/1FAIpQLSe/viewform'
    >>> address_of("short:s.id/bimtek"), address_of("whatsapp:628123")
    ('https://s.id/bimtek', None)
    """
    platform, _, name = link_key.partition(":")
    template = _templates().get(platform)
    if template is None or not name:
        return None
    try:
        return read_target(template.format(id=name)).url
    except RefusedError:
        return None
