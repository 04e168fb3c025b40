"""Putting the demo back to its start."""

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from assistdesk.shared import clock
from assistdesk.shared.files import vault
from assistdesk.shared.refusals import NotThere
from assistdesk.site.demo import at_work, books, on_duty, people

KEPT = frozenset({"people", "policy", "sessions", "auth", "contenttypes", "procrastinate"})


def check_is_demo() -> None:
    """Check that this is a demo.

    Raises:
        NotThere: it is not, and what was asked for does not exist here.
    """
    if not settings.DEMO:
        raise NotThere


def reset() -> None:
    """Forget everything that happened, put the people back, and set the clock right.

    Accounts, their tokens and sessions stay, so that whoever plays the demo stays signed in.

    Raises:
        NotThere: this is no demo.
    """
    check_is_demo()
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.app_label not in KEPT]  # noqa: SLF001 - Django's documented way to table names
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        quoted = ", ".join(connection.ops.quote_name(table) for table in sorted(tables))
        cursor.execute(f"TRUNCATE {quoted} CASCADE")
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status <> 'doing'")
        clock.set_right()
    people.make(at=clock.now())
    people.forget_newcomers()
    on_duty.put_on_duty(at=clock.now())
    books.fill(at=clock.now())
    at_work.begin_work(at=clock.now())
    vault.remove_everything()
