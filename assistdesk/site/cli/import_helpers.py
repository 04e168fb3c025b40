"""`assistdesk import helpers`: the marketplace's list of helpers."""

import json
import sys
from pathlib import Path

import click
from django.utils.translation import gettext_noop

from assistdesk.referrals.services import contacts
from assistdesk.shared import clock
from assistdesk.shared.people import importing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.importing import ListedHelper, PutHelper
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import PartName
from assistdesk.shared.refusals import FieldError, InvalidInput
from assistdesk.site import helper_list, responses
from assistdesk.site.helper_list import Line

Refused = dict[str, object]

MARKETPLACE_MESSAGE = gettext_noop("Name a marketplace that runs here.")


@click.command(epilog="Example: assistdesk import helpers helpers.csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--marketplace",
    default="",
    help="Of lines that name none. Left out: the one marketplace that has on-demand referrals.",
)
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def command(file: Path, marketplace: str, *, as_json: bool) -> None:
    """Make helpers, or renew those there are, from a CSV file with a line of column names.

    Needed: username, name, email, role (agent, navigator or agency_admin). Besides: marketplace, phone,
    language, agency, npn, license_number, license_until, certified_until, authorized_until, contact_on_file
    (yes or no), zip, active (yes or no). A line that can't be used is reported and changes nothing; the
    others count. Run it again as often as you like. New accounts have no password.
    """
    try:
        made, renewed, refused = _import(file, marketplace or _only_one())
    except helper_list.BadColumns as wrong:
        sys.exit(f"assistdesk: {wrong}")
    except UnicodeDecodeError:
        sys.exit("assistdesk: the file is no text in UTF-8.")
    if as_json:
        click.echo(json.dumps({"made": made, "renewed": renewed, "refused": refused}))
    else:
        for one in refused:
            click.echo(f"line {one['line']}: {one['field']}: {one['message']}")
        lines = len({one["line"] for one in refused})
        click.echo(f"{made} made, {renewed} renewed, {lines} refused.")
    sys.exit(1 if refused else 0)


def _only_one() -> str:
    """Return the marketplace that has on-demand referrals; "" where there is none, or more than one."""
    found = [pack.marketplace for pack in policy.marketplaces() if pack.has(PartName.REFERRALS)]
    return found[0] if len(found) == 1 else ""


def _import(file: Path, marketplace: str) -> tuple[int, int, list[Refused]]:
    known = {pack.marketplace for pack in policy.marketplaces()}
    made, renewed, refused = 0, 0, list[Refused]()
    for line in helper_list.lines(file):
        errors, put = line.errors, None
        where = line.marketplace or marketplace
        if where not in known:
            errors = (*errors, FieldError("marketplace", MARKETPLACE_MESSAGE))
        if line.helper is not None and not errors:
            put, errors = _put(line.helper, where)
        refused += [_told(line, error) for error in errors]
        if put is not None:
            made, renewed = made + put.is_new, renewed + (not put.is_new)
    return made, renewed, refused


def _put(helper: ListedHelper, marketplace: str) -> tuple[PutHelper | None, tuple[FieldError, ...]]:
    at = clock.now()
    actor = Actor.system(marketplace)
    try:
        put = importing.put_helper(helper, marketplace=marketplace, actor=actor, at=at)
    except InvalidInput as refusal:
        return None, refusal.errors
    if not put.is_new:
        contacts.follow_account(
            put.account_id, email_before=put.email_before, phone_before=put.phone_before, at=at
        )
    return put, ()


def _told(line: Line, error: FieldError) -> Refused:
    return {"line": line.number, "field": error.field, "message": responses.field_sentence(error)}
