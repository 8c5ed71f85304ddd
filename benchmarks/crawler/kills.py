"""``python -m benchmarks.crawler.kills``: two workers on Valkey, twenty of them and Valkey itself killed.

One site of 3,000 pages is one job. Whoever has it is killed with SIGKILL twenty times, Valkey four times
(it comes back with its append-only file after two seconds). The suite does the same with 600 pages.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from registry.ledger import Ledger
from registry.ledger.seed import record_seed
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.publish import publish
from tests.crawler.conftest import Home
from tests.crawler.killing import Killing
from tests.crawler.valkey import Valkey


def main() -> None:
    """One run, one line."""
    parser = argparse.ArgumentParser(prog="benchmarks.crawler.kills", description=__doc__)
    parser.add_argument("--pages", type=int, default=3_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--valkey-kills", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Valkey(Path(name) / "valkey") as valkey:
        home = Path(name)
        with Ledger.open(f"sqlite:///{home / 'ledger.db'}") as ledger:
            record_seed(ledger)
            publish(ledger, SnapshotFolder.at(home / "snapshots"))
        begun = time.monotonic()
        killing = Killing(Home(home), valkey, options.pages, options.kills, options.valkey_kills)
        result = killing.run(3_600)
        whole = "once each" if result.is_whole(options.pages) else "NOT WHOLE"
        print(
            f"{options.kills} workers and {options.valkey_kills} times Valkey killed: "
            f"job {result.state.value}, {len(result.vouched)} of {options.pages} results, {whole}; "
            f"{result.again} pages asked again; "
            f"at most {result.at_once} request at a time; {time.monotonic() - begun:.0f} s"
        )


if __name__ == "__main__":
    main()
