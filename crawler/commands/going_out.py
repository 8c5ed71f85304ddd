"""What every command that goes out has in common: policy, ledger, clear ends."""

from __future__ import annotations

import asyncio
import logging
import sys
import warnings
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import click
from sqlalchemy import text

from crawler.exit import Exit
from crawler.outbound.door import Door
from crawler.outbound.errand import StoppedError, go_out
from crawler.outbound.handler import GATE, UnguardedError
from crawler.outbound.policy import Policy, Rehearsal, outbound_policy
from crawler.outbound.turns import FileTurns
from registry.ledger import Ledger
from registry.ledger.errors import LedgerError
from registry.settings import settings

T = TypeVar("T")
CACHE_KIB = 2 * 1024


def policy_of(context: click.Context) -> Policy:
    """The policy; a rehearsal only when the program was called with one as an object."""
    rehearsal = context.find_object(Rehearsal)
    if rehearsal is not None:
        click.echo(f"REHEARSAL: only {len(rehearsal.hosts)} hosts on loopback can be reached", err=True)
    return outbound_policy(settings(), rehearsal)


@contextmanager
def crawl_ledger() -> Iterator[Ledger]:
    """The ledger for a crawl: a page touches a handful of rows, so SQLite's cache is kept small.

    Imports gain from a large one; a crawl would only grow with the ledger.
    """
    with Ledger.open(settings().ledger) as ledger:
        with ledger.transaction() as session:
            if session.get_bind().dialect.name == "sqlite":
                session.execute(text(f"PRAGMA cache_size = -{CACHE_KIB}"))
        yield ledger


async def share_turns(policy: Policy) -> None:
    """Keep turns at addresses with the other processes: by Valkey where there is one, else by a file.

    Raises:
        QueueAwayError: ``CEKDIKLAT_QUEUE_URL`` names a Valkey that does not answer.
    """
    if (url := settings().queue_url) is None:
        GATE.shared = FileTurns(settings().home / "turns")
        return
    from crawler.valkey.away import open_valkey
    from crawler.valkey.turns import ValkeyTurns

    GATE.shared = ValkeyTurns(await open_valkey(url), policy.total_seconds)


def run_errand(
    context: click.Context, errand: Callable[[Door], Awaitable[T]], stopped: Exit = Exit.STOPPED
) -> T:
    """Go out for an errand; end the program with the right code when it cannot be done.

    ``stopped``: how the program ends when a signal stops it.
    """
    policy = policy_of(context)

    async def polite(door: Door) -> T:
        await share_turns(policy)
        return await errand(door)

    logging.getLogger("twisted").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="scrapy")
    with _clear_ends(stopped):
        return go_out(polite, policy)


def run_inside(work: Coroutine[Any, Any, T]) -> T:
    """Do work of a crawl that needs no net, with the same clear ends."""
    with _clear_ends(Exit.STOPPED):
        return asyncio.run(work)


@contextmanager
def _clear_ends(stopped: Exit) -> Iterator[None]:
    try:
        yield
    except UnguardedError as error:
        _fail(f"not going out: {error}", Exit.CRASHED)
    except StoppedError as error:
        _fail(str(error), stopped)
    except LedgerError as error:
        _fail(str(error), Exit.CRASHED)
    except OSError as error:
        _fail(f"{error.strerror or error}: run the command again, it goes on where it stopped", Exit.CRASHED)


def _fail(message: str, code: Exit) -> NoReturn:
    click.echo(f"cekdiklat: {message}", err=True)
    sys.exit(code)
