"""What goes in and out of the book of business by API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assistdesk.book.queries import MOST, PAGE
from assistdesk.book.states import Enrolment, PolicyShown, ProspectState, QuoteState

Line = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=4000)]


class ListAsked(Schema):
    """`status` is a count of the dashboard; without one, the first of its list."""

    status: str = ""
    cursor: Annotated[str, Field(max_length=4000)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = PAGE


class Client(Schema):
    """A client. `until` null: until it is taken back; `case_number` null: they have no case yet."""

    person_id: str
    first_name: str
    last_name: str
    carrier: str
    case_number: str | None
    is_current: bool
    since: datetime
    until: datetime | None


class InformationRequest(Schema):
    """What the exchange asks to know; `due_on` is the last day. `status` null: answered, or due later."""

    number: str
    asked: str
    due_on: date
    answered_on: date | None
    status: PolicyShown | None


class Policy(Schema):
    """A policy of a client. `enrolment` is the exchange's word, `status` what the policy is today."""

    policy_number: str
    person_id: str
    first_name: str
    last_name: str
    issuer: str
    issuer_name: str
    plan: str
    kind: str
    premium: str
    starts_on: date
    ends_on: date | None
    enrolment: Enrolment
    status: PolicyShown
    information_requests: list[InformationRequest]


class Prospect(Schema):
    """A prospect. `person_id` is who they became as a client."""

    id: UUID
    status: ProspectState
    first_name: str
    last_name: str
    date_of_birth: date | None
    sex: str
    language: str
    email: str
    phone: str
    zip: str
    note: str
    added_at: datetime
    person_id: str | None


class Plan(Schema):
    """A plan of a quote; amounts in dollars as text, the premium for a month."""

    id: UUID
    issuer: str
    issuer_name: str
    plan: str
    kind: str
    premium: str
    deductible: str | None
    most_to_pay: str | None
    chosen: bool


class Quote(Schema):
    """A quote, for a client (`person_id`) or a prospect (`prospect_id`)."""

    id: UUID
    status: QuoteState
    first_name: str
    last_name: str
    person_id: str | None
    prospect_id: UUID | None
    starts_on: date
    made_at: datetime
    plans: list[Plan]


class Clients(Schema):
    """A page of clients."""

    items: list[Client]
    next: str | None


class Policies(Schema):
    """A page of policies."""

    items: list[Policy]
    next: str | None


class Prospects(Schema):
    """A page of prospects."""

    items: list[Prospect]
    next: str | None


class Quotes(Schema):
    """A page of quotes."""

    items: list[Quote]
    next: str | None


class Dashboard(Schema):
    """How many rows each list holds, by list and status."""

    marketplace: str
    counts: dict[str, dict[str, int]]


class NewProspect(Schema):
    """What is known of a prospect; a name is needed."""

    first_name: Line = ""
    last_name: Line = ""
    date_of_birth: Line | None = None
    sex: Line = ""
    language: Line = ""
    email: Line = ""
    phone: Line = ""
    zip: Line = ""
    note: Text = ""


class Agreement(Schema):
    """That the prospect asked the helper to act for them."""

    has_agreed: bool = False


class Converted(Schema):
    """The client that a prospect became."""

    person_id: str


class NewPlan(Schema):
    """A plan; amounts in dollars, as text or number."""

    issuer: Line = ""
    plan: Line = ""
    kind: Line = ""
    premium: Line | float = ""
    deductible: Line | float | None = None
    most_to_pay: Line | float | None = None


class NewQuote(Schema):
    """Whom a quote is for: a client or a prospect; from which day on, and its plans."""

    person_id: Line = ""
    prospect_id: UUID | None = None
    starts_on: date
    plans: Annotated[list[NewPlan], Field(max_length=50)] = []


class Accepted(Schema):
    """Which plan was accepted."""

    plan_id: UUID | None = None
