"""Filling the desk: one transaction, in a few statements that the database works through by itself."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.services import clocks, search_entries
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.site.demo.scale import grounds
from assistdesk.site.demo.scale.grounds import Amounts
from assistdesk.site.demo.scale.shape import Shape
from assistdesk.site.demo.script import script

CLOCKS_AT_ONCE = 2000
HERE = Path(__file__).parent
PARTS = {
    "people": "helpers, staff, people and who may see whose case",
    "incidents": "incidents and their history",
    "threads": "mails and threads",
    "clocks": "clocks",
}


class DeskInUse(Exception):
    """The desk has incidents already: what is loaded must be older than they are, and its numbers lower."""


class NoDemoDesk(Exception):
    """Other people than the demo's have accounts here."""


def check_can_load() -> None:
    """Check that the desk may be filled: nobody but the demo's people, and no incident yet.

    Raises:
        NoDemoDesk: somebody else has an account.
        DeskInUse: there are incidents.
    """
    known = [one.username for one in script().accounts]
    if Account.objects.exclude(username__in=known).exists():
        raise NoDemoDesk
    if Incident.objects.exists():
        raise DeskInUse


def load(
    amounts: Amounts, shape: Shape, *, at: datetime, is_checked: bool, tell: Callable[[str], None]
) -> None:
    """Fill a demo desk that has no incident yet; `tell` hears what is being done.

    The same amounts make the same rows each time; only the moments count back from `at`. With `is_checked`
    the database looks at every reference once more, as it does with any row; without, where its user may
    say so, it believes these statements, whose references tests have checked: that takes half the time.

    Raises:
        NoDemoDesk, DeskInUse: it may not be filled; nothing was changed.
    """
    check_can_load()
    with transaction.atomic(durable=True):
        if not is_checked:
            _believe()
        grounds.lay(amounts, shape, at=at)
        for part, what in PARTS.items():
            tell(f"Making {what} ...")
            _run((HERE / f"{part}.sql").read_text(encoding="utf-8"))
            _run("ANALYZE")  # what follows is planned by what stands now
        while clocks.lay_unlaid(limit=CLOCKS_AT_ONCE):
            continue
        IncidentClock.objects.to_warn(at).update(warned_at=at)
        tell("Making what searches look through ...")
        search_entries.write_missing()
        audit.record(
            action="site.demo.loaded",
            subject="demo",
            actor=Actor.system(None),
            at=at,
            facts={"incidents": amounts.incidents, "people": amounts.people},
        )


def _believe() -> None:
    """Let the database take references as they are until the transaction ends, where its user may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def tidy() -> None:
    """Let the database count what is in its tables, so that it plans well from the first page on."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _run(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)
