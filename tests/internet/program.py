"""``cekdiklat`` under a rehearsal, in a process of its own: ``python -m tests.internet.program FILE
ARGUMENTS...``.

This is the only way a rehearsal gets into the program, and it is not part of what is installed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from crawler.outbound.policy import Rehearsal, Stage
from registry.cli import main


def read_rehearsal(path: Path) -> Rehearsal:
    """The rehearsal that `LittleIndonesia.describe` wrote."""
    told = json.loads(path.read_text())
    hosts = {host: Stage(*place) for host, place in told["hosts"].items()}
    return Rehearsal(hosts, Path(told["authority"]), told["pace"], tuple(told["names"]))


if __name__ == "__main__":
    main(args=sys.argv[2:], obj=read_rehearsal(Path(sys.argv[1])), prog_name="cekdiklat")
