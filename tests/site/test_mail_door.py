"""The door for mail says yes only to what is the desk's, and only once it is kept for good."""

import smtplib
import socket
from collections.abc import Sequence
from datetime import datetime
from unittest.mock import Mock
from uuid import UUID

import pytest
from django.db import DataError, InterfaceError, OperationalError, connection

from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.models import Arrival, Incoming
from assistdesk.shared.messaging.originals import content_of
from assistdesk.shared.messaging.values import RawMail
from assistdesk.site.environment import MailPlace, inbound_smtp
from assistdesk.site.mail.door import LARGEST_MAIL
from assistdesk.site.mail.keeping import kept
from assistdesk.site.variables import BadSetting
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.site.mail_door import open_door

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("M-02")]
MAIL = (
    b"From: Pat <pat@example.com>\r\nSubject: Hello\r\nMessage-ID: <%d@example.com>\r\n"
    b"\r\nWords.\r\n.\r\nMore.\r\n"
)
DESK = "desk@localhost"


def send(port: int, number: int = 1) -> None:
    """Send one mail to the desk."""
    with smtplib.SMTP("127.0.0.1", port) as line:
        line.sendmail("pat@example.com", [DESK], MAIL % number)


def test_a_mail_is_kept_whole_and_sealed_before_it_is_answered_for() -> None:
    with open_door() as port:
        send(port)

        kept = Arrival.objects.get()

    assert content_of(kept) == MAIL % 1
    assert b"Words." not in bytes(kept.sealed)
    assert (kept.envelope_from, kept.envelope_to, kept.state) == ("pat@example.com", [DESK], "waiting")


def test_what_is_kept_is_read_by_a_worker_later() -> None:
    with open_door() as port:
        send(port)

    assert services.read_waiting(at=TEN_O_CLOCK) == 1
    assert services.read_waiting(at=TEN_O_CLOCK) == 0
    assert Incoming.objects.get().own_text == "Words.\n.\nMore."


@pytest.mark.parametrize(
    ("receiver", "code"),
    [
        (DESK, 250),
        ("anything@LOCALHOST", 250),
        ("postmaster", 250),
        ("x@example.com", 550),
        ("x@localhost.example", 550),
    ],
)
def test_it_takes_the_desks_own_addresses_and_hands_nothing_on(receiver: str, code: int) -> None:
    with open_door() as port, smtplib.SMTP("127.0.0.1", port) as line:
        line.ehlo()
        line.mail("pat@example.com")

        assert line.rcpt(receiver)[0] == code


