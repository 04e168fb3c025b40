"""One message told in several ways: both at once, or the other where the first can't arrive."""

import threading
import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import transaction

from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import fates, mailings, queries, services, spares
from assistdesk.shared.messaging.couriers import DELIVER
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.queries import ReachState
from assistdesk.shared.messaging.services import marks
from assistdesk.shared.messaging.states import Failure, OutgoingState
from assistdesk.shared.messaging.values import About, InboundText
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.transactions import NoTransaction
from tests.conftest import at_the_same_time
from tests.shared.messaging import build
from tests.shared.messaging.texting import KIND, PHONE, kentucky_message, recipient, told

pytestmark = [pytest.mark.django_db, pytest.mark.rule("M-03")]
SMS, EMAIL = ChannelName.SMS, ChannelName.EMAIL
Jobs = Callable[[str], list[dict[str, object]]]


def states(rows: list[Outgoing]) -> list[str]:
    """Return the states of messages as they are now."""
    for row in rows:
        row.refresh_from_db()
    return [row.state for row in rows]


def fail(row: Outgoing, failure: Failure) -> None:
    """Let a message come back."""
    with transaction.atomic():
        marks.take_receipt(row.id, "bounce", failed_at=clock.now(), failure=failure.value)


def test_a_message_goes_by_both_channels() -> None:
    text, mail = told(SMS, EMAIL)

    services.deliver_due()

    assert states([text, mail]) == ["sent", "sent"]
    assert (text.to_address, mail.to_address) == (PHONE, "kim@example.com")
    assert text.group == mail.group is not None


@pytest.mark.parametrize("failure", [Failure.NO_NUMBER, Failure.UNDELIVERABLE, Failure.FILTERED])
def test_the_other_way_is_used_where_the_first_fails(jobs_queued: Jobs, failure: Failure) -> None:
    text, mail = told(SMS, instead=(EMAIL,))
    services.deliver_due()
    assert states([text, mail]) == ["sent", "spare"]

    fail(text, failure)

    assert states([text, mail]) == ["failed", "queued"]
    assert jobs_queued(DELIVER) == [{}]
    services.deliver_due()
    assert states([text, mail]) == ["failed", "sent"]
    assert Entry.objects.filter(action="messaging.message.called_up", subject=str(mail.id)).exists()


def test_a_spare_is_not_sent_where_the_first_arrives() -> None:
    text, mail = told(SMS, instead=(EMAIL,))
    services.deliver_due()

    services.confirm_delivery(text.id, at=clock.now())
    services.deliver_due()

    assert states([text, mail]) == ["delivered", "spare"]
    assert len(queries.fate_of(About(KIND, text.about_id))) == 1


def test_a_spare_waits_for_the_last_of_several() -> None:
    text, mail = told(SMS, EMAIL)
    assert states([text, mail]) == ["queued", "queued"]
    group = text.group
    Outgoing.objects.filter(id=mail.id).update(state=OutgoingState.SENT.value, sent_at=clock.now())
    [lone, spare] = told(SMS, instead=(EMAIL,))
    Outgoing.objects.filter(id=spare.id).update(group=group)

    marks.give_up(claimed(text), failure=Failure.REFUSED)
    assert states([spare]) == ["spare"]
    fail(mail, Failure.NO_MAILBOX)

    assert states([spare, lone]) == ["queued", "queued"]


def claimed(row: Outgoing) -> Outgoing:
    """Return the message as a delivery has it."""
    values = {"state": OutgoingState.SENDING.value, "claim": uuid.uuid4(), "claimed_at": clock.now()}
    Outgoing.objects.filter(id=row.id).update(**values)
    return Outgoing.objects.get(id=row.id)


def test_who_stopped_texts_gets_mail_at_once(demo_desk: None) -> None:
    services.receive_text(InboundText(PHONE, "", "STOP"), at=clock.now())

    text, mail = told(SMS, instead=(EMAIL,))

    assert (text.state, text.failure, mail.state) == ("failed", "opted_out", "queued")


def test_stop_sends_what_waits_by_mail(demo_desk: None) -> None:
    text, mail = told(SMS, instead=(EMAIL,))

    services.receive_text(InboundText(PHONE, "", "STOP"), at=clock.now())

    assert states([text, mail]) == ["failed", "queued"]


def test_a_number_known_not_to_work_is_tried_beside_the_other_way() -> None:
    first, _ = told(SMS, instead=(EMAIL,))
    services.deliver_due()
    fail(first, Failure.NOT_MOBILE)

    text, mail = told(SMS, instead=(EMAIL,))

    assert (text.state, mail.state) == ("queued", "queued")
    assert queries.mark_of(SMS, PHONE) is Failure.NOT_MOBILE
    assert queries.mark_of(SMS, "+15025550199") is None


