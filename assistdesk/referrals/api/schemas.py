"""What the bodies and answers about offers and referrals look like; the names are the contract's."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from ninja import Schema
from pydantic import Field

from assistdesk.referrals.queries.offers import OfferRow
from assistdesk.referrals.services import Contact
from assistdesk.shared.policy.schema import Pack


def in_zone(at: datetime | None, pack: Pack) -> datetime | None:
    """Return a moment with the offset that it has in a marketplace's own zone."""
    return None if at is None else at.astimezone(ZoneInfo(pack.identity.zone))


class Offer(Schema):
    """An offer. `preview` is what is shown before acceptance, in words; `reference` is of who accepted.

    `ending` says more than the state: `taken`, `cancelled`, `undelivered`. `in_line`: Accept was pressed
    while somebody else held the referral.
    """

    id: UUID
    kind: Literal["general", "mass"]
    state: Literal["offered", "accepted", "rejected", "missed", "withdrawn"]
    ending: str | None
    offered_at: datetime
    closes_at: datetime
    ended_at: datetime | None
    in_line: bool
    preview: dict[str, str]
    reference: str | None


class Offers(Schema):
    """Some of the caller's offers, the newest first."""

    items: list[Offer]
    next: str | None


class Customer(Schema):
    """The resident, for who accepted. `aids` are the pack's keys."""

    name: str
    contact_method: Literal["phone", "sms", "email"]
    contact: str
    language: str
    program: str
    zip: str | None
    county: str | None
    aids: list[str]


class Accepted(Schema):
    """That the caller has a referral now."""

    reference: str
    contact: Customer


class Rejected(Schema):
    """That an offer is rejected."""

    state: Literal["rejected"]


class Link(Offer):
    """What a link shows now. `hold_expires_at` and `passcode_expires_at` are there while its helper holds it.

    `customer` is there until `expires_at` for who typed the passcode: the answer to it sets a cookie.
    """

    hold_expires_at: datetime | None
    passcode_expires_at: datetime | None
    customer: Customer | None
    expires_at: datetime | None


class Held(Schema):
    """Until when, exclusive, the passcode has to be sent."""

    hold_expires_at: datetime


class Code(Schema):
    """A One Time Passcode."""

    code: Annotated[str, Field(max_length=40)]


class Revealed(Schema):
    """The resident, and until when, exclusive, the link shows them."""

    reference: str
    customer: Customer
    expires_at: datetime


class Attempt(Schema):
    """How an attempt to reach the resident went: one of the pack's results."""

    result: Annotated[str, Field(max_length=60)]


class Completion(Schema):
    """How a referral ended: one of the pack's outcomes."""

    outcome: Annotated[str, Field(max_length=60)]


class AttemptMade(Schema):
    """One attempt of the helper."""

    result: str
    at: datetime


class Referral(Schema):
    """A referral that the caller has. `contact` is null once the resident withdrew."""

    reference: str
    marketplace: str
    status: str
    requested_at: datetime
    accepted_at: datetime | None
    callback_by: datetime | None
    first_attempt_at: datetime | None
    reached_at: datetime | None
    asked_about_at: datetime | None
    completed_at: datetime | None
    outcome: str | None
    contact: Customer | None
    attempts: list[AttemptMade]


def offer(row: OfferRow, pack: Pack) -> dict[str, object]:
    """Return an offer as the API gives it."""
    return {
        "id": row.id,
        "kind": row.kind,
        "state": row.state,
        "ending": row.ending or None,
        "offered_at": in_zone(row.offered_at, pack),
        "closes_at": in_zone(row.closes_at, pack),
        "ended_at": in_zone(row.ended_at, pack),
        "in_line": row.is_in_line,
        "preview": row.preview,
        "reference": row.reference,
    }


def customer(contact: Contact) -> dict[str, object]:
    """Return the resident as the API gives them."""
    return {
        "name": contact.name,
        "contact_method": contact.method,
        "contact": contact.address,
        "language": contact.language,
        "program": contact.program,
        "zip": contact.zip_code or None,
        "county": contact.county or None,
        "aids": contact.aids,
    }
