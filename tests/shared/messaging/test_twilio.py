"""Text messages go out by Twilio's own protocol, and what it answers is understood."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.deadlines import DatabaseNow
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.models import LEASE, AddressMark, OptOut, Outgoing
from assistdesk.shared.messaging.providers.twilio import TwilioProvider
from assistdesk.shared.messaging.services import marks, pacing
from assistdesk.shared.messaging.states import Failure, OutgoingState
from assistdesk.shared.policy.schema import ChannelName
from tests.shared.messaging.texting import PHONE, texted, use
from tests.twilio_server import ACCOUNT, BROKEN, LOST, NUMBER, Answer, TwilioServer

pytestmark = [pytest.mark.django_db, pytest.mark.rule("M-02")]
Show = Callable[[datetime], None]


@pytest.fixture
def twilio(settings: Settings) -> Iterator[TwilioServer]:
    """Return a Twilio that the desk uses."""
    with TwilioServer() as server:
        use(server, settings)
        yield server


def again(row: Outgoing, show: Show) -> None:
    """Deliver when the pause of a message that was put off is over."""
    row.refresh_from_db()
    assert row.next_attempt_at is not None
    show(row.next_attempt_at)
    services.deliver_due()
    row.refresh_from_db()


def test_a_text_goes_out_with_all_that_the_protocol_asks(twilio: TwilioServer) -> None:
    row = texted()

    assert services.deliver_due() == 1

    [form] = twilio.forms
    assert (form["To"], form["From"]) == (PHONE, NUMBER)
    assert form["Body"] == row.body.strip()
    assert form["StatusCallback"].startswith("http://127.0.0.1:8000/sms/twilio/status?m=")
    assert "ValidityPeriod" not in form
    row.refresh_from_db()
    assert (row.state, row.provider_reference) == (OutgoingState.SENT, twilio.messages[0]["sid"])


@pytest.mark.rule("M-06")
def test_twilio_is_told_until_when_a_text_may_wait_with_it(twilio: TwilioServer) -> None:
    texted(expires_at=clock.now() + timedelta(minutes=5))

    services.deliver_due()

    assert 290 <= int(twilio.forms[0]["ValidityPeriod"]) <= 300


def test_a_messaging_service_can_be_the_sender(twilio: TwilioServer, settings: Settings) -> None:
    service = "MG" + "0" * 32
    settings.SMS = type(twilio.account)(
        twilio.account.address, ACCOUNT, twilio.account.secret, "", service, 1000, answers_commands=True
    )
    texted()

    services.deliver_due()

    assert twilio.forms[0]["MessagingServiceSid"] == service
    assert "From" not in twilio.forms[0]


@pytest.mark.rule("M-02", "M-05")
@pytest.mark.parametrize(
    ("answer", "failure", "is_marked"),
    [
        pytest.param(Answer(400, 21211), Failure.NO_NUMBER, True, id="no valid number"),
        pytest.param(Answer(400, 21614), Failure.NOT_MOBILE, True, id="not a mobile number"),
        pytest.param(Answer(400, 21610), Failure.OPTED_OUT, False, id="opted out at Twilio's"),
        pytest.param(Answer(403, 21408), Failure.BLOCKED, False, id="region not permitted"),
        pytest.param(Answer(400, 21617), Failure.REFUSED, False, id="another refusal"),
    ],
)
def test_a_refusal_for_good_is_believed_at_once(
    twilio: TwilioServer, answer: Answer, failure: Failure, *, is_marked: bool
) -> None:
    twilio.answers.append(answer)
    row = texted()

    services.deliver_due()

    row.refresh_from_db()
    assert (row.state, row.failure, row.attempts) == (OutgoingState.FAILED, failure, 1)
    assert AddressMark.objects.filter(failure=failure.value).exists() is is_marked
    assert OptOut.objects.exists() is (failure is Failure.OPTED_OUT)
    assert not [entry for entry in Entry.objects.all() if PHONE[2:] in str(entry.facts)]


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        pytest.param(Answer(401, 20003), Failure.NOT_SIGNED_IN, id="wrong token"),
        pytest.param(Answer(500, 20500), Failure.UNREACHABLE, id="a fault of Twilio's"),
        pytest.param(Answer(503), Failure.UNREACHABLE, id="overloaded"),
        pytest.param(BROKEN, Failure.UNREACHABLE, id="no answer"),
    ],
)
def test_what_may_pass_is_tried_again(
    twilio: TwilioServer, desk_clock: Show, answer: Answer, failure: Failure
) -> None:
    twilio.answers.append(answer)
    row = texted()

    services.deliver_due()
    row.refresh_from_db()
    assert (row.state, row.failure, row.attempts) == (OutgoingState.QUEUED, failure, 1)
    again_at(row, desk_clock)

    row.refresh_from_db()
    assert (row.state, len(twilio.forms)) == (OutgoingState.SENT, 1)


def again_at(row: Outgoing, show: Show) -> None:
    """Deliver once more when the time for it has come, with nobody asking to be left alone."""
    connection.cursor().execute("DELETE FROM messaging_pace")
    again(row, show)


def test_one_try_is_enough_to_see_that_twilio_is_away(twilio: TwilioServer) -> None:
    twilio.answers.append(BROKEN)
    for _ in range(3):
        texted()

    assert services.deliver_due() == 0

    assert sum(Outgoing.objects.values_list("attempts", flat=True)) == 1


def test_who_is_too_fast_waits_as_long_as_twilio_says(twilio: TwilioServer) -> None:
    twilio.answers.append(Answer(429, 20429, {"Retry-After": "90"}))
    row, other = texted(), texted()

    services.deliver_due()
    services.deliver_due()

    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.failure, row.attempts, other.attempts) == (Failure.PUT_OFF, 1, 0)
    assert row.next_attempt_at is not None
    assert timedelta(seconds=80) < row.next_attempt_at - clock.now() <= timedelta(seconds=90)
    assert twilio.forms == []
    assert pacing.take_turn(ChannelName.SMS, per_second=1000) is None


@pytest.mark.rule("M-01", "M-02")
def test_a_text_that_twilio_took_is_not_sent_again_though_its_answer_was_lost(
    twilio: TwilioServer, desk_clock: Show
) -> None:
    twilio.answers.append(LOST)
    row = texted()

    services.deliver_due()
    row.refresh_from_db()
    assert row.state == OutgoingState.QUEUED
    again_at(row, desk_clock)

    assert len(twilio.forms) == 1
    assert (row.state, row.provider_reference) == (OutgoingState.SENT, twilio.messages[0]["sid"])


@pytest.mark.rule("M-01", "M-02")
@pytest.mark.django_db(transaction=True)
def test_a_text_is_not_sent_again_where_the_sender_died_after_handing_it_over(
    twilio: TwilioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = texted()
    with monkeypatch.context() as death:
        death.setattr(marks, "accept", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            services.deliver_due()
    Outgoing.objects.update(claimed_at=DatabaseNow() - LEASE - timedelta(seconds=1))

    assert services.deliver_due() == 1

    row.refresh_from_db()
    assert (row.state, len(twilio.forms)) == (OutgoingState.SENT, 1)


def test_another_text_with_the_same_words_is_another_text(twilio: TwilioServer, desk_clock: Show) -> None:
    texted()
    services.deliver_due()
    twilio.answers.append(BROKEN)
    second = texted()

    services.deliver_due()
    again_at(second, desk_clock)

    assert len(twilio.forms) == 2
    assert twilio.looked == 1


def test_a_first_try_asks_twilio_for_nothing_else(twilio: TwilioServer) -> None:
    texted()

    services.deliver_due()

    assert twilio.looked == 0


def test_a_wrong_token_is_told_by_the_server_itself(twilio: TwilioServer, settings: Settings) -> None:
    right = twilio.account
    settings.SMS = type(right)(right.address, ACCOUNT, "wrong", right.number, "", 1000, answers_commands=True)
    row = texted()

    services.deliver_due()

    row.refresh_from_db()
    assert (row.failure, twilio.forms) == (Failure.NOT_SIGNED_IN, [])


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_twilio_is_spoken_to(
    twilio: TwilioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    send = TwilioProvider.send

    def look_and_send(provider: TwilioProvider, message: object) -> object:
        seen.append(connection.in_atomic_block)
        return send(provider, message)  # type: ignore[arg-type]  # what the delivery hands over

    monkeypatch.setattr(TwilioProvider, "send", look_and_send)
    texted()

    services.deliver_due()

    assert seen == [False]


def test_turns_lie_as_far_apart_as_the_sender_may_send() -> None:
    waits = [pacing.take_turn(ChannelName.SMS, per_second=2) for _ in range(4)]

    found = [round(wait.total_seconds() * 2) for wait in waits if wait is not None]
    assert found == [0, 1, 2, 3]


def test_a_courier_does_not_wait_for_a_turn_that_is_far_away() -> None:
    waits = [pacing.take_turn(ChannelName.SMS, per_second=2) for _ in range(8)]

    assert [wait is None for wait in waits] == [False] * 5 + [True] * 3


def test_a_sender_of_one_message_in_ten_seconds_gets_its_turn() -> None:
    waits = [pacing.take_turn(ChannelName.SMS, per_second=0.1) for _ in range(3)]

    assert [wait is None for wait in waits] == [False, False, True]
