"""Rows that are added together stand as they would have one by one."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from assistdesk.shared import copying
from assistdesk.shared.audit.models import Entry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, 30, 15, 123456, tzinfo=UTC)


def entry(**changes: object) -> Entry:
    values = {"at": AT, "marketplace": "", "role": "system", "action": "a.b.c", "subject": "x"}
    return Entry(**{**values, **changes})


def test_every_value_comes_back_as_it_was() -> None:
    who = uuid.uuid4()
    facts = {"text": 'a "quoted"\ttab\n\\N línea', "none": None, "list": [1, 2.5, True]}

    copying.add([entry(subject="\\N \\. \t", account_id=who, facts=facts), entry(subject="second")])

    first, second = Entry.objects.order_by("id")
    assert (first.subject, first.account_id, first.facts, first.at) == ("\\N \\. \t", who, facts, AT)
    assert (second.subject, second.account_id, second.facts) == ("second", None, {})


def test_where_one_is_refused_none_is_added() -> None:
    key = uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        copying.add([entry(), entry(key=key), entry(key=key)])

    assert not Entry.objects.exists()


def test_nothing_is_added_where_there_is_nothing() -> None:
    copying.add([])

    assert not Entry.objects.exists()
