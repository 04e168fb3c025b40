"""`assistdesk user invite`: a link by which somebody chooses their own password."""

import sys

import click
from django.conf import settings
from django.urls import reverse

from assistdesk.shared import clock
from assistdesk.shared.people import invitations
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere


@click.command(epilog="Example: assistdesk user invite --marketplace example > links.tsv")
@click.argument("usernames", nargs=-1)
@click.option("--marketplace", default="", help="Everybody of this marketplace who has no password yet.")
def command(usernames: tuple[str, ...], marketplace: str) -> None:
    """Print a link by which each person chooses a password: good once, and for seven days.

    A line a person: username, a tab, the link, which begins with ASSISTDESK_BASE_URL. Send each to its
    person alone. Who has a password already keeps it until another one is chosen; a new link for who forgot
    theirs is made in the same way.
    """
    wanted = [*usernames, *(invitations.without_password(marketplace) if marketplace else [])]
    if not wanted:
        click.echo("assistdesk: nobody to invite.", err=True)
        sys.exit(1)
    unknown = [name for name in wanted if not _invited(name)]
    for name in unknown:
        click.echo(f"assistdesk: there is no active account called {name!r}.", err=True)
    sys.exit(1 if unknown else 0)


def _invited(username: str) -> bool:
    """Print somebody's link; return False where there is no such active account."""
    try:
        made = invitations.invite(username, actor=Actor.system(None), at=clock.now())
    except NotThere:
        return False
    click.echo(f"{made.username}\t{settings.BASE_URL}{reverse('site:choose_password', args=[made.token])}")
    return True
