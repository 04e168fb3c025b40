"""What goes into the services and comes out of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import CallOutcome


@dataclass(frozen=True, slots=True)
class NewEscalation:
    """What a helper sends in. `consumers` are Person IDs; `submission_key` tells one form from the next.

    `team` is the team that it goes to where that is not the type's own; helpers don't choose it.
    `duplicate_reason` says why another incident is needed where an open one is about the same already.
    """

    marketplace: str
    type: str
    description: str = field(repr=False)
    submission_key: str
    consumers: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    attachments: tuple[UUID, ...] = ()
    checked: tuple[str, ...] = ()
    team: str = ""
    duplicate_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Addition:
    """Words for an open incident about a consumer of one's own, which somebody else filed.

    The same words and files under one `key`, that of a form, are added once.
    """

    marketplace: str
    type: str
    person_id: str
    text: str = field(repr=False)
    attachments: tuple[UUID, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """The incident that a submission became; `is_new` is false where the same one had come before."""

    number: str
    marketplace: str
    type: str
    state: str
    team: str
    person_id: str | None
    reply_due_at: datetime | None
    zone: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call that a helper made about an entry of the guide; `key` tells one form from the next."""

    marketplace: str
    entry: str
    ticket_number: str
    note: str = field(default="", repr=False)
    key: str = ""


@dataclass(frozen=True, slots=True)
class NewHotlineCall:
    """A call that a representative takes: what the caller says of themselves."""

    marketplace: str
    caller_name: str
    npn: str
    submission_key: str


@dataclass(frozen=True, slots=True)
class NewCallConsumer:
    """One client on a call, by Person ID, and what becomes of it.

    `description` is what the caller said; for an answered one, the note that is kept. `outcome` is answered
    or escalated, the latter with a type.
    """

    call_id: UUID
    person_id: str
    outcome: CallOutcome
    submission_key: str
    type: str = ""
    description: str = field(default="", repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    duplicate_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """An open incident that a call was about; `person_id` where the caller named the client first."""

    call_id: UUID
    incident: IncidentRef
    outcome: CallOutcome
    submission_key: str
    text: str = field(default="", repr=False)
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What became of one matter of a call; `consumers_left` is how many more clients fit."""

    matter_id: UUID
    zone: str
    outcome: CallOutcome
    person_id: str | None
    incident_number: str | None
    type: str | None
    reply_due_at: datetime | None
    consumers_left: int
