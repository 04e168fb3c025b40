"""`assistdesk consent key`: the public key that proves evidence."""

import click

from assistdesk.shared import keys


@click.command(epilog="Example: assistdesk consent key > desk.pem")
def command() -> None:
    """Print the public key that proves this desk's evidence, in PEM. Publish it: it is no secret."""
    click.echo(keys.evidence_key_pem(), nl=False)
