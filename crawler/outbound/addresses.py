"""Which network addresses the crawler may connect to: public ones, seen through every tunnel that hides a
private one."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: interface identifier before an embedded IPv4 address
# Said here and not left to ``is_global``, which differs between releases of Python
_NEVER = (
    IPv4Network("192.0.0.0/24"),  # RFC 6890: protocol assignments; a cloud's metadata is at 192.0.0.192
    IPv4Network("192.88.99.0/24"),  # RFC 7526: retired 6to4 relays
    IPv4Network("168.63.129.16/32"),  # a cloud provider's internal endpoint in public address space
    IPv6Network("2001::/23"),  # RFC 2928: protocol assignments, Teredo among them
    IPv6Network("3fff::/20"),  # RFC 9637: documentation
)


def is_public(address: Address) -> bool:
    """Whether an address is a globally reachable unicast host, also inside IPv4-mapped, 6to4, NAT64 and
    ISATAP.

    >>> [is_public(ip_address(a)) for a in ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822")]
    [True, True, True]
    >>> [is_public(ip_address(a)) for a in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1")]
    [False, False, False, False]
    >>> [is_public(ip_address(a)) for a in ("::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")]
    [False, False, False, False]
    >>> [is_public(ip_address(a)) for a in ("fe80::1", "fd00::1", "2001::1", "2606::5efe:10.0.0.1")]
    [False, False, False, False]
    >>> [is_public(ip_address(a)) for a in ("192.0.0.192", "192.0.0.9", "168.63.129.16", "3fff::1")]
    [False, False, False, False]
    """
    if any(address in network for network in _NEVER):
        return False
    if isinstance(address, IPv6Address):
        return _is_public_v6(address)
    return not (address.is_multicast or address.is_reserved) and address.is_global


def _is_public_v6(address: IPv6Address) -> bool:
    embedded = address.ipv4_mapped or address.sixtofour
    if embedded is None and address in _NAT64:
        embedded = IPv4Address(int(address) & 0xFFFFFFFF)
    if embedded is not None:
        return is_public(embedded)
    if address not in _GLOBAL_UNICAST or not address.is_global:
        return False
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return True


def read_address(text: str) -> Address | None:
    """The address written in the plain form (``192.0.2.1``, ``2001:db8::1``, brackets and zone allowed), else
    ``None``."""
    try:
        return ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
