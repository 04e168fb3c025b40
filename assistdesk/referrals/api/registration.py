"""A helper's own registration for on-demand referrals, by API."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Annotated

from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import BeforeValidator, Field

from assistdesk.referrals.models import Hours
from assistdesk.referrals.queries.participation import Participation, participation
from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services import contacts, leaving, registering
from assistdesk.referrals.services.availability import Availability
from assistdesk.referrals.services.contacts import Contacts
from assistdesk.referrals.services.registering import WholeRegistration
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission

router = Router(tags=["On-demand"], by_alias=True)
PATH = "/marketplaces/{marketplace}/on-demand/registration"


def _end_of_day(written: object) -> object:
    return "00:00" if written in ("24:00", "24:00:00") else written


ClockTime = Annotated[time, BeforeValidator(_end_of_day)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Address = Annotated[str, Field(max_length=254)]


class Span(Schema):
    """Hours of a weekday (1 Monday to 7 Sunday); a `to` that is not later than `from` is on the next day."""

    day: Annotated[int, Field(ge=1, le=7)]
    from_: ClockTime = Field(alias="from")
    to: ClockTime


class RegistrationIn(Schema):
    """Everything at once. What is left out of the second group stays as it is."""

    agree: bool = False
    phone: Address = ""
    email: Address = ""
    channels: list[str] | None = None
    schedule: Annotated[list[Span], Field(max_length=50)]
    zone: Annotated[str, Field(max_length=60)] | None = None
    max_open: int | None = None
    paused: bool = False

    breaks: Annotated[list[Span], Field(max_length=50)] | None = None
    zip: Annotated[str, Field(max_length=10)] | None = None
    languages: Annotated[list[Language], Field(max_length=20)] | None = None


class SpanOut(Schema):
    """Hours of one weekday."""

    day: int
    from_: str = Field(alias="from")
    to: str


class AbsenceOut(Schema):
    """A day off, or an absence; `to` is null while nobody knows when it ends."""

    day: date | None
    from_: datetime = Field(alias="from")
    to: datetime | None


class RegistrationOut(Schema):
    """How the caller takes part. `status` is none, started, registered, deregistered or left.

    `missing` names the criteria that are not met, `waiting` the channels whose new address waits for a code.
    """

    status: str
    missing: list[str]
    consecutive_misses: int
    agree: bool
    phone: str
    email: str
    channels: list[str]
    waiting: list[str]
    schedule: list[SpanOut]
    breaks: list[SpanOut]
    absences: list[AbsenceOut]
    zone: str
    max_open: int
    paused: bool
    zip: str
    languages: list[str]
    agreement: str
    agreement_version: str
    on_duty: bool


class CodeIn(Schema):
    """The code that came to a new address."""

    channel: Annotated[str, Field(pattern="^(email|sms)$")]
    code: Annotated[str, Field(max_length=20)]


@router.get(PATH, response=RegistrationOut, auth=api_allows(Permission.TAKE_REFERRALS))
def registration(request: ActorRequest, marketplace: str) -> dict[str, object]:
    """Return how the caller takes part in on-demand referrals."""
    return _shown(participation(request.actor, marketplace=marketplace, at=clock.now()))


@router.put(PATH, response=RegistrationOut, auth=api_allows(Permission.TAKE_REFERRALS))
def register(request: ActorRequest, marketplace: str, payload: RegistrationIn) -> dict[str, object]:
    """Register the caller, or change their registration.

    The account's own phone and e-mail address count as confirmed. Others get a code, and are used once it
    came back; until one address is confirmed, the status is `started`.
    """
    at = clock.now()
    now = participation(request.actor, marketplace=marketplace, at=at)
    registering.register(_whole(payload, now), actor=request.actor, marketplace=marketplace, at=at)
    return _shown(participation(request.actor, marketplace=marketplace, at=at))


@router.delete(PATH, response=RegistrationOut, auth=api_allows(Permission.TAKE_REFERRALS))
def leave(request: ActorRequest, marketplace: str) -> dict[str, object]:
    """Let the caller take part no more."""
    at = clock.now()
    leaving.leave(actor=request.actor, marketplace=marketplace, at=at)
    return _shown(participation(request.actor, marketplace=marketplace, at=at))


@router.post(f"{PATH}/confirm", response=RegistrationOut, auth=api_allows(Permission.TAKE_REFERRALS))
def confirm(request: ActorRequest, marketplace: str, payload: CodeIn) -> dict[str, object]:
    """Confirm a new address by the code that was sent to it."""
    at = clock.now()
    contacts.confirm_address(
        payload.channel, payload.code, actor=request.actor, marketplace=marketplace, at=at
    )
    return _shown(participation(request.actor, marketplace=marketplace, at=at))


def _whole(sent: RegistrationIn, now: Participation) -> WholeRegistration:
    known, before = now.known, now.registration
    terms = now.edition.registration
    zip_code = before.zip_code if before else (known.zip_code if known else "")
    own = [now.pack.identity.language, now.account.language]
    languages = before.languages if before else dict.fromkeys(own)
    breaks = _weekly(before.hours.all() if before else (), is_break=True)
    channels = [one for one, address in (("email", sent.email), ("sms", sent.phone)) if address]
    return WholeRegistration(
        has_agreed=sent.agree,
        contacts=Contacts(
            phone=sent.phone,
            email=sent.email,
            channels=tuple(channels if sent.channels is None else sent.channels),
        ),
        availability=Availability(
            zone=sent.zone or now.zone,
            hours=_spans(sent.schedule),
            breaks=breaks if sent.breaks is None else _spans(sent.breaks),
            most_open=sent.max_open or (before.most_open if before else terms.default_most_open),
            zip_code=zip_code if sent.zip is None else sent.zip.strip(),
            languages=tuple(languages if sent.languages is None else sent.languages),
        ),
        is_paused=sent.paused,
    )


def _spans(sent: list[Span]) -> tuple[WeeklyHours, ...]:
    return tuple(
        WeeklyHours(one.day, one.from_.replace(tzinfo=None), one.to.replace(tzinfo=None)) for one in sent
    )


def _weekly(rows: Iterable[Hours], *, is_break: bool) -> tuple[WeeklyHours, ...]:
    return tuple(WeeklyHours(one.day, one.from_time, one.to_time) for one in rows if one.is_break is is_break)


def _shown(now: Participation) -> dict[str, object]:
    found, terms = now.registration, now.edition.registration
    hours = list(found.hours.all()) if found else []
    return {
        "status": now.status,
        "missing": [one.criterion.value for one in now.missing],
        "consecutive_misses": found.consecutive_misses if found else 0,
        "agree": found is not None,
        "phone": found.phone if found else now.account_phone,
        "email": found.email if found else now.account_email,
        "channels": found.channels if found else [],
        "waiting": [one.channel for one in now.waiting],
        "schedule": _written(_weekly(hours, is_break=False)),
        "breaks": _written(_weekly(hours, is_break=True)),
        "absences": [
            {"day": one.whole_day, "from": one.starts_at, "to": one.ends_at}
            for one in (found.absences.all() if found else ())
        ],
        "zone": now.zone,
        "max_open": found.most_open if found else terms.default_most_open,
        "paused": found.is_paused if found else False,
        "zip": found.zip_code if found else "",
        "languages": found.languages if found else [],
        "agreement": terms.agreement.in_language(get_language() or "en"),
        "agreement_version": terms.agreement_version,
        "on_duty": now.is_on_duty,
    }


def _written(weekly: tuple[WeeklyHours, ...]) -> list[dict[str, object]]:
    return [{"day": one.day, "from": f"{one.start:%H:%M}", "to": f"{one.end:%H:%M}"} for one in weekly]
