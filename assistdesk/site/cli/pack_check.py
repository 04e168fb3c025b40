"""`assistdesk pack check`: every error of a pack at once."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from assistdesk.shared.policy.loader import check_folder


@click.command(epilog="Example: assistdesk pack check packs/mystate")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def command(folder: Path, *, as_json: bool) -> None:
    """Check a pack. Each error names file, line, place, what is wrong and what would be right.

    Exit status: 0 the pack is in order, 1 it is not.
    """
    problems = check_folder(folder)
    if as_json:
        click.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, default=str))
    else:
        for problem in problems:
            click.echo(str(problem), err=True)
        click.echo(
            f"{folder}: {len(problems)} problems" if problems else f"{folder}: in order", err=bool(problems)
        )
    sys.exit(1 if problems else 0)
