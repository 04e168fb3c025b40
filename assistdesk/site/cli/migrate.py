"""`assistdesk migrate`: the database brought up to date."""

import click
from django.core.management import call_command

from assistdesk.site import health


@click.command(epilog="Example: assistdesk migrate")
def command() -> None:
    """Bring the database up to date; safe to run again, and while an older desk still serves."""
    waiting = health.unapplied_migrations()
    call_command("migrate", interactive=False, verbosity=0)
    click.echo(f"Applied {len(waiting)} migrations." if waiting else "The database is up to date.")