def test_a_mail_that_is_too_large_is_refused_by_its_announcement_and_by_its_size() -> None:
    with open_door() as port, smtplib.SMTP("127.0.0.1", port) as line:
        line.ehlo()
        assert line.docmd(f"MAIL FROM:<a@example.com> SIZE={LARGEST_MAIL + 1}")[0] == 552
        line.mail("a@example.com")
        line.rcpt(DESK)

        assert line.data(b"x" * 70 + b"\r\n" + (b"y" * 998 + b"\r\n") * (LARGEST_MAIL // 1000 + 1))[0] == 552

    assert not Arrival.objects.exists()


def test_while_the_database_cannot_keep_it_the_sender_is_asked_to_try_again() -> None:
    with open_door() as port:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE messaging_arrival RENAME TO messaging_arrival_away")
        try:
            with pytest.raises(smtplib.SMTPDataError) as refused:
                send(port)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE messaging_arrival_away RENAME TO messaging_arrival")
        send(port)

    assert refused.value.smtp_code == 451


@pytest.mark.parametrize("fault", [InterfaceError, AssertionError])
def test_whatever_goes_wrong_in_keeping_the_sender_may_try_again_and_the_next_is_kept(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    with open_door() as port:
        with monkeypatch.context() as broken:
            broken.setattr(services, "keep_mails", Mock(side_effect=fault))
            with (
                smtplib.SMTP("127.0.0.1", port, timeout=10) as line,
                pytest.raises(smtplib.SMTPDataError) as refused,
            ):
                line.sendmail("pat@example.com", [DESK], MAIL % 1)
        send(port)

    assert refused.value.smtp_code == 451
    assert Arrival.objects.count() == 1


def raw_mail(number: int) -> RawMail:
    """Return one mail to the desk as the door hands it on."""
    return RawMail("smtp", f"pat{number}@example.com", (DESK,), MAIL % number)


@pytest.mark.parametrize("fault", [ValueError, DataError, OperationalError])
def test_one_mail_that_cannot_be_kept_is_refused_alone(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    mails, bad, keep = [raw_mail(number) for number in range(5)], raw_mail(99), services.keep_mails

    def keep_unless_bad(mails: Sequence[RawMail], *, at: datetime) -> list[UUID]:
        if bad in mails:
            raise fault
        return keep(mails, at=at)

    monkeypatch.setattr(services, "keep_mails", keep_unless_bad)

    assert kept([*mails[:2], bad, *mails[2:]]) == [True, True, False, True, True, True]
    assert sorted(Arrival.objects.values_list("envelope_from", flat=True)) == [
        one.envelope_from for one in mails
    ]


def test_while_the_database_is_away_a_batch_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(_: Sequence[RawMail], *, at: datetime) -> None:
        connection.close()
        raise OperationalError(str(at))

    keeping = Mock(side_effect=lose)
    monkeypatch.setattr(services, "keep_mails", keeping)

    assert kept([raw_mail(number) for number in range(5)]) == [False] * 5
    assert keeping.call_count == 1


def test_a_mail_that_breaks_off_is_not_kept() -> None:
    with open_door() as port:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.recv(100)
            for words in (
                b"EHLO x\r\n",
                b"MAIL FROM:<a@b.example>\r\n",
                b"RCPT TO:<desk@localhost>\r\n",
                b"DATA\r\n",
            ):
                line.sendall(words)
                line.recv(1000)
            line.sendall(b"Subject: half a mail\r\n\r\nand th")
        send(port)

    assert Arrival.objects.count() == 1


def test_by_lmtp_each_receiver_has_its_own_answer() -> None:
    with open_door(speaks_lmtp=True) as port, socket.create_connection(("127.0.0.1", port)) as line:
        answers = line.makefile("rb")
        answers.readline()
        line.sendall(b"LHLO x\r\n")
        while answers.readline()[3:4] == b"-":
            pass
        for words in (
            "MAIL FROM:<>",
            "RCPT TO:<desk@localhost>",
            "RCPT TO:<x@y.example>",
            "RCPT TO:<a@localhost>",
        ):
            line.sendall(f"{words}\r\n".encode())
            answers.readline()
        line.sendall(b"DATA\r\n")
        answers.readline()
        line.sendall(b"Subject: x\r\n\r\nHello.\r\n.\r\nQUIT\r\n")

        codes = [answers.readline()[:3] for _ in range(3)]
        answers.close()

    assert codes == [b"250", b"250", b"221"]
    assert Arrival.objects.get().envelope_to == ["desk@localhost", "a@localhost"]


def test_many_at_once_are_all_kept() -> None:
    with open_door() as port:
        outcomes = at_the_same_time(*[lambda number=number: send(port, number) for number in range(16)])

    assert outcomes == [None] * 16
    assert Arrival.objects.count() == 16


def test_the_same_mail_by_many_doors_at_once_is_one() -> None:
    with open_door() as port:
        at_the_same_time(*[lambda: send(port)] * 4)

    at_the_same_time(*[lambda: services.read_waiting(at=TEN_O_CLOCK)] * 4)

    assert Arrival.objects.filter(state="read").count() == 4
    assert Incoming.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ("", ()),
        ("127.0.0.1:2525", (MailPlace("smtp", "127.0.0.1", 2525),)),
        (
            "smtp://[::1]:25, lmtp://localhost:24",
            (MailPlace("smtp", "::1", 25), MailPlace("lmtp", "localhost", 24)),
        ),
        ("lmtp:/run/desk.sock", (MailPlace("lmtp", path="/run/desk.sock"),)),
        ("lmtp:///run/desk.sock", (MailPlace("lmtp", path="/run/desk.sock"),)),
    ],
)
def test_where_to_listen_is_said_in_one_variable(given: str, places: tuple[MailPlace, ...]) -> None:
    assert inbound_smtp({"ASSISTDESK_INBOUND_SMTP": given}) == places


@pytest.mark.parametrize(
    "given", ["2525", "localhost", "pop3://x:1", "127.0.0.1:x", "lmtp://x:24/y", "smtp:"]
)
def test_a_place_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(BadSetting, match="ASSISTDESK_INBOUND_SMTP"):
        inbound_smtp({"ASSISTDESK_INBOUND_SMTP": given})
