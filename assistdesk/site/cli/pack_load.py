"""`assistdesk pack load`: a pack into the running desk."""

import sys
from pathlib import Path

import click

from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import services
from assistdesk.shared.policy.problems import BadPack


@click.command(epilog="Example: assistdesk pack load packs/mystate")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Load a pack, all of it or nothing: a bad one leaves the running one as it is.

    Exit status: 0 loaded, or the same as before; 1 the pack is not in order.
    """
    try:
        is_new = services.load_pack(folder, actor=Actor.system(None), at=clock.now())
    except BadPack as bad:
        for problem in bad.problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    click.echo("Loaded." if is_new else "Nothing changed: this pack is the running one.")
