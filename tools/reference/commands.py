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


def all_names() -> list[tuple[str, str]]:
    """Return the full name of every command with the module it is in, by name; groups are left out."""
    return sorted(_below(main.root, "assistdesk"))


def text() -> str:
    """Return the page."""
    found = [(name, importlib.import_module(f"assistdesk.site.cli.{module}")) for name, module in all_names()]
    return page("Command line", INTRODUCTION, *(_section(name, module.command) for name, module in found))


def _below(group: main.CommandTable, prefix: str) -> Iterator[tuple[str, str]]:
    for name, entry in group.table.items():
        yield f"{prefix} {name}", entry.module
    for name, inner in group.commands.items():
        if isinstance(inner, main.CommandTable):
            yield from _below(inner, f"{prefix} {name}")


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, max_content_width=WIDTH, terminal_width=WIDTH)
    return f"## {name}\n\n{block(command.get_help(context))}"
