"""The ledger's one error class: what went wrong with the database, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

# (sign in the driver's message, lower case; or PostgreSQL's SQLSTATE) → (what happened, what to do).
# First hit wins. Signs are from sqlite3's and PostgreSQL's own message catalogues.
_CAUSES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("database or disk is full", "no space left on device", "53100"),
        "the disk is full",
        "free some space and run the command again; everything committed so far is kept",
    ),
    (
        ("database is locked", "database table is locked", "55p03", "40p01", "40001"),
        "the ledger is locked by another process",
        "wait until the other cekdiklat command has finished, then run the command again",
    ),
    (
        ("readonly database", "25006"),
        "the ledger is read-only",
        "check the owner and the permissions of the ledger's file and folder",
    ),
    (
        ("file is not a database", "malformed", "disk i/o error"),
        "the ledger's file is damaged",
        "restore it from a backup; published snapshots are separate files and stay in use",
    ),
    (
        ("unable to open database file", "no such file"),
        "the ledger cannot be opened",
        "check that CEKDIKLAT_HOME (or CEKDIKLAT_LEDGER_URL) names a place this user may write to",
    ),
    (
        ("password authentication failed", "28p01", "28000", "3d000"),
        "the database server refused the login",
        "check user, password and database name in CEKDIKLAT_LEDGER_URL",
    ),
    (
        (
            "connection refused", "connection is bad", "connection failed", "connection is closed",
            "server closed the connection", "connection is lost", "terminating connection", "57p0", "08",
            "consuming input failed", "the connection was lost", "could not receive data", "no such host",
            "failed to resolve host", "timeout expired",
        ),
        "the connection to the database was lost",
        "check that the database server runs and can be reached, then run the command again; "
        "everything committed so far is kept",
    ),
)  # fmt: skip


class LedgerError(RuntimeError):
    """The ledger could not be read or written. ``advice`` says what to do; ``str()`` holds both."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}: {advice}")
        self.what = what
        self.advice = advice


def explain(error: DBAPIError) -> LedgerError:
    """The clear form of a driver's error; an unknown one keeps the driver's own first line."""
    text = str(error.orig).lower()
    sqlstate = str(getattr(error.orig, "sqlstate", None) or "").lower()
    for signs, what, advice in _CAUSES:
        for sign in signs:
            if (sqlstate.startswith(sign)) if _is_sqlstate(sign) else (sign in text):
                return LedgerError(what, advice)
    if error.connection_invalidated:
        return LedgerError(*_CAUSES[-1][1:])
    first_line = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else repr(error.orig)
    return LedgerError(f"the database answered {first_line!r}", "see its log, then run the command again")


def _is_sqlstate(sign: str) -> bool:
    return " " not in sign and len(sign) <= 5 and sign[0].isdigit()


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turns operational database errors into :class:`LedgerError`; programming errors pass unchanged."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise explain(error) from error
    except DBAPIError as error:
        # sqlite3 reports a damaged file as DatabaseError, psycopg a lost server as InternalError at times.
        if (
            error.connection_invalidated
            or "not a database" in str(error.orig)
            or "malformed" in str(error.orig)
        ):
            raise explain(error) from error
        raise
