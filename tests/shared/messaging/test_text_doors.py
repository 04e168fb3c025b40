"""Twilio's calls to the desk: signed or refused, and harmless when they come twice or in the wrong order."""

import uuid
from collections.abc import Iterator
from itertools import permutations

import pytest
from django.test import Client
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import addresses, queries, services
from assistdesk.shared.messaging.models import AddressMark, Incoming, Outgoing
from assistdesk.shared.messaging.states import Failure, IncomingState, OutgoingState
from assistdesk.shared.messaging.texts import is_signed_by_twilio, signature_of
from assistdesk.shared.messaging.values import About
from assistdesk.shared.policy.schema import ChannelName
from tests.shared.messaging.texting import KIND, PHONE, door, texted, use
from tests.twilio_server import ACCOUNT, LOST, TOKEN, TwilioServer

pytestmark = [pytest.mark.django_db, pytest.mark.rule("M-02")]
MADE_UP = {
    "CallSid": ["CA1234567890ABCDE"],
    "Caller": [f"+{12349013030}"],
    "Digits": ["1234"],
    "From": [f"+{12349013030}"],
    "To": [f"+{18005551212}"],
}
ADDRESS = "https://mycompany.com/myapp.php?foo=1&bar=2"
SIGNATURE = "0/KCTR6DLpKmkAf8muzZqo1nDgQ="  # Source: the worked example of Twilio's "Validating requests"

ORDERS = list(permutations(["queued", "sent", "delivered", "undelivered"]))


@pytest.fixture
def twilio(settings: Settings) -> Iterator[TwilioServer]:
    """Return a Twilio that the desk uses."""
    with TwilioServer() as server:
        use(server, settings)
        yield server


@pytest.fixture
def sent(twilio: TwilioServer) -> Outgoing:
    """Return a text message that Twilio took."""
    row = texted()
    services.deliver_due()
    return row


def state_of(row: Outgoing) -> tuple[str, str]:
    """Return where a message stands, and why."""
    row.refresh_from_db()
    return row.state, row.failure


def test_the_signature_is_that_of_twilios_own_example() -> None:
    assert signature_of(ADDRESS, MADE_UP, secret="12345") == SIGNATURE


@pytest.mark.parametrize(
    ("called", "signed", "is_right"),
    [
        ("https://desk.example.org/x?m=1", "https://desk.example.org/x?m=1", True),
        ("https://desk.example.org/x", "https://desk.example.org:443/x", True),
        ("https://desk.example.org:443/x", "https://desk.example.org/x", True),
        ("http://[::1]/x", "http://[::1]:80/x", True),
        ("https://desk.example.org/x", "https://desk.example.org:8443/x", False),
        ("https://desk.example.org/x", "http://desk.example.org/x", False),
        ("https://desk.example.org/x?m=1", "https://desk.example.org/x?m=2", False),
    ],
)
def test_the_whole_address_is_signed(called: str, signed: str, *, is_right: bool) -> None:
    signature = signature_of(signed, MADE_UP, secret=TOKEN)

    assert is_signed_by_twilio(called, MADE_UP, signature=signature, secret=TOKEN) is is_right


@pytest.mark.parametrize(
    "changed",
    [
        {**MADE_UP, "Digits": ["1235"]},
        {**MADE_UP, "More": [""]},
        {name: values for name, values in MADE_UP.items() if name != "Digits"},
    ],
)
def test_a_form_that_was_changed_is_not_signed(changed: dict[str, list[str]]) -> None:
    assert not is_signed_by_twilio(ADDRESS, changed, signature=SIGNATURE, secret="12345")


@pytest.mark.rule("M-05")
@pytest.mark.parametrize("status", ["accepted", "queued", "sending", "sent"])
def test_only_the_callback_that_says_so_means_delivered(
    twilio: TwilioServer, sent: Outgoing, status: str
) -> None:
    assert twilio.report(0, status) == 204
    assert state_of(sent) == (OutgoingState.SENT, "")

    assert twilio.report(0, "delivered") == 204
    assert state_of(sent) == (OutgoingState.DELIVERED, "")
    assert sent.delivered_at is not None


@pytest.mark.rule("M-05")
def test_callbacks_twice_and_in_the_wrong_order_change_nothing(twilio: TwilioServer, sent: Outgoing) -> None:
    twilio.report(0, "delivered")
    sent.refresh_from_db()
    delivered_at = sent.delivered_at

    for status in ("sent", "delivered", "failed", "queued"):
        assert twilio.report(0, status, code=30008 if status == "failed" else None) == 204

    assert state_of(sent) == (OutgoingState.DELIVERED, "")
    assert sent.delivered_at == delivered_at


@pytest.mark.rule("M-05")
@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_whatever_the_order_the_first_last_word_counts(
    twilio: TwilioServer, sent: Outgoing, order: tuple[str, ...]
) -> None:
    last_word = next(status for status in order if status in ("delivered", "undelivered"))

    for status in order:
        twilio.report(0, status)

    state = OutgoingState.DELIVERED if last_word == "delivered" else OutgoingState.FAILED
    assert state_of(sent)[0] == state
    assert Entry.objects.filter(subject=str(sent.id), action__endswith=state.value).count() == 1


