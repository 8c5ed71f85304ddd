"""``cekdiklat desk``: accounts of those who work there, and the proof that its log is untouched."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from registry.commands.writing import writing
from registry.ledger import Ledger, LedgerError
from registry.ledger.desk.accounts import Account, AccountExistsError, Role
from registry.ledger.desk.audit import command_actor
from registry.ledger.desk.proof import faults
from registry.settings import settings
from service.desk.accounts.passwords import UnfitPasswordError, hashed
from service.desk.exporting.log import log_lines


@click.group()
def group() -> None:
    """Accounts of the desk, and its audit log."""


@group.group()
def user() -> None:
    """Who may work at the desk."""


@group.group()
def audit() -> None:
    """The log of everything done at the desk."""


@contextmanager
def _ledger() -> Iterator[Ledger]:
    try:
        with Ledger.open(settings().ledger) as ledger:
            yield ledger
    except LedgerError as error:
        raise click.UsageError(str(error)) from error


def _known(ledger: Ledger, email: str) -> Account:
    found = ledger.accounts.by_email(email)
    if found is None:
        raise click.UsageError(f"{email} has no account: `cekdiklat desk user list` shows who has")
    return found


_role = click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="What the person may do."
)


@user.command("add")
@click.argument("email")
@_role
@click.option("--name", help="How the desk shows the person; the address by default")
@click.option("--generate", is_flag=True, help="Make a password and print it once, instead of asking for one")
def add(email: str, role: str, name: str | None, generate: bool) -> None:
    """Make an account. The password is asked for twice, or made with --generate."""
    if "@" not in email.strip("@"):
        raise click.UsageError(f"{email!r} is no e-mail address")
    with _ledger() as ledger:
        password = secrets.token_urlsafe(18) if generate else _asked()
        try:
            hash_ = hashed(settings(), password)
            with ledger.transaction():
                made = ledger.accounts.add(email, name or "", Role(role), hash_)
                ledger.audit.record(command_actor(), "account.add", made.email, {"role": role})
        except (AccountExistsError, UnfitPasswordError) as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"{made.email}: {role}")
    if generate:
        click.echo(f"password, shown only now: {password}")
    if made.role is Role.ADMIN:
        click.echo("an authenticator app is set up at the first login", err=True)


def _asked() -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array on standard output")
def list_(as_json: bool) -> None:
    """List the accounts: role, whether open, second factor, last login."""
    with _ledger() as ledger:
        accounts = ledger.accounts.all()
    shown = [
        {
            "email": it.email,
            "name": it.name,
            "role": it.role.value,
            "active": it.active,
            "second_factor": it.totp_secret is not None,
            "last_login": it.last_login.isoformat() if it.last_login else None,
        }
        for it in accounts
    ]
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for it in accounts:
        state = "" if it.active else "  closed"
        factor = "second factor" if it.totp_secret else "password only"
        seen = f"{it.last_login:%Y-%m-%d}" if it.last_login else "never"
        click.echo(f"{it.role.value:<10} {it.email}  {it.name}  {factor}  last login {seen}{state}")


@user.command("role")
@click.argument("email")
@_role
def role_(email: str, role: str) -> None:
    """Give an account another role; its logins end."""
    with _ledger() as ledger:
        found = _known(ledger, email)
        with ledger.transaction():
            ledger.accounts.set_role(found.id, Role(role))
            ledger.logins.end_all(found.id)
            ledger.audit.record(
                command_actor(), "account.role", found.email, {"before": found.role.value, "after": role}
            )
    click.echo(f"{found.email}: {role}")


@user.command("unlock")
@click.argument("email")
def unlock(email: str) -> None:
    """Let somebody in again who failed too often."""
    with _ledger() as ledger:
        found = _known(ledger, email)
        with ledger.transaction():
            ledger.accounts.unlock(found.id)
            ledger.audit.record(command_actor(), "account.unlock", found.email)
    click.echo(f"{found.email}: unlocked")


@user.command("reset")
@click.argument("email")
@click.option("--generate", is_flag=True, help="Make a password and print it once, instead of asking for one")
@click.option("--second-factor", is_flag=True, help="Forget the authenticator app and recovery codes, too")
def reset(email: str, generate: bool, second_factor: bool) -> None:
    """Give somebody who is locked out a new password; the account's logins end."""
    with _ledger() as ledger:
        found = _known(ledger, email)
        password = secrets.token_urlsafe(18) if generate else _asked()
        try:
            hash_ = hashed(settings(), password)
        except UnfitPasswordError as error:
            raise click.UsageError(str(error)) from error
        with ledger.transaction():
            ledger.accounts.reset(found.id, hash_, second_factor=second_factor)
            ledger.logins.end_all(found.id)
            ledger.audit.record(
                command_actor(), "account.reset", found.email, {"second_factor": second_factor}
            )
    click.echo(f"{found.email}: new password")
    if generate:
        click.echo(f"password, shown only now: {password}")


@audit.command("verify")
@click.option("--head", metavar="NUMBER:HASH", help="An end of the log that was written down earlier")
def verify(head: str | None) -> None:
    """Prove that no entry was changed, removed or added behind the log's back. Exit code 1: one was."""
    anchor = _anchor(head)
    with _ledger() as ledger, ledger.reading() as session:
        found = list(faults(session, anchor))
        number, digest = ledger.audit.head()
    for fault in found:
        click.echo(fault)
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"{number:,} entries, untouched; the log ends with {number}:{digest.hex()}")


@audit.command("export")
@click.option(
    "--format", "kind", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True, help="Lines"
)
@click.option("--after", type=click.IntRange(0), default=0, help="Only entries after this number")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="A file, not stdout")
def export(kind: str, after: int, output: Path | None) -> None:
    """Write the log with its hashes, the oldest entry first. Taking it along is an entry itself."""
    with _ledger() as ledger, writing(output) as file:
        ledger.audit.record(command_actor(), "audit.export", kind)
        count = sum(file.write(line) > 0 for line in log_lines(ledger, kind, after)) - (kind == "csv")
    if output is not None:
        click.echo(f"{count:,} entries written to {output}", err=True)


def _anchor(head: str | None) -> tuple[int, bytes] | None:
    if head is None:
        return None
    number, _, digest = head.partition(":")
    try:
        return int(number), bytes.fromhex(digest)
    except ValueError as error:
        raise click.UsageError("--head: NUMBER:HASH, as `desk audit verify` printed it") from error


@group.command("work")
def work() -> None:
    """Do what the desk was asked for: publications and imports. The desk starts it by itself."""
    from service.desk.background.working import work_off
    from service.desk.stores import Stores
    from service.log import configure

    configure()
    done = work_off(Stores(settings()))
    click.echo(f"{done} jobs done", err=True)
