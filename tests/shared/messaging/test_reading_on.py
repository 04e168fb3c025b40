"""One mail that can't be read stops no other; while the database is away, nothing is held against a mail."""

from datetime import datetime

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError

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
