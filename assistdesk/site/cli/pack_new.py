"""`assistdesk pack new`: a commented starting pack."""

import sys
from pathlib import Path

import click

from assistdesk.shared.policy.starter import write_starter


@click.command(epilog="Example: assistdesk pack new packs/mystate")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write a starting pack, with comments, that passes `pack check` as it is."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        click.echo(f"assistdesk: {folder} is not empty; name a new folder.", err=True)
        sys.exit(1)
    write_starter(folder)
    click.echo(f"Wrote a starting pack. Next: assistdesk pack check {folder}")
