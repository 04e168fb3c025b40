"""Calls that exist only in demo use: who the people are, what was sent, and time as one likes it."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from django.conf import settings
from ninja import Router, Schema
from pydantic import Field

from assistdesk.shared import clock
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.states import FaultMode
from assistdesk.shared.messaging.values import InboundText
from assistdesk.shared.people.guards import ActorRequest, ApiGuard
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.site.demo import delivering, listing, resetting, settling

FARTHEST = 400 * 24 * 3600  # seconds that one call may move the clock by
LONGEST_TEXT = 100_000


class DemoGuard(ApiGuard):
    """Lets everybody in while this is a demo; elsewhere the call is not there."""

    def __init__(self) -> None:
        super().__init__(None, reason="a demo holds invented people alone; elsewhere the call is not there")

    def __call__(self, request: ActorRequest) -> object:  # type: ignore[override]  # truthy is what ninja asks
        """Return something true.

        Raises:
            NotThere: this is no demo.
        """
        resetting.check_is_demo()
        return super().__call__(request)


router = Router(tags=["demo"], auth=DemoGuard())


class InboundMessage(Schema):
    """A message as a mail server or a phone would bring it. `in_reply_to` is a Message-ID or a mailbox id."""

    channel: Literal["email", "sms"]
    sender: str = Field(alias="from", max_length=320)
    to: str = Field(max_length=320)
    subject: str = Field(default="", max_length=1000)
    text: str = Field(max_length=LONGEST_TEXT)
    in_reply_to: str | None = Field(default=None, max_length=1000)


class Advance(Schema):
    """By how many seconds the desk's clock moves on."""

    advance_seconds: float = Field(ge=0, le=FARTHEST)


class Fault(Schema):
    """What a channel does from now on."""

    channel: Literal["email", "sms"]
    mode: Literal["fail", "ok"]


@router.get("/demo/people", include_in_schema=settings.DEMO)
def people(request: ActorRequest, role: str | None = None) -> dict[str, object]:
    """List the demo's people with all that a search needs; `role` narrows."""
    return {"items": listing.people(role), "next": None}


@router.get("/demo/messages", include_in_schema=settings.DEMO)
def sent(
    request: ActorRequest,
    to: str | None = None,
    channel: Literal["email", "sms"] | None = None,
    since: datetime | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, object]:
    """List what was sent, newest first."""
    page = messages.mailbox(
        to=to, channel=ChannelName(channel) if channel else None, since=since, cursor=cursor, limit=limit
    )
    return {"items": [listing.mail(one) for one in page.items], "next": page.next}


@router.post("/demo/inbound", include_in_schema=settings.DEMO)
def inbound(request: ActorRequest, payload: InboundMessage) -> dict[str, object]:
    """Deliver one message through the same door as a real one."""
    at = clock.now()
    if payload.channel == "email":
        received = delivering.deliver(
            sender=payload.sender,
            to=payload.to,
            subject=payload.subject,
            text=payload.text,
            in_reply_to=_message_id(payload.in_reply_to),
            at=at,
        )
    else:
        text = InboundText(payload.sender, payload.to, payload.text)
        received = messaging.receive_text(text, at=at)
    settling.settle()
    return {"id": str(received.incoming_id), "matched": received.about is not None}


@router.post("/demo/clock", include_in_schema=settings.DEMO)
def advance(request: ActorRequest, payload: Advance) -> dict[str, object]:
    """Move the desk's one clock on; what is due happens before the answer."""
    clock.advance(timedelta(seconds=payload.advance_seconds))
    settling.settle()
    return {"now": clock.now()}


@router.post("/demo/faults", include_in_schema=settings.DEMO)
def fault(request: ActorRequest, payload: Fault) -> dict[str, object]:
    """Let a channel fail, or work again."""
    messaging.set_fault(ChannelName(payload.channel), FaultMode(payload.mode), at=clock.now())
    return {"channel": payload.channel, "mode": payload.mode}


@router.post("/demo/reset", include_in_schema=settings.DEMO)
def reset(request: ActorRequest) -> dict[str, object]:
    """Put the demo back to its start: people as made, nothing sent, the clock right. Sign-ins go on."""
    resetting.reset()
    return {"now": clock.now()}


def _message_id(given: str | None) -> str:
    """Return the Message-ID that a program means: as it is, or of a message of the mailbox."""
    if not given:
        return ""
    try:
        return messages.message_id_of(UUID(given)) or ""
    except ValueError:
        return given
