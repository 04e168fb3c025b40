"""`assistdesk consent verifier`: the program that proves evidence without a desk."""

import inspect

import click

from assistdesk.consent.rules import verifier


@click.command(epilog="Example: assistdesk consent verifier > verifier.py")
def command() -> None:
    """Print a program of one file that proves evidence anywhere Python and `cryptography` are."""
    click.echo(inspect.getsource(verifier), nl=False)
