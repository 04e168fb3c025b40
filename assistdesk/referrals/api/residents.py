"""The resident's side by API: asking without an account, and the link that comes of it."""

from datetime import datetime
from typing import Annotated
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Body, Router, Schema, Status
from pydantic import AwareDatetime, Field

from assistdesk.referrals import services
from assistdesk.referrals.forms.asking import clean_line
from assistdesk.referrals.models import Referral
from assistdesk.referrals.queries.standing import Caller, standing
from assistdesk.referrals.rules.standing import Stage
from assistdesk.referrals.services import CallWindow, NewRequest
from assistdesk.referrals.services.notices import link
from assistdesk.referrals.states import ReferralState
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_open

router = Router(tags=["On-demand"], by_alias=True)
NO_ACCOUNT = "a resident has no account"
LINK_IS_THE_KEY = "whoever has the link is the resident"
LONGEST_KEY = 150

Line = Annotated[str, Field(max_length=300)]
Short = Annotated[str, Field(max_length=60)]


class Window(Schema):
    """When a call back can come: `from` inclusive, `to` exclusive."""

    from_: datetime = Field(alias="from")
    to: datetime


class NewReferral(Schema):
    """What a resident asks for; `zip` or `county` has to be there."""

    name: Line
    contact_method: Short
    contact: Line
    zip: Annotated[str, Field(max_length=20)] = ""
    county: Short = ""
    language: Short
    program: Short
    helper_type: Short | None = None
    aids: Annotated[list[Short], Field(max_length=20)] = []


class Asked(Schema):
    """What a resident is told. Without a promise `callback_by` is null, and `windows` can be chosen."""

    reference: str
    token: str
    status_url: str
    callback_by: datetime | None
    windows: list[Window]


class Helper(Schema):
    """Who calls."""

    name: str
    role: str
    agency: str | None
    license: str | None


class Attempt(Schema):
    """One attempt to reach the resident."""

    at: datetime
    result: str


class ReferralStatus(Schema):
    """Where a request stands. `stage` is what the resident is told; `contact` is masked."""

    reference: str
    state: ReferralState
    stage: Stage
    program: str
    requested_at: datetime
    callback_by: datetime | None
    window: Window | None
    windows: list[Window]
    helper: Helper | None
    attempts: list[Attempt]
    outcome: str | None
    contact_method: str
    contact: str
    can_change: bool
    can_cancel: bool
    can_say_not_called: bool


class NewContact(Schema):
    """How else the resident is reached; without a method the one there is stays."""

    contact_method: Short | None = None
    contact: Line


class ChosenWindow(Schema):
    """The beginning of a window that was offered."""

    from_: AwareDatetime = Field(alias="from")


@router.post("/marketplaces/{marketplace}/referrals", response={201: Asked}, auth=api_open(reason=NO_ACCOUNT))
def ask(request: ActorRequest, marketplace: str, payload: Body[NewReferral]) -> Status[dict[str, object]]:
    """Ask for a call back. The same Idempotency-Key with the same content gives the same answer."""
    at = clock.now()
    new = NewRequest(
        marketplace=marketplace,
        name=clean_line(payload.name),
        contact_method=payload.contact_method,
        contact=clean_line(payload.contact),
        language=payload.language,
        program=payload.program,
        key=_key(request),
        zip_code=clean_line(payload.zip),
        county=clean_line(payload.county),
        helper_type=payload.helper_type or "",
        aids=tuple(payload.aids),
    )
    services.check_request(new, address=request.META.get("REMOTE_ADDR", ""), at=at)
    asked = services.request(new, actor=request.actor, at=at)
    zone = services.rulebook(marketplace, at=at).pack.identity.zone
    return Status(
        201,
        {
            "reference": asked.reference,
            "token": asked.token,
            "status_url": link("status", asked.token),
            "callback_by": _in_zone(asked.call_back_by, zone),
            "windows": [_window(one, zone) for one in asked.windows],
        },
    )


@router.get("/referral-status/{token}", response=ReferralStatus, auth=api_open(reason=LINK_IS_THE_KEY))
def status(request: ActorRequest, token: str) -> dict[str, object]:  # noqa: ARG001 - ninja calls it with it
    """Where a request stands, and who calls."""
    at = clock.now()
    return _whole(services.referral_of(token, at=at), at=at)


