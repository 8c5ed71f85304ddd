"""Which addresses (URLs) may be asked for at all, before any name is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ada_url import URL, HostType

from crawler.outbound.addresses import read_address

MAX_LENGTH = 2048  # longer than any address people pass on; what browsers and proxies treat as sane
PORTS = {"http": 80, "https": 443}
# RFC 6761, RFC 6762, RFC 8375, RFC 7686 and the names routers and clouds use inside
_LOCAL = frozenset({
    "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "onion", "arpa",
    "test", "invalid",
})  # fmt: skip


class Refusal(StrEnum):
    """Why the policy does not go out for an address."""

    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"
    SCHEME = "scheme"
    USERINFO = "userinfo"
    PORT = "port"
    HOST = "host"
    ADDRESS_SPELLING = "address_spelling"
    LOCAL_NAME = "local_name"
    PRIVATE_ADDRESS = "private_address"


_TEXT = {
    Refusal.TOO_LONG: f"the address is longer than {MAX_LENGTH} characters",
    Refusal.CONTROL_CHARACTERS: "the address contains control characters, blanks or backslashes",
    Refusal.SCHEME: "only http and https are fetched",
    Refusal.USERINFO: "the address carries a user name or password",
    Refusal.PORT: "only ports 80 and 443 are fetched",
    Refusal.HOST: "the host name cannot be read",
    Refusal.ADDRESS_SPELLING: "the host is an odd spelling of an IP address",
    Refusal.LOCAL_NAME: "the host name belongs to a local network",
    Refusal.PRIVATE_ADDRESS: "the host has no public address",
}


class RefusedError(Exception):
    """The policy refuses an address; ``reason`` is one of `Refusal`."""

    def __init__(self, reason: Refusal, url: str) -> None:
        super().__init__(f"{_TEXT[reason]}: {url[:200]!r}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for, as a browser would write it, without fragment.

    ``host`` is lower-case ASCII without a trailing dot or brackets.
    """

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme and host, as in ``https://disdik.bandungkab.go.id``."""
        return self.url[: self.url.index("/", len(self.scheme) + 3)]


def read_target(url: str) -> Target:
    """The target an address stands for, parsed by the rules browsers follow (WHATWG).

    Raises:
        RefusedError: the address breaks a rule; nothing was looked up.
    """
    if len(url) > MAX_LENGTH:
        raise RefusedError(Refusal.TOO_LONG, url)
    # A browser's parser drops tabs and line ends and turns a backslash round: what is checked must be what is
    # asked
    if any(char <= " " or char in "\x7f\\" for char in url):
        raise RefusedError(Refusal.CONTROL_CHARACTERS, url)
    if not url[:8].lower().startswith(("http://", "https://")):
        raise RefusedError(Refusal.SCHEME, url)
    try:
        parsed = URL(url)
    except ValueError as error:
        raise RefusedError(Refusal.HOST, url) from error
    if parsed.username or parsed.password or "@" in url.split("/", 3)[2]:
        raise RefusedError(Refusal.USERINFO, url)
    if parsed.port:  # empty for the scheme's own port
        raise RefusedError(Refusal.PORT, url)
    host = _checked_host(parsed, url)
    scheme = parsed.protocol.rstrip(":")
    shown = f"[{host}]" if ":" in host else host
    return Target(f"{scheme}://{shown}{parsed.pathname}{parsed.search}", scheme, host, PORTS[scheme])


def _checked_host(parsed: URL, url: str) -> str:
    host = parsed.hostname.rstrip(".")
    if parsed.host_type is not HostType.DEFAULT:
        written = url.split("/", 3)[2].partition("?")[0].partition("#")[0].lower()
        if parsed.host_type is HostType.IPV4 and written.split(":")[0].rstrip(".") != host:
            raise RefusedError(Refusal.ADDRESS_SPELLING, url)  # 2130706433, 0x7f.1, 0177.0.0.1, 127.1
        address = read_address(host)
        if address is None:
            raise RefusedError(Refusal.HOST, url)
        return str(address)
    labels = host.split(".")
    if len(host) > 253 or not all(_is_label(label) for label in labels):
        raise RefusedError(Refusal.HOST, url)
    if len(labels) < 2 or labels[-1] in _LOCAL:
        raise RefusedError(Refusal.LOCAL_NAME, url)
    return host


def _is_label(label: str) -> bool:
    """Letters, digits, hyphen and underscore (found on real Indonesian hosts), at most 63 characters."""
    return 0 < len(label) <= 63 and all(char.isascii() and (char.isalnum() or char in "-_") for char in label)
