"""What stands in the audit log stays: the database refuses to change or remove it."""

from datetime import datetime

import pytest
from django.db import ProgrammingError, transaction

from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor

DESK = Actor.system(None)


@pytest.mark.django_db
def test_an_entry_cannot_be_changed(at: datetime) -> None:
    audit.record(action="desk.test.done", subject="1", actor=DESK, at=at)

    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        Entry.objects.update(action="desk.test.undone")

    assert Entry.objects.get().action == "desk.test.done"


@pytest.mark.django_db
def test_an_entry_cannot_be_removed(at: datetime) -> None:
    audit.record(action="desk.test.done", subject="1", actor=DESK, at=at)

    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        Entry.objects.all().delete()

    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_a_mistake(at: datetime) -> None:
    with pytest.raises(transactions.NoTransaction):
        audit.record(action="desk.test.done", subject="1", actor=DESK, at=at)
