"""Every command with its arguments and options, from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from docs.site.markdown import page as made
from docs.site.markdown import table
from registry.cli import main

_INTRO = """
One program, `cekdiklat`. Exit codes are the same everywhere: 0 done, 1 found something, 2 unusable
input. `-h` or `--help` explains each command.
"""


def page() -> str:
    """The whole page."""
    return made("Commands", _INTRO, *(_section(path, command) for path, command in every_command()))


def every_command() -> Iterator[tuple[str, click.Command]]:
    """All commands with their full names, groups before what is in them."""
    yield from _below("cekdiklat", main)


def _below(path: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from _below(f"{path} {name}", command)


def _section(path: str, command: click.Command) -> str:
    help_text = inspect.cleandoc(command.help or "").replace("\b", "").replace("\f", "")
    parts = [f"## `{path}`", _quoted(help_text)]
    if not isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        parts.append(f"```text\n{command.get_usage(context)}\n```")
    parts.append(table(("option", "", "default"), (_option(it) for it in _options(command))))
    return "\n\n".join(part for part in parts if part)


def _options(command: click.Command) -> list[click.Option]:
    return [it for it in command.params if isinstance(it, click.Option) and not it.hidden]


def _option(option: click.Option) -> tuple[str, str, str]:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    plain = option.default is not None and not callable(option.default) and not option.is_flag
    default = str(option.default) if plain else ""
    shown = f"`{default}`" if default and "Sentinel" not in default and "UNSET" not in default else ""
    return names, _quoted(option.help or ""), shown


def _quoted(text: str) -> str:
    """Angle brackets would be read as HTML."""
    return text.replace("<", "&lt;")
