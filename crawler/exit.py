"""How the crawl commands end. 0, 1 and 2 mean what they mean everywhere in the program; the rest is told
apart here."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from registry.ledger.runs import RunOutcome


class Exit(IntEnum):
    """Exit codes of ``cekdiklat crawl``. With several sources the gravest one is given."""

    ACCEPTED = 0  # everything was read and counts from the next publication on
    FOUND = (
        1  # done, and something needs a person (dead links, hijacked pages), or somebody else reads a list
    )
    USAGE = 2  # unusable input
    REFUSED = 3  # a guard refused what was read; the last good reading stays
    BLOCKED = 4  # a site would not let us in
    CRASHED = 5  # the program, the disk, the database or the network failed; run it again to go on
    STOPPED = 130  # stopped by a signal, as shells count it


_BY_OUTCOME = {
    RunOutcome.GOOD: Exit.ACCEPTED,
    RunOutcome.EMPTY: Exit.REFUSED,
    RunOutcome.REFUSED: Exit.REFUSED,
    RunOutcome.BLOCKED: Exit.BLOCKED,
    RunOutcome.CRASHED: Exit.CRASHED,
    RunOutcome.OPEN: Exit.FOUND,
    RunOutcome.SET_ASIDE: Exit.FOUND,
}


def exit_of(outcomes: Iterable[RunOutcome]) -> Exit:
    """The gravest end of several runs."""
    return max((_BY_OUTCOME[outcome] for outcome in outcomes), default=Exit.ACCEPTED)