@router.patch("/referral-status/{token}", response=ReferralStatus, auth=api_open(reason=LINK_IS_THE_KEY))
def change(request: ActorRequest, token: str, payload: Body[NewContact]) -> dict[str, object]:
    """Change how the resident is reached."""
    at = clock.now()
    services.check_change(token, at=at)
    method = payload.contact_method or services.referral_of(token, at=at).contact_method
    contact = clean_line(payload.contact)
    services.change_contact(token, method=method, contact=contact, actor=request.actor, at=at)
    return _whole(services.referral_of(token, at=at), at=at)


@router.post(
    "/referral-status/{token}/cancel", response=ReferralStatus, auth=api_open(reason=LINK_IS_THE_KEY)
)
def cancel(request: ActorRequest, token: str) -> dict[str, object]:
    """Cancel a request; a second time changes nothing."""
    at = clock.now()
    services.check_change(token, at=at)
    services.cancel(token, actor=request.actor, at=at)
    return _whole(services.referral_of(token, at=at), at=at)


@router.post(
    "/referral-status/{token}/not-called", response=ReferralStatus, auth=api_open(reason=LINK_IS_THE_KEY)
)
def not_called(request: ActorRequest, token: str) -> dict[str, object]:
    """Say that nobody called: somebody else is looked for; a second time changes nothing."""
    at = clock.now()
    services.check_change(token, at=at)
    services.not_called(token, actor=request.actor, at=at)
    return _whole(services.referral_of(token, at=at), at=at)


@router.post(
    "/referral-status/{token}/callback-window",
    response=ReferralStatus,
    auth=api_open(reason=LINK_IS_THE_KEY),
)
def callback_window(request: ActorRequest, token: str, payload: Body[ChosenWindow]) -> dict[str, object]:
    """Choose when to be called, among the `windows` of the status; the same again changes nothing."""
    at = clock.now()
    services.check_change(token, at=at)
    services.choose_window(token, starts_at=payload.from_, actor=request.actor, at=at)
    return _whole(services.referral_of(token, at=at), at=at)


def _key(request: HttpRequest) -> str:
    """Return what tells one request from the next: the caller's own key, or a new one."""
    given = clean_line(request.headers.get("Idempotency-Key", ""))[:LONGEST_KEY]
    return f"api {given or uuid4()}"


def _whole(referral: Referral, *, at: datetime) -> dict[str, object]:
    book = services.rulebook_of(referral)
    zone = book.pack.identity.zone
    language = get_language() or "en"
    found = standing(referral, pack=book.pack, edition=book.edition, language=language, at=at)
    window = None
    if found.window_from is not None and found.window_to is not None:
        window = _window(CallWindow(found.window_from, found.window_to), zone)
    return {
        "reference": found.reference,
        "state": found.state,
        "stage": found.stage,
        "program": referral.program,
        "requested_at": _in_zone(found.requested_at, zone),
        "callback_by": _in_zone(found.call_back_by, zone),
        "window": window,
        "windows": [_window(one, zone) for one in services.windows_of(referral, at=at)],
        "helper": _helper(found.caller),
        "attempts": [{"at": _in_zone(one.at, zone), "result": one.result} for one in found.attempts],
        "outcome": referral.outcome or None,
        "contact_method": found.contact_method,
        "contact": found.contact,
        "can_change": found.can_change,
        "can_cancel": found.can_cancel,
        "can_say_not_called": found.can_say_not_called,
    }


def _helper(caller: Caller | None) -> dict[str, object] | None:
    if caller is None:
        return None
    return {
        "name": caller.name,
        "role": caller.role,
        "agency": caller.agency or None,
        "license": caller.license or None,
    }


def _window(window: CallWindow, zone: str) -> dict[str, object]:
    return {"from": _in_zone(window.starts_at, zone), "to": _in_zone(window.ends_at, zone)}


def _in_zone(moment: datetime | None, zone: str) -> datetime | None:
    return moment.astimezone(ZoneInfo(zone)) if moment else None
