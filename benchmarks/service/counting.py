"""``python -m benchmarks.service.counting``: what counting a request costs when many addresses are counted.

The library's ``memory://`` and the ``bounded://`` that the service uses, one after the other, as the limiter
calls them: 120 requests a minute, first one of each address, then one address 200 times a second. CPU of the
process, so that what a background thread does counts as well.
"""

from __future__ import annotations

import time

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from service.counting import BoundedStorage

ADDRESSES = (1_000, 10_000, 50_000)
ASKED = 200
PAUSE = 0.005
LIMIT = parse("120/minute")


def spent(uri: str, addresses: int) -> tuple[float, float]:
    """Microseconds of CPU of a first request, and of one when all addresses are counted."""
    limiter = FixedWindowRateLimiter(storage_from_string(uri))
    before = time.process_time()
    for number in range(addresses):
        limiter.hit(LIMIT, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    first = time.process_time() - before
    before = time.process_time()
    for _ in range(ASKED):
        limiter.hit(LIMIT, "10.0.0.1")
        time.sleep(PAUSE)
    return first / addresses * 1e6, (time.process_time() - before) / ASKED * 1e6


def main() -> None:
    """Prints a table."""
    print("addresses  storage      first request    one of 200 a second")
    for addresses in ADDRESSES:
        for uri in ("memory://", f"{BoundedStorage.STORAGE_SCHEME[0]}://"):
            first, then = spent(uri, addresses)
            print(f"{addresses:>9}  {uri:<10} {first:10.1f} µs {then:16.1f} µs")


if __name__ == "__main__":
    main()
