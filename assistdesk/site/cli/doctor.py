"""`assistdesk doctor`: is everything in order?"""

import json
import sys

import click

from assistdesk.site import checkup


@click.command(epilog="Example: assistdesk doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option(
    "--repair",
    is_flag=True,
    help="First keep helpers' counts as their offers say; audited, safe at any time.",
)
def command(*, as_json: bool, repair: bool) -> None:
    """Check database, migrations, packs, counts, keys, storage, scanner, mail, worker; say what to do.

    Exit status: 0 all in order, 1 something is not.
    """
    if repair:
        repaired = checkup.repair_counts()
        click.echo(f"Counts of {repaired} helpers were put right.", err=True)
    findings = checkup.findings()
    if as_json:
        rows = [{"name": one.name, "ok": one.ok, "what": one.what} for one in findings]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for one in findings:
            click.echo(f"{'in order' if one.ok else 'NOT YET ':<9} {one.name:<11} {one.what}")
    sys.exit(0 if all(one.ok for one in findings) else 1)
