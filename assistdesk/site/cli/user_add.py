"""`assistdesk user add`: an account."""

import sys

import click

from assistdesk.shared import clock
from assistdesk.shared.people import services
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput
from assistdesk.site import responses

ROLES = [role.value for role in Role if role not in (Role.SYSTEM, Role.ANONYMOUS)]


@click.command(epilog="Example: assistdesk user add ada --role caseworker --marketplace example --team cases")
@click.argument("username")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they are at the desk.")
@click.option("--marketplace", default="", help="The marketplace's key; leave out for every marketplace.")
@click.option(
    "--team", "teams", multiple=True, help="The key of a team, for staff; may be given several times."
)
@click.option("--name", default="", help="The name that others see.")
@click.option("--email", default="", help="Where the desk writes to.")
@click.option("--language", default="en", show_default=True, help="The language to write in.")
@click.password_option(help="Asked for where it is left out.")
def command(
    username: str,
    role: str,
    marketplace: str,
    teams: tuple[str, ...],
    name: str,
    email: str,
    language: str,
    password: str,
) -> None:
    """Make an account."""
    new = services.NewAccount(
        username=username,
        password=password,
        name=name or username,
        email=email,
        role=Role(role),
        marketplace=marketplace,
        teams=teams,
        language=language,
    )
    try:
        services.add_account(new, actor=Actor.system(None), at=clock.now())
    except InvalidInput as refusal:
        for error in refusal.errors:
            click.echo(f"assistdesk: {error.field}: {responses.field_sentence(error)}", err=True)
        sys.exit(1)
    click.echo(f"Made the account {username}.")
