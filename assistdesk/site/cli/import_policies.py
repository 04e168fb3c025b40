"""`assistdesk import policies`: the marketplace's list of its clients' policies."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from assistdesk.book import services
from assistdesk.book.forms.files import read_lines
from assistdesk.book.rules.plans import POLICY_FIELDS, POLICY_NEEDED, read_policy
from assistdesk.book.services import Refused, Taken, terms
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import PartName
from assistdesk.shared.refusals import InvalidInput
from assistdesk.site import responses

BATCH = 1000
Line = TypeVar("Line")


@click.command(epilog="Example: assistdesk import policies policies.csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--marketplace", default="", help="Whose policies. Left out: the one marketplace that has case access."
)
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def command(file: Path, marketplace: str, *, as_json: bool) -> None:
    """Make policies, or renew those there are, from a CSV file with a line of column names.

    Needed: person_id, policy_number, issuer, plan, kind (DHP, QHP or SHOP), premium (dollars a month),
    starts_on, status (pending, enrolled, terminated or cancelled). Besides: ends_on (last day), and for a
    request for information rfi_number, rfi_asked, rfi_due_on (last day), rfi_answered_on; a second one of a
    policy stands on another line. A line that can't be used is reported and changes nothing; the others
    count. Run it again as often as you like.
    """
    where = marketplace or _only_one()
    if where not in {pack.marketplace for pack in policy.marketplaces()}:
        sys.exit("assistdesk: name a marketplace that runs here.")
    try:
        taken = _import(file.read_bytes(), where)
    except InvalidInput as wrong:
        sys.exit(f"assistdesk: {responses.field_sentence(wrong.errors[0])}")
    refused = [_told(one, file) for one in sorted(taken.refused, key=lambda each: each.line)]
    if as_json:
        click.echo(json.dumps({"made": taken.made, "renewed": taken.renewed, "refused": refused}))
    else:
        for one in refused:
            click.echo(f"{one['file']}:{one['line']}: {one['field']}: {one['message']}")
        lines = len({one["line"] for one in refused})
        click.echo(f"{taken.made} made, {taken.renewed} renewed, {lines} refused.")
    sys.exit(1 if refused else 0)


def _only_one() -> str:
    """Return the marketplace that has case access; "" where there is none, or more than one."""
    found = [pack.marketplace for pack in policy.marketplaces() if pack.has(PartName.CONSENT)]
    return found[0] if len(found) == 1 else ""


def _import(content: bytes, marketplace: str) -> Taken:
    known = terms.plan_terms(policy.running(marketplace))
    found = read_lines(
        content, columns=POLICY_FIELDS, needed=POLICY_NEEDED, read=partial(read_policy, terms=known)
    )
    made, renewed, refused = 0, 0, list(found.refused)
    for lines in _batches(found.things):
        taken = services.import_policies(
            lines, marketplace=marketplace, actor=Actor.system(marketplace), at=clock.now()
        )
        made, renewed = made + taken.made, renewed + taken.renewed
        refused += taken.refused
    return Taken(made, renewed, refused)


def _batches(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    for start in range(0, len(lines), BATCH):
        yield lines[start : start + BATCH]


def _told(one: Refused, file: Path) -> dict[str, object]:
    message = responses.field_sentence(one.error)
    return {"file": file.name, "line": one.line, "field": one.error.field, "message": message}
