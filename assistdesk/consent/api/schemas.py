"""What goes in and out of case access by API."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ninja import Schema
from pydantic import Field

from assistdesk.consent.services.standing import Standing
from assistdesk.consent.states import Answer, RequestMethod, RequestState, Result, SpokenWhy

Line = Annotated[str, Field(max_length=200)]
Short = Annotated[str, Field(max_length=60)]
Text = Annotated[str, Field(max_length=500)]


class Wanted(Schema):
    """What a client is searched by. `attestation` is true, or the keys of what is attested."""

    first_name: Line = ""
    last_name: Line = ""
    sex: Short = ""
    date_of_birth: date | None = None
    ssn: Short | None = None
    case_number: Short | None = None
    application_number: Short | None = None
    attestation: bool | Line | Annotated[list[Short], Field(max_length=20)] | dict[str, Any] | None = None


class NextStep(Schema):
    """What to do where nobody can be asked from here."""

    key: str
    method: str
    text: str


class Searched(Schema):
    """What a search tells. `case_number` is that of an associated client alone."""

    result: Result
    search_id: UUID
    methods: list[RequestMethod]
    verbal_reason: SpokenWhy | None
    attempts_left: int
    next_steps: list[NextStep]
    case_number: str | None


class NewRequest(Schema):
    """Whom to ask, and how."""

    search_id: UUID
    method: RequestMethod


class Request(Schema):
    """Where a request stands. `expires_in` are seconds; `reason` says why it expired.

    `from_on_demand`: the caller holds an open on-demand referral of this client, as far as the desk knows.
    """

    auth_req_id: UUID
    method: RequestMethod
    status: RequestState
    reason: str | None
    expires_in: int
    expires_at: datetime
    lease_expires_at: datetime | None
    attempts_left: int
    verbal_reason: SpokenWhy | None
    match_code: str | None
    verbal_request_id: UUID | None
    answered_at: datetime | None
    case_number: str | None
    from_on_demand: bool


class Acknowledgement(Schema):
    """One text to be read aloud."""

    key: str
    version: str
    text: str


class Acknowledgements(Schema):
    """What is read aloud, in the client's language."""

    language: str
    items: list[Acknowledgement]


class Spoken(Schema):
    """The keys of the acknowledgements that were read, all of them."""

    acknowledgements: Annotated[list[Short], Field(max_length=50)]


class Confirmation(Schema):
    """Whether the association comes from an on-demand referral; left out, what the desk knows is taken."""

    from_on_demand: bool | None = None


class Confirmed(Schema):
    """The case that is open now."""

    case_number: str


class Asker(Schema):
    """Who asks."""

    name: str
    role: str
    agency: str | None
    npn: str | None


class Survey(Schema):
    """What a client is asked. `lasts_days` null: until it is taken back."""

    status: RequestState
    marketplace: str
    agent: Asker
    asked: str
    purpose: str
    how_to_take_back: str
    lasts_days: int | None
    text: str
    language: str
    expires_at: datetime
    expires_in: int
    match_code_needed: bool


class ClientAnswer(Schema):
    """What the client answers; `match_code` where the survey asks for it."""

    answer: Answer
    match_code: Short = ""


class Answered(Schema):
    """Where the request stands after the answer."""

    status: RequestState
    answered_at: datetime | None


def request(found: Standing) -> dict[str, object]:
    """Return where a request stands, as the API says it."""
    one, zone = found.request, found.book.pack.identity.zone
    return {
        "auth_req_id": one.id,
        "method": one.method,
        "status": one.state,
        "reason": one.ending or None,
        "expires_in": found.seconds_left,
        "expires_at": in_zone(one.expires_at, zone),
        "lease_expires_at": in_zone(one.lease_at, zone),
        "attempts_left": found.attempts_left,
        "verbal_reason": found.spoken_why,
        "match_code": found.match_code or None,
        "verbal_request_id": found.verbal_id,
        "answered_at": in_zone(one.answered_at, zone),
        "case_number": one.case.case_number if one.state == RequestState.CONFIRMED.value else None,
        "from_on_demand": found.from_on_demand,
    }


def in_zone(moment: datetime | None, zone: str) -> datetime | None:
    """Return a moment in a marketplace's zone."""
    return moment.astimezone(ZoneInfo(zone)) if moment else None