@pytest.mark.rule("M-03", "M-05")
@pytest.mark.parametrize(
    ("code", "failure", "is_marked"),
    [
        (30003, Failure.UNDELIVERABLE, False),
        (30005, Failure.NO_NUMBER, True),
        (30006, Failure.NOT_MOBILE, True),
        (30007, Failure.FILTERED, False),
        (30036, Failure.EXPIRED, False),
        (39999, Failure.UNDELIVERABLE, False),
    ],
)
def test_what_could_not_be_delivered_says_why_and_marks_the_number(
    twilio: TwilioServer, sent: Outgoing, code: int, failure: Failure, *, is_marked: bool
) -> None:
    twilio.report(0, "undelivered", code=code)
    twilio.report(0, "delivered")

    assert state_of(sent) == (OutgoingState.FAILED, failure)
    [fate] = queries.fate_of(About(KIND, sent.about_id))
    assert fate.failure_words
    assert (queries.mark_of(ChannelName.SMS, PHONE) == failure) is is_marked


def test_a_number_that_works_again_loses_its_mark(twilio: TwilioServer, sent: Outgoing) -> None:
    twilio.report(0, "undelivered", code=30005)
    texted()
    services.deliver_due()

    twilio.report(1, "delivered")

    assert not AddressMark.objects.exists()


@pytest.mark.rule("M-01")
def test_a_callback_shows_that_twilio_has_a_text_whose_answer_was_lost(twilio: TwilioServer) -> None:
    twilio.answers.append(LOST)
    row = texted()
    services.deliver_due()

    twilio.report(0, "delivered")

    assert state_of(row) == (OutgoingState.DELIVERED, "")
    assert row.provider_reference == twilio.messages[0]["sid"]


def test_a_failure_of_a_second_copy_is_not_the_messages_failure(twilio: TwilioServer, sent: Outgoing) -> None:
    twilio.report(0, "failed", code=30008, sid="SM" + "f" * 32)

    assert state_of(sent) == (OutgoingState.SENT, "")


@pytest.mark.parametrize("name", ["incoming", "status"])
def test_a_call_that_twilio_did_not_sign_is_refused(twilio: TwilioServer, sent: Outgoing, name: str) -> None:
    address = f"{door(name)}?m={addresses.receipt_token(sent.id)}"
    form = {"MessageSid": "SM1", "MessageStatus": "failed", "From": PHONE, "To": "+1", "Body": "STOP"}

    assert twilio.call(address, form, secret="another") == 403
    assert Client().post(f"/sms/twilio/{name}", form).status_code == 403

    assert state_of(sent) == (OutgoingState.SENT, "")
    assert not Incoming.objects.exists()


def test_a_call_for_another_account_is_refused(twilio: TwilioServer) -> None:
    form = {"AccountSid": "AC" + "9" * 32, "MessageSid": "SM1", "From": PHONE, "To": "+1", "Body": "hi"}

    assert twilio.call(door("incoming"), form) == 403


def test_without_twilio_there_are_no_doors(settings: Settings) -> None:
    settings.SMS = None

    assert Client().post("/sms/twilio/incoming", {"From": PHONE}).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "a.b", "%00"])
def test_a_report_on_nothing_of_ours_is_refused(twilio: TwilioServer, token: str) -> None:
    form = {"MessageSid": "SM1", "MessageStatus": "sent"}

    assert twilio.call(f"{door('status')}?m={token}", form) in (400, 404)


def test_a_report_on_a_message_that_is_gone_is_refused(twilio: TwilioServer) -> None:
    address = f"{door('status')}?m={addresses.receipt_token(uuid.uuid4())}"

    assert twilio.call(address, {"MessageSid": "SM1", "MessageStatus": "sent"}) == 404


@pytest.mark.parametrize("missing", ["From", "To", "MessageSid"])
def test_a_text_without_what_twilio_always_sends_is_refused(twilio: TwilioServer, missing: str) -> None:
    form = {"MessageSid": "SM1", "From": PHONE, "To": "+15025550100", "Body": "hi"}
    del form[missing]

    assert twilio.call(door("incoming"), form) == 400


def test_a_text_that_comes_in_lies_in_the_tray_once(twilio: TwilioServer) -> None:
    for _ in range(2):
        assert twilio.text_in(door("incoming"), sender=PHONE, text="Who is this?", sid="SM" + "1" * 32) == 200

    [row] = Incoming.objects.all()
    assert (row.sender, row.text, row.state) == (PHONE, "Who is this?", IncomingState.UNMATCHED)
    assert not Outgoing.objects.exists()


def test_the_answer_to_a_text_is_empty(twilio: TwilioServer) -> None:
    form = {"AccountSid": ACCOUNT, "MessageSid": "SM1", "From": PHONE, "To": "+15025550100", "Body": "é ñ"}
    address = door("incoming")
    signature = signature_of(address, {name: [value] for name, value in form.items()}, secret=TOKEN)

    answer = Client().post("/sms/twilio/incoming", form, headers={"X-Twilio-Signature": signature})

    assert answer.content.decode().endswith("<Response></Response>")
    assert answer["Content-Type"] == "text/xml"
    assert Incoming.objects.get().received_at <= clock.now()


def test_behind_a_proxy_the_desks_own_address_counts(twilio: TwilioServer, settings: Settings) -> None:
    settings.BASE_URL = "https://desk.example.org"

    assert twilio.text_in(door("incoming"), sender=PHONE, text="hi") == 200
    assert twilio.text_in("http://127.0.0.1:8000/sms/twilio/incoming", sender=PHONE, text="hi") == 403
