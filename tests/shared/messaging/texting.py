"""Text messages of these tests: Twilio on this machine, and the desk's doors for it."""

import uuid
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.test import Client

from assistdesk.shared import clock
from assistdesk.shared.messaging import mailings
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import About, Message, Recipient
from assistdesk.shared.policy.schema import ChannelName
from tests.shared.messaging import build
from tests.twilio_server import TwilioServer

KIND = "tests.offer"
PHONE = "+15025550123"
VALUES = {"passcode": "482913", "minutes": "5"}


def kentucky_message(template: str = "offer_passcode", **values: object) -> Message:
    """Return a message to a helper: a passcode, unless another template is named."""
    given: dict[str, object] = {
        "pack": build.pack("kentucky"),
        "template": template,
        "to": recipient(),
        "about": About(KIND, uuid.uuid4()),
        "values": VALUES,
        "channel": ChannelName.SMS,
    }
    return Message(**{**given, **values})  # type: ignore[arg-type]  # whatever the test is about


def recipient(*, email: str = "", phone: str = "502-555-0123", language: str = "en") -> Recipient:
    """Return a helper with a phone."""
    return Recipient("Kim Navigator", email, phone, language)


def texted(template: str = "offer_passcode", **values: object) -> Outgoing:
    """Return the row of a text message that is queued now."""
    return build.queued(kentucky_message(template, **values), at=clock.now())


def told(
    *channels: ChannelName,
    instead: tuple[ChannelName, ...] = (),
    to: Recipient | None = None,
    **values: object,
) -> list[Outgoing]:
    """Return the rows of one message that is told by several channels now."""
    message = kentucky_message("offer_passcode", to=to or recipient(email="kim@example.com"), **values)
    with transaction.atomic():
        return mailings.queue_all(
            message, channels=channels, instead=instead, actor=build.CASEWORKER, at=clock.now()
        )


def use(twilio: TwilioServer, given: object) -> None:
    """Let the desk send its text messages by a Twilio, which calls back through a browserless client."""
    given.SMS = twilio.account  # type: ignore[attr-defined]  # pytest-django's settings
    twilio.caller = call_desk


def call_desk(address: str, body: str, headers: Mapping[str, str]) -> int:
    """Post a form to the desk as a provider does, and return the status of the answer."""
    parts = urlsplit(address)
    response = Client().post(
        f"{parts.path}?{parts.query}" if parts.query else parts.path,
        data=body,
        content_type=headers["Content-Type"],
        headers={name: value for name, value in headers.items() if name != "Content-Type"},
    )
    return response.status_code


def door(name: str) -> str:
    """Return the whole address of one of the desk's doors for a provider."""
    return f"{settings.BASE_URL}/sms/twilio/{name}"
