"""`assistdesk worker`: the background work alone."""

import click

from assistdesk.site import orphans, worker


@click.command(epilog="Example: assistdesk worker")
def command() -> None:
    """Run jobs and sweeps until a signal ends it. Any number of workers may run beside each other."""
    orphans.end_with_supervisor()
    worker.run()
