"""By hand: serve the little Indonesia until Ctrl-C, or run one command of the program inside it."""

from __future__ import annotations

import sys
import time

from registry.cli import main
from tests.internet.everything import honest_sites
from tests.internet.indonesia import LittleIndonesia


def show(net: LittleIndonesia) -> None:
    """Where everything is."""
    print(f"authority: {net.server.authority.pem}")  # noqa: T201
    for host, place in net.places.items():
        print(f"{host}\thttp://{place.address}:{place.http}\thttps://{place.address}:{place.https}")  # noqa: T201


if __name__ == "__main__":
    with LittleIndonesia(honest_sites()) as net:
        if len(sys.argv) > 1:
            main(args=sys.argv[1:], obj=net.rehearsal(), prog_name="cekdiklat")
        show(net)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass
