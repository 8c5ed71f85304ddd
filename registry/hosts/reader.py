"""``read_link``: any pasted address, bare host or short link, reduced to its identity, without a request."""

from __future__ import annotations

from urllib.parse import quote

from registry.hosts.address import Address, read_address
from registry.hosts.identity import identify, unwrap
from registry.hosts.link import Link
from registry.hosts.platforms import platforms
from registry.hosts.suffixes import split_host


def read_link(text: str) -> Link:
    """The link a text stands for: wrappers opened, platform identifiers read, everything personal dropped.

    No byte of the query, the fragment or the userinfo survives in ``key`` or ``url``, except an identifier by
    which the platform itself tells its pages apart (``youtube.com/watch?v=…``). Pure: no request, no clock.

    Raises:
        UnreadableLinkError: the text is no http(s) address; the message says why, ``code`` names the reason.
    """
    table = platforms()
    *_, address = unwrap(read_address(text, table.reading), table)
    identity = identify(address, table)
    registrable, suffix = ("", "") if address.is_ip else split_host(address.host)
    platform = identity.platform
    if platform is not None and platform.tenants and not registrable:
        registrable = address.name  # the public list has ``*.my.canva.site`` itself as a suffix
    return Link(
        key=identity.key,
        url=_display(address, identity.query),
        host=address.host,
        platform=platform.name if platform else None,
        registrable=registrable,
        suffix=suffix,
        needs_resolving=identity.short,
        tenant=platform is not None and platform.tenants,
        private=platform is not None and platform.private,
        login=address.login
        if address.login and split_host(address.login)[1]
        else "",  # "budi.santoso" is somebody's name
    )


def wrappers(text: str) -> tuple[str, ...]:
    """The addresses a text only forwards through, for explanations; without their queries.

    Raises:
        UnreadableLinkError: the text is no http(s) address.
    """
    table = platforms()
    *through, _ = unwrap(read_address(text, table.reading), table)
    return tuple(_display(address, None) for address in through)


def _display(address: Address, query: tuple[str, str] | None) -> str:
    url = f"{address.scheme}://{address.host}{address.path}"
    return f"{url}?{query[0]}={quote(query[1], safe='')}" if query else url
