"""The page of the command line: the help of every command."""

import importlib
from collections.abc import Iterator

import click

from assistdesk.site.cli import main
from tools.reference.markdown import block, page

INTRODUCTION = """
`assistdesk` is the one command. Each ends with 0 when it is done, with 1 when the answer is no (a pack
that is not valid), and with 2 after wrong use or a wrong setting; an error is one line on standard
error.
"""
WIDTH = 100


def all_commands() -> list[tuple[str, click.Command]]:
    """Return every command with its full name, groups left out, by name."""
    return sorted(_below(main.root, "assistdesk"), key=lambda pair: pair[0])


def text() -> str:
    """Return the page."""
    return page("Command line", INTRODUCTION, *(_section(name, command) for name, command in all_commands()))


def _below(group: main.CommandTable, prefix: str) -> Iterator[tuple[str, click.Command]]:
    for name, entry in group.table.items():
        yield f"{prefix} {name}", importlib.import_module(f"assistdesk.site.cli.{entry.module}").command
    for name, inner in group.commands.items():
        if isinstance(inner, main.CommandTable):
            yield from _below(inner, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", inner


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, max_content_width=WIDTH, terminal_width=WIDTH)
    return f"## {name}\n\n{block(command.get_help(context))}"
