"""`assistdesk keys rehash`: what is found by keyed hashes, hashed by the newest secret key."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

import click

from assistdesk.book import services as book
from assistdesk.shared import clock
from assistdesk.shared.messaging import opt_outs
from assistdesk.shared.people import identities

Batch = Callable[[UUID], tuple[int, int, UUID | None]]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind were hashed anew, and how many could not be."""

    what: str
    done: int = 0
    left_out: int = 0


@click.command(epilog="Example: assistdesk keys rehash")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def command(*, as_json: bool) -> None:
    """Hash by the newest secret key the persons, prospects and stopped numbers that an older one hashed.

    In batches, while the desk runs; stop it and run it again as often as you like. Until it is done, searches
    try every key. Ends with 1 where something could not be hashed anew: keep the old keys then.
    """
    counts = [
        _all("persons", _persons),
        _all("prospects", _prospects),
        _all("numbers", _numbers),
    ]
    if as_json:
        click.echo(json.dumps({one.what: {"done": one.done, "left_out": one.left_out} for one in counts}))
    else:
        for one in counts:
            click.echo(f"{one.what}: {one.done} hashed anew, {one.left_out} left out.")
    sys.exit(1 if any(one.left_out for one in counts) else 0)


def _all(what: str, batch: Batch) -> Count:
    """Go through one kind, batch by batch."""
    count, after = Count(what), identities.NOBODY
    while True:
        done, left_out, last = batch(after)
        count = replace(count, done=count.done + done, left_out=count.left_out + left_out)
        if last is None:
            return count
        after = last


def _persons(after: UUID) -> tuple[int, int, UUID | None]:
    found = identities.rehash(after=after, at=clock.now())
    return found.done, found.left_out, found.last


def _prospects(after: UUID) -> tuple[int, int, UUID | None]:
    found = book.rehash_prospects(after=after, at=clock.now())
    return found.done, 0, found.last


def _numbers(after: UUID) -> tuple[int, int, UUID | None]:
    found = opt_outs.rehash(after=after, at=clock.now())
    return found.done, found.left_out, found.last
