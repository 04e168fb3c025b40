"""`assistdesk pack schema`: the JSON Schema of packs."""

import json

import click

from assistdesk.shared.policy.published import json_schema


@click.command(epilog="Example: assistdesk pack schema > pack.schema.json")
def command() -> None:
    """Print the JSON Schema of packs, so that editors complete and check them as they are typed."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
