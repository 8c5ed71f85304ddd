"""``cekdiklat``, the one program: finds the rooms' commands by entry point, loads only the one asked for.

Exit codes are the same everywhere: 0 done, 1 found something, 2 unusable input (``click.UsageError``).
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

import click

from registry.settings import UnusableSettingsError

_COMMANDS = {point.name: point for point in entry_points(group="cekdiklat.commands")}


class _Program(click.Group):
    """Loads a command when it is used, so that ``cekdiklat match`` does not import Scrapy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if (point := _COMMANDS.get(cmd_name)) is None:
            return None
        command = point.load()
        if not isinstance(command, click.Command):
            raise TypeError(f"entry point {point.value} is not a Click command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UnusableSettingsError as error:
            raise click.UsageError(str(error)) from None


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cekdiklat")
def main() -> None:
    """CekDiklat: who is behind a training link, before a teacher signs up."""
