"""Who texts something personal is told once a day how to send it safely; what they said is sealed."""

import pytest

from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.values import InboundText
from assistdesk.shared.people.actors import Actor
from tests.shared.messaging.texting import PHONE
from tests.twilio_server import NUMBER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk"), pytest.mark.rule("V-06")]


def say(text: str, *, reference: str = "") -> None:
    """Text the desk."""
    services.receive_text(InboundText(PHONE, NUMBER, text, reference), at=clock.now())


def test_who_texts_a_personal_number_is_told_a_safe_way_once_a_day() -> None:
    say("My SSN is 412-55-7713.", reference="SM1")
    say("Again, SSN 412-55-7713.", reference="SM2")

    [told] = Outgoing.objects.filter(template="pii_texted")
    assert (told.to_address, told.channel, told.state) == (PHONE, "sms", "queued")
    assert "sign in at http" in told.body
    assert "412-55" not in "".join(Incoming.objects.values_list("text", flat=True))


def test_nobody_is_told_who_texted_nothing_personal_or_wants_no_texts() -> None:
    say("Is the office open on Friday?")
    say("STOP")
    say("My SSN is 412-55-7713.")

    sent = Outgoing.objects.filter(template="pii_texted")
    assert [(one.state, one.failure) for one in sent] == [("failed", "opted_out")]


def test_who_sorts_a_text_message_reads_it_as_it_came_and_that_is_recorded() -> None:
    received = services.receive_text(InboundText(PHONE, NUMBER, "My SSN is 412-55-7713."), at=clock.now())
    Incoming.objects.update(marketplace="maryland")

    row = services.open_mail(received.incoming_id, actor=Actor.system("maryland"), at=clock.now())

    assert row.own_text == "My SSN is 412-55-7713."
    assert Entry.objects.filter(action="messaging.mail.read").count() == 1
