"""One mail that can't be read stops no other; while the database is away, nothing is held against a mail."""

from datetime import datetime

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.mails import ReadMail, read_mail
from assistdesk.shared.messaging.models import Arrival, Incoming
from assistdesk.shared.messaging.services import arrivals
from assistdesk.shared.messaging.values import RawMail
from assistdesk.shared.refusals import NotThere

pytestmark = [pytest.mark.django_db, pytest.mark.rule("M-02")]
MAIL = b"From: pat@example.com\r\nSubject: %s\r\nMessage-ID: <%s@example.com>\r\n\r\nWords.\r\n"


def keep(at: datetime, *subjects: bytes) -> None:
    """Keep a mail of each subject, one after the other."""
    for subject in subjects:
        raw = MAIL % (subject, subject)
        services.keep_mails([RawMail("smtp", "pat@example.com", ("desk@localhost",), raw)], at=at)


def reading_fails(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    """Let the reading of a mail that says so fail, whenever it is tried."""

    def read(raw: bytes, *, envelope_sender: str | None) -> ReadMail:
        if b"Subject: poison" in raw:
            raise fault
        return read_mail(raw, envelope_sender=envelope_sender)

    monkeypatch.setattr(arrivals, "read_mail", read)


@pytest.mark.parametrize("fault", [IntegrityError, AssertionError, RecursionError, NotThere])
def test_whatever_a_mail_does_to_its_reader_the_next_is_read_and_it_lies_whole_in_the_tray(
    at: datetime, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    reading_fails(monkeypatch, fault)
    keep(at, b"poison", b"harmless")

    assert services.read_waiting(at=at) == 1
    assert Incoming.objects.get().subject == "harmless"
    for _ in range(arrivals.MOST_TRIES - 1):
        assert services.read_waiting(at=at) == 0
    assert services.read_waiting(at=at) == 1

    unread = Incoming.objects.get(subject="poison")
    assert (unread.state, "Words." in unread.text) == ("unmatched", True)


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_lost_database_is_no_fault_of_a_mail(
    at: datetime, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    reading_fails(monkeypatch, fault)
    keep(at, b"poison")

    with pytest.raises(fault):
        services.read_waiting(at=at)

    assert Arrival.objects.get().tries == 0


def test_mails_are_read_many_in_a_round_each_once_and_each_message_has_its_mails_id(at: datetime) -> None:
    keep(at, b"one", b"two", b"one", b"three")

    assert services.read_waiting(at=at) == 4

    assert sorted(Incoming.objects.values_list("subject", flat=True)) == ["one", "three", "two"]
    copy = Arrival.objects.get(is_copy=True)
    assert copy.incoming is not None
    assert copy.incoming.subject == "one"
    assert {one.id for one in Arrival.objects.filter(is_copy=False)} == set(
        Incoming.objects.values_list("id", flat=True)
    )
    assert Entry.objects.filter(action="messaging.mail.unmatched").count() == 3


def test_a_round_costs_as_many_queries_for_many_mails_as_for_a_few(
    at: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(at, b"one", b"two")
    with CaptureQueriesContext(connection) as few:
        services.read_waiting(at=at)
    names = [b"next-%d" % number for number in range(20)]
    keep(at, *names)

    with django_assert_num_queries(len(few)):
        assert services.read_waiting(at=at) == 20


def test_what_is_too_large_to_be_held_together_is_read_in_rounds(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "MOST_BYTES_TOGETHER", 10)
    keep(at, b"one", b"two", b"three")

    assert services.read_waiting(at=at) == 3
    assert Incoming.objects.count() == 3
