"""The demo mailbox shows text messages as on a phone, with links to click."""

import re

import pytest
from django.db import transaction
from django.test import Client

from assistdesk.shared import clock
from assistdesk.shared.messaging import mailings, services
from assistdesk.shared.messaging.values import InboundText
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName
from tests.shared.messaging.texting import PHONE, kentucky_message, recipient
from tests.site import build
from tests.site.reading import faults_of

pytestmark = [pytest.mark.usefixtures("demo_desk"), pytest.mark.django_db, pytest.mark.rule("M-02")]
LINK = "http://127.0.0.1:8000/o/Zk3vPq8yT2mXw9Lr"
OFFER = {
    "program": "Medicaid",
    "language": "English",
    "area": "Franklin County",
    "closes_at": "noon",
    "link": LINK,
}


@pytest.fixture(autouse=True)
def sent(demo_desk: None) -> None:
    """Send one message by both channels."""
    message = kentucky_message("offer_general", to=recipient(email="kim@example.com"), values=OFFER)
    both = [ChannelName.SMS, ChannelName.EMAIL]
    with transaction.atomic():
        mailings.queue_all(message, channels=both, actor=Actor.system("kentucky"), at=clock.now())
    services.deliver_due()


def page(address: str) -> str:
    """Return the mailbox."""
    text = Client().get(address).content.decode()
    assert faults_of(text, language="en") == []
    return text


def test_a_text_stands_on_a_phone_and_its_link_can_be_clicked() -> None:
    text = page("/demo/mailbox?channel=sms")

    assert "Phone of 502-555-0123" in text
    assert f'<a href="{LINK}"' in text
    assert "kim@example.com" not in text


@pytest.mark.parametrize("to", ["502-555-0123", "%2B15025550123", "(502)+555-0123"])
def test_a_phone_is_found_however_its_number_is_written(to: str) -> None:
    text = page(f"/demo/mailbox?to={to}")

    assert text.count("desk-phone__text") == 1
    assert "kim@example.com" not in text


def test_mail_stands_beside_it_and_can_be_shown_alone() -> None:
    both, alone = page("/demo/mailbox"), page("/demo/mailbox?channel=email")

    assert both.count(f'<a href="{LINK}"') == 2
    assert "desk-phone__text" not in alone
    assert "kim@example.com" in alone


def test_a_text_that_comes_in_lies_with_the_mail_that_staff_sorts() -> None:
    services.receive_text(InboundText(PHONE, "", "Who are you?"), at=clock.now())
    staff = build.browser("khbe-lead")
    address = "/m/kentucky/mail/"

    listed = staff.get(address).content.decode()

    assert "Text message" in listed
    assert "502-555-0123" in listed
    assert "It came as a text message" in listed
    [link] = re.findall(rf'href="({address}[0-9a-f-]+/?)"', listed)
    opened = staff.get(link).content.decode()
    assert "Who are you?" in opened
    assert faults_of(opened, language="en") == []


def test_what_was_sent_names_no_address_to_answer_a_text() -> None:
    [one] = Client().get(f"/api/v1/demo/messages?channel=sms&to=%2B{PHONE[1:]}").json()["items"]

    assert (one["to"], one["subject"], one["links"]) == (PHONE, "", [LINK])
    assert not one.get("reply_to")
