"""Reading a link key that a client sends back, or an address in its place."""

from __future__ import annotations

import re
from functools import lru_cache

from registry.hosts.link import UnreadableLinkError
from registry.hosts.platforms import as_dict
from registry.hosts.reader import read_link

MAX_KEY = 600
"""Longer than any key the platforms make; a longer text is none."""

_KEY = re.compile(r"([a-z]{1,20}):(\S{1,580})")


def read_key(text: str) -> str:
    """The link key in a text: the key itself, or that of the address it is.

    Raises:
        UnreadableLinkError: it is neither.

    >>> read_key("gform:1FAIpQLSrekaan"), read_key("https://s.id/Rekaan?x=1")
    ('gform:1FAIpQLSrekaan', 'short:s.id/Rekaan')
    >>> read_key("host:Rekaan.my.id"), read_key("rekaan.my.id/daftar")
    ('host:rekaan.my.id', 'host:rekaan.my.id')
    >>> read_key("host:*.rekaan.my.id")
    'host:rekaan.my.id'
    """
    text = text.strip()
    if len(text) <= MAX_KEY and (found := _KEY.fullmatch(text)) is not None:
        platform, name = found.groups()
        if platform == "host":
            host = name.removeprefix("*.")  # whoever reports saw a page, not all that is below a name
            return f"host:{read_link(f'https://{host}/').host}"
        if platform in _platform_names():
            if not name.isprintable():
                raise UnreadableLinkError("the link key has control characters", "control")
            return text
    return read_link(text).key


@lru_cache(maxsize=1)
def _platform_names() -> frozenset[str]:
    return frozenset(entry["name"] for entry in as_dict()["platform"])
