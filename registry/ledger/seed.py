"""Recording the embedded seed registry: once, and again when an upgrade brings other data."""

from __future__ import annotations

from hashlib import blake2b
from importlib.resources import files

from registry.ledger.ledger import Ledger
from registry.ledger.sources import SourceInfo, Trust


def record_seed(ledger: Ledger) -> bool:
    """Makes the ledger say what the embedded seed registry says; returns whether anything had to be recorded.

    Raises:
        SeedError: the embedded data are broken.
        LedgerError: the ledger cannot be written.
    """
    from registry.data.seed import SOURCE, load_seed

    fingerprint = _fingerprint()
    last = ledger.runs.last_good(SOURCE)
    if last is not None and last.fingerprint == fingerprint:
        return False
    # The list is ours and reviewed: what an upgrade takes out is out at once.
    source = SourceInfo(SOURCE, title="CekDiklat's embedded registry", trust=Trust.EMBEDDED, ends_after=1)
    sightings = load_seed()
    with ledger.transaction():  # all of it or nothing: a killed first start begins anew
        run = ledger.runs.start(source, complete=True, fingerprint=fingerprint)
        recorded = ledger.sightings.record(run, sightings)
        ledger.runs.finish(run, stats={fate.value: count for fate, count in recorded.fates.items()})
    return True


def _fingerprint() -> str:
    digest = blake2b(digest_size=16)
    for file in sorted(files("registry.data.seed").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".csv"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
