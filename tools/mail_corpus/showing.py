"""The result of the corpus on a new desk, on standard output."""

import click
from django.core.management import call_command

from assistdesk.shared import clock
from tools.mail_corpus import results, world


def show() -> int:
    """Make a desk, deliver the corpus, print the result; return 0 where all became what it had to."""
    call_command("migrate", interactive=False, verbosity=0)
    at = clock.now()
    world.make_packs(at=at)
    result = results.run(at=at, with_large=True)
    click.echo(result.table())
    faults = result.faults()
    click.echo(
        f"\n{len(result.seen)} mails: wrong appends {result.wrong}, lost {result.lost}, twice {result.twice}, "
        f"mails sent because of them {result.mails_out}, otherwise not as expected {len(faults)}."
    )
    for fault in faults:
        click.echo(fault, err=True)
    return 1 if faults or result.wrong or result.lost or result.twice or result.mails_out else 0