@pytest.mark.parametrize(
    ("email", "phone", "channels", "instead", "found"),
    [
        ("kim@example.com", "", (SMS, EMAIL), (), ["email:queued"]),
        ("kim@example.com", "", (SMS,), (EMAIL,), ["email:queued"]),
        ("", "502-555-0123", (SMS,), (EMAIL,), ["sms:queued"]),
        ("", "502-555-0123", (EMAIL, SMS), (), ["sms:queued"]),
        ("", "", (SMS, EMAIL), (), ["sms:failed"]),
        ("kim@example.com", "555", (SMS,), (EMAIL,), ["sms:failed", "email:queued"]),
        ("kim@example.com", "502-555-0123", (SMS, EMAIL), (EMAIL,), ["sms:queued", "email:queued"]),
    ],
)
def test_a_channel_without_an_address_is_left_out(
    email: str,
    phone: str,
    channels: tuple[ChannelName, ...],
    instead: tuple[ChannelName, ...],
    found: list[str],
) -> None:
    rows = told(*channels, instead=instead, to=recipient(email=email, phone=phone))

    assert [f"{row.channel}:{row.state}" for row in rows] == found


def test_one_occasion_is_told_once() -> None:
    first = told(SMS, instead=(EMAIL,), dedupe_key="offer:1")
    second = told(SMS, instead=(EMAIL,), dedupe_key="offer:1")

    assert [row.id for row in first] == [row.id for row in second]
    assert Outgoing.objects.count() == 2


def test_a_message_needs_a_channel_and_a_transaction() -> None:
    with pytest.raises(ValueError, match="channel"):
        told()


@pytest.mark.django_db(transaction=True)
def test_it_is_told_in_somebodys_transaction() -> None:
    with pytest.raises(NoTransaction):
        mailings.queue_all(kentucky_message(), channels=[SMS], actor=build.CASEWORKER, at=clock.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_ways_that_fail_at_the_same_time_call_the_spare_up_once(
    attempt: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_failed = threading.Barrier(2)
    after_failure = spares.after_failure

    def wait_for_the_other(row: Outgoing, *, failure: Failure, at: datetime) -> None:
        both_have_failed.wait(timeout=20)
        after_failure(row, failure=failure, at=at)

    monkeypatch.setattr(spares, "after_failure", wait_for_the_other)
    text, mail = told(SMS, EMAIL)
    [_, spare] = told(SMS, instead=(EMAIL,))
    Outgoing.objects.filter(id=spare.id).update(group=text.group)
    services.deliver_due()

    outcomes = at_the_same_time(lambda: fail(text, Failure.NO_NUMBER), lambda: fail(mail, Failure.NO_MAILBOX))

    assert outcomes == [None, None]
    assert states([text, mail, spare]) == ["failed", "failed", "queued"]


def test_reach_says_how_far_a_message_got() -> None:
    rows = told(SMS, instead=(EMAIL,))
    ids = [rows[0].id]  # the spare belongs to it whether it is named or not
    assert queries.reach_of(ids).state is ReachState.WAITING

    services.deliver_due()
    assert queries.reach_of(ids).state is ReachState.SENT
    fail(rows[0], Failure.NO_NUMBER)
    assert queries.reach_of(ids).state is ReachState.WAITING
    services.deliver_due()
    fail(rows[1], Failure.NO_MAILBOX)

    reach = queries.reach_of(ids)
    assert reach.is_failed_everywhere
    assert reach.failures == (Failure.NO_NUMBER, Failure.NO_MAILBOX)
    rows[1].refresh_from_db()
    assert reach.failed_at == rows[1].failed_at


def test_one_receipt_is_enough_to_be_delivered() -> None:
    text, mail = told(SMS, EMAIL)
    services.deliver_due()
    at = clock.now()

    fail(text, Failure.NO_NUMBER)
    services.confirm_delivery(mail.id, at=at)

    reach = queries.reach_of([text.id, mail.id])
    assert (reach.state, reach.delivered_at) == (ReachState.DELIVERED, at)
    assert not reach.is_failed_everywhere


def test_reach_is_asked_for_many_things_at_once(django_assert_num_queries: Callable[[int], object]) -> None:
    [failed] = told(SMS, to=recipient(phone="555"))
    [waiting] = told(SMS)
    nothing = uuid.uuid4()

    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context manager
        found = queries.reach_of_things(
            KIND, [failed.about_id, waiting.about_id, nothing], template="offer_passcode"
        )

    assert {one: reach.state for one, reach in found.items()} == {
        failed.about_id: ReachState.FAILED,
        waiting.about_id: ReachState.WAITING,
        nothing: ReachState.WAITING,
    }
    assert queries.reach_of([]).state is ReachState.WAITING


def test_whoever_looks_is_told_of_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[uuid.UUID] = []
    monkeypatch.setitem(fates._TOLD_BY, KIND, lambda one, **_: heard.append(one))
    text, _ = told(SMS, instead=(EMAIL,))
    services.deliver_due()
    heard.clear()

    fail(text, Failure.NO_NUMBER)

    assert heard == [text.about_id] * 2  # that the text failed, and that the mail was called up
