"""What the API's bodies and answers about calls look like; the names are the contract's."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assistdesk.escalations.forms import CleanLine, CleanText
from assistdesk.escalations.states import CallerStanding, CallOutcome


class NewCall(Schema):
    """A call that was made, with the ticket number that the line gave."""

    kind: Literal["logged"]
    entry: CleanLine
    ticket_number: CleanLine
    note: CleanText | None = None


class NewHotlineCall(Schema):
    """A call that a representative takes: what the caller says of themselves."""

    kind: Literal["hotline"]
    caller_name: CleanLine
    npn: CleanLine


AnyCall = Annotated[NewCall | NewHotlineCall, Field(discriminator="kind")]


class LoggedCall(Schema):
    """The call as it is kept."""

    id: UUID


class CallConsumer(Schema):
    """One client on a call, or an incident that it was about."""

    person_id: str | None
    outcome: CallOutcome
    incident_number: str | None
    reply_due_at: datetime | None
    at: datetime


class HotlineCall(Schema):
    """A call that a representative took.

    `verified` says whether the caller is who they say; `standing` why not. Name, agency and the last day of
    the authorization are those on record, and null until the caller is known.
    """

    id: UUID
    kind: Literal["hotline"] = "hotline"
    caller_name: str
    npn: str
    verified: bool
    standing: CallerStanding
    recorded_name: str | None
    agency: str | None
    authorized_until: date | None
    say: str | None
    started_at: datetime
    ended_at: datetime | None
    consumers: list[CallConsumer]
    consumers_left: int


class NewCallConsumer(Schema):
    """One client and what becomes of it; `description` is a note where it was answered."""

    person_id: CleanLine
    outcome: Literal["answered", "escalated"]
    type: CleanLine | None = None
    description: CleanText = ""
    fields: dict[str, CleanText] = Field(default={}, max_length=100)
    duplicate_reason: CleanText | None = None


class CallAnswer(Schema):
    """What became of it. `incident_number` is to be read out."""

    outcome: CallOutcome
    person_id: str | None
    incident_number: str | None
    type: str | None
    reply_due_at: datetime | None
    consumers_left: int
