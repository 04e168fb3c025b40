"""What the API's bodies and answers look like; the names are the contract's."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from ninja import Schema
from pydantic import Field

from assistdesk.escalations.forms import CleanLine, CleanText
from assistdesk.escalations.states import Direction, IncidentState


def in_zone(at: datetime | None, zone: str) -> datetime | None:
    """Return a moment with the offset that it has in a marketplace's own zone."""
    return None if at is None else at.astimezone(ZoneInfo(zone))


Version = Annotated[int, Field(ge=1, le=2_147_483_647)]


class Choice(Schema):
    """One answer that a field offers."""

    key: str
    label: str


class TypeField(Schema):
    """One field of a type; `choices` only where there are some."""

    key: str
    label: str
    required: bool
    choices: list[Choice] | None = None


class Limits(Schema):
    """From `min` to `max`, both included."""

    min: int
    max: int


class Material(Schema):
    """Something to check first; `url` only where it has one."""

    key: str
    title: str
    url: str | None = None


class Type(Schema):
    """One escalation type."""

    key: str
    title: str
    fields: list[TypeField]
    consumers: Limits
    attachments: Limits
    check_first: list[Material]


class Types(Schema):
    """All types at once; there is never a next page."""

    items: list[Type]
    next: str | None = None


class ConsumerSearch(Schema):
    """What the caller's own clients are searched by; what is empty or null is not asked.

    A representative searches the clients of the helper who is on the phone: `call_id` is the call.
    """

    call_id: UUID | None = None
    first_name: CleanLine | None = None
    last_name: CleanLine | None = None
    date_of_birth: date | None = None
    person_id: CleanLine | None = None
    carrier: CleanLine | None = None
    cursor: UUID | None = None
    limit: int = Field(default=50, ge=1, le=200)


class Consumer(Schema):
    """One client."""

    person_id: str
    first_name: str
    last_name: str
    date_of_birth: date
    carrier: str


class Consumers(Schema):
    """A page of clients; `next` goes into the body's `cursor`."""

    items: list[Consumer]
    next: UUID | None


class NewEscalation(Schema):
    """What a helper sends in; `consumers` are Person IDs, `checked` keys of materials.

    `duplicate_reason` says why another incident is needed although an open one is about the same.
    """

    type: CleanLine
    consumers: list[CleanLine] = Field(default=[], max_length=500)
    description: CleanText = ""
    fields: dict[str, CleanText] = Field(default={}, max_length=100)
    attachments: list[UUID] = Field(default=[], max_length=100)
    checked: list[CleanLine] = Field(default=[], max_length=100)
    duplicate_reason: CleanText | None = None


class Submitted(Schema):
    """The incident that it became."""

    incident_number: str
    type: str
    status: IncidentState
    team: str
    person_id: str | None
    reply_due_at: datetime | None


class ListedIncident(Schema):
    """One incident in a list."""

    incident_number: str
    marketplace: str
    type: str
    status: IncidentState
    team: str
    urgent: bool
    opened_at: datetime
    reply_due_at: datetime | None
    person_ids: list[str]


class Incidents(Schema):
    """A page of incidents, the newest first."""

    items: list[ListedIncident]
    next: str | None


class ThreadMessage(Schema):
    """One message of the thread. `delivery` is where its mail stands; null where none went out.

    `office` is whom it went to or came from, where that is an office outside. `removed` counts what the
    privacy guard took out of the words, by type; `unread`: it could not look, so nothing of them is shown.
    """

    id: UUID
    kind: str
    direction: Direction
    removed: dict[str, int]
    unread: bool
    author: str
    office: str | None
    subject: str
    text: str
    at: datetime
    delivery: str | None
    delivery_failure: str | None


class IncidentAttachment(Schema):
    """One file of the incident."""

    id: UUID
    name: str
    size: int
    content_type: str
    screening: str
    findings: int | None


class IncidentHandoff(Schema):
    """One time that the incident was handed on. `due_at` and `nudges` are for staff; null for others."""

    id: UUID
    contact: str
    name: str
    by_email: bool
    sent_at: datetime
    due_at: datetime | None
    nudges: int | None
    answered_at: datetime | None
    ended_at: datetime | None


class TimelineStep(Schema):
    """One step of the history."""

    move: str
    from_: str | None = Field(alias="from")
    to: str
    actor: str
    reason: str
    at: datetime


class Incident(Schema):
    """The whole incident, as far as the caller may see it.

    `merged_into` is the number to use now where it was merged into another, `merged` are the numbers of those
    that were merged into this one. `version` counts what was done to it.
    """

    incident_number: str
    version: int
    marketplace: str
    status: IncidentState
    team: str
    type: str
    edition: str
    fields: dict[str, str]
    description: str
    checked: list[str]
    urgent: bool
    opened_at: datetime
    reply_due_at: datetime | None
    replied_at: datetime | None
    assignee: str | None
    merged_into: str | None
    merged: list[str]
    duplicate_reason: str | None
    consumers: list[Consumer]
    messages: list[ThreadMessage]
    attachments: list[IncidentAttachment]
    handoffs: list[IncidentHandoff]
    timeline: list[TimelineStep]


class Original(Schema):
    """A message as it came."""

    subject: str
    text: str
    file_names: list[str]


class Reply(Schema):
    """Words for the thread, with files."""

    text: CleanText
    attachments: list[UUID] = Field(default=[], max_length=100)
    version: Version | None = None


class Note(Schema):
    """Words that helpers never see."""

    text: CleanText


class Assignment(Schema):
    """Who shall work on it: a username or id of the team, or `me`."""

    to: CleanLine
    version: Version | None = None


class NewMerge(Schema):
    """The number of the incident that goes on."""

    into: CleanLine


class Transition(Schema):
    """Where the incident goes, and why."""

    to: IncidentState
    reason: CleanText
    version: Version | None = None
