"""Messages, receivers and packs with sensible values for these tests."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db import transaction

from assistdesk.shared.messaging import steps
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import About, Inbound, Message, Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import ChannelName, Pack
from tests.conftest import TEN_O_CLOCK

KIND = "tests.thing"
MARKETPLACE = "maryland"
CASEWORKER = Actor(
    account_id=None, marketplace=MARKETPLACE, role=Role.CASEWORKER, name="Cora Webb", email="cora@example.org"
)


@lru_cache
def pack(marketplace: str = MARKETPLACE) -> Pack:
    """Return one of the packs that ship."""
    return load_folder(settings.PACKS_DIR / marketplace)


def account(**values: object) -> Account:
    """Return a new account of a producer who reads mail."""
    name = f"producer-{uuid.uuid4().hex[:8]}"
    given = {
        "username": name,
        "name": "Pat Producer",
        "email": f"{name}@example.com",
        "role": Role.AGENT.value,
        "marketplace": MARKETPLACE,
        "made_at": TEN_O_CLOCK,
    }
    return Account.objects.create(**{**given, **values})


def recipient(**values: str) -> Recipient:
    """Return somebody to write to."""
    given = {"name": "Pat Producer", "email": "pat@example.com", "phone": "410-555-0101", "language": "en"}
    given |= values
    return Recipient(given["name"], given["email"], given["phone"], given["language"])


REPLY_VALUES = {
    "incident_number": "270302-0000001",
    "person_id": "174097",
    "type": "Enrollment",
    "subject_line": "Escalated Case: Enrollment. PID #: 174097",
    "team": "Escalated Cases",
    "text": "The enrollment went through today. Please check the portal.",
    "link": "https://desk.example.org/m/x/escalations/270302-0000001",
}


def message(
    *,
    to: Recipient | None = None,
    about: About | None = None,
    values: Mapping[str, str] | None = None,
    **more: object,
) -> Message:
    """Return a caseworker's answer, to be queued."""
    return Message(
        pack=pack(),
        template="escalation_reply",
        to=to or recipient(),
        about=about or About(KIND, uuid.uuid4()),
        values={**REPLY_VALUES, **(values or {})},
        **more,  # type: ignore[arg-type]  # whatever the test is about
    )


def queued(new: Message | None = None, *, at: datetime = TEN_O_CLOCK, **values: object) -> Outgoing:
    """Return the row of a message that was queued in a transaction of its own."""
    with transaction.atomic():
        return steps.queue(new or message(**values), actor=CASEWORKER, at=at)  # type: ignore[arg-type]  # as in message()


def reply(row: Outgoing, **values: object) -> Inbound:
    """Return the answer that the receiver of a message sends."""
    given: dict[str, object] = {
        "channel": ChannelName.EMAIL,
        "sender": row.to_address,
        "to": (row.from_address,),
        "subject": f"Re: {row.subject}",
        "text": "Thank you. One more question.",
        "message_id": f"<{uuid.uuid4()}@mail.example.com>",
        "in_reply_to": row.message_id,
    }
    return Inbound(**{**given, **values})  # type: ignore[arg-type]  # whatever the test is about
