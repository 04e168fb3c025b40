"""`assistdesk pack diff`: what differs between two packs."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from assistdesk.shared.policy.differences import differences
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.problems import BadPack


@click.command(epilog="Example: assistdesk pack diff packs/mystate packs/mystate-next")
@click.argument("old", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
def command(old: Path, new: Path, *, as_json: bool) -> None:
    """Show what differs between two packs. Exit status: 0 shown, 1 one of them is not in order."""
    try:
        found = differences(load_folder(old), load_folder(new))
    except BadPack as bad:
        for problem in bad.problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, default=str))
    else:
        for one in found:
            click.echo(str(one))
        click.echo(f"{len(found)} differences" if found else "No difference.", err=True)
