"""`assistdesk demo load`: a desk of full size to try and to measure."""

import sys

import click

from assistdesk.shared import clock
from assistdesk.site import health, preparation
from assistdesk.site.demo.scale import loading
from assistdesk.site.demo.scale.grounds import Amounts
from assistdesk.site.demo.scale.shape import shape

INCIDENTS, PEOPLE = 300_000, 1_000_000
SMALL = 1_000


@click.command(epilog="Example: assistdesk demo load --scale")
@click.option("--scale", is_flag=True, help=f"Full size: {INCIDENTS:,} incidents and {PEOPLE:,} people.")
@click.option("--incidents", type=click.IntRange(10), default=None, help="So many incidents instead.")
@click.option("--people", "persons", type=click.IntRange(10), default=None, help="So many people instead.")
def command(*, scale: bool, incidents: int | None, persons: int | None) -> None:
    """Fill a demo desk with invented people and two years of incidents, the same ones each time.

    The desk must have no incident yet. Without --scale it is a small load of 1,000 incidents.
    """
    amounts = Amounts(
        incidents=incidents or (INCIDENTS if scale else SMALL),
        people=persons or (PEOPLE if scale else 10 * SMALL),
    )

    def tell(words: str) -> None:
        """Say how far it is, beside the answer."""
        click.echo(words, err=True)

    if not health.unapplied_migrations():
        _check()
    preparation.prepare_desk(demo=True, say=tell)
    _check()
    loading.load(amounts, shape(), at=clock.now(), is_checked=False, tell=tell)
    tell("Counting rows for the database's planner ...")
    loading.tidy()
    click.echo(f"Loaded {amounts.incidents:,} incidents and {amounts.people:,} people.")


def _check() -> None:
    """End with one line where the desk may not be filled."""
    try:
        loading.check_can_load()
    except loading.NoDemoDesk:
        sys.exit(
            "assistdesk: other people than the demo's have accounts here; take a new ASSISTDESK_DATA_DIR."
        )
    except loading.DeskInUse:
        sys.exit("assistdesk: this desk has incidents already; take a new ASSISTDESK_DATA_DIR.")
