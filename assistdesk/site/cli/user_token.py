"""`assistdesk user token`: a new API token."""

import sys

import click

from assistdesk.shared import clock
from assistdesk.shared.people import services
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere


@click.command(epilog="Example: TOKEN=$(assistdesk user token caseworker)")
@click.argument("username")
def command(username: str) -> None:
    """Print a new API token of an account, alone on standard output. It is shown only now."""
    try:
        token = services.make_token(username, actor=Actor.system(None), at=clock.now())
    except NotThere:
        click.echo(f"assistdesk: there is no active account called {username!r}.", err=True)
        sys.exit(1)
    click.echo(token)
