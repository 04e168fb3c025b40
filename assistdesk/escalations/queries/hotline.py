"""Calls as screens show them: one whole, those of a day, those that a representative left open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from assistdesk.escalations.models import CallMatter, HotlineCall
from assistdesk.escalations.queries.labels import labels_of
from assistdesk.escalations.queries.types import local_day
from assistdesk.escalations.rules.hotline import read_out
from assistdesk.escalations.states import CallerStanding, CallOutcome
from assistdesk.shared import cursors
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, Pack
from assistdesk.shared.refusals import NotThere

MOST = 100
PAGE = 25


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One thing that a call was about. `groups` are the incident's number as it is read out."""

    id: UUID
    outcome: CallOutcome
    person_id: str
    name: str = field(repr=False)
    note: str = field(repr=False)
    number: str
    groups: tuple[str, ...]
    type_title: str
    reply_due_at: datetime | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CallView:
    """A call, whole. `recorded_*` and `agency` are of the caller's record, and empty until verified.

    `authorized_until` is the last day of the caller's authorization, inclusive, in the marketplace's zone.
    `say` is what the marketplace says to do and to say to a caller who is not verified. `is_own`: the actor
    took it; `room` is how many more clients fit.
    """

    id: UUID
    marketplace: str
    zone: str
    caller_name: str
    npn: str
    standing: CallerStanding
    recorded_name: str
    agency: str
    authorized_until: date | None
    say: tuple[str, ...]
    representative: str
    started_at: datetime
    ended_at: datetime | None
    is_own: bool
    matters: tuple[MatterRow, ...]
    most: int
    room: int

    @property
    def is_verified(self) -> bool:
        """Whether the caller is known to be who they say."""
        return self.standing is CallerStanding.VERIFIED

    @property
    def is_open(self) -> bool:
        """Whether the call goes on."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class HotlineCallRow:
    """One call in a list. `numbers` are the incidents that it made or was about."""

    id: UUID
    marketplace: str
    zone: str
    caller_name: str
    npn: str
    standing: CallerStanding
    representative: str
    started_at: datetime
    ended_at: datetime | None
    is_own: bool
    clients: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HotlineCallPage:
    """A page of calls, the newest first; `next` is the cursor of the page after it."""

    items: list[HotlineCallRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class IncidentCall:
    """A call that an incident came in by, or was asked about on."""

    call_id: UUID
    outcome: CallOutcome
    caller_name: str
    npn: str
    representative: str
    at: datetime


def hotline_call(call_id: UUID, *, actor: Actor, language: str, at: datetime) -> CallView:
    """Return a call of the actor's marketplace, by today's rules of calls; at most four queries.

    Raises:
        NotThere: there is none, or the actor takes no calls there.
    """
    if not actor.may(Permission.ANSWER_HOTLINE):
        raise NotThere
    calls = HotlineCall.objects.select_related("representative", "helper__agency")
    found = calls.prefetch_related(Prefetch("matters", queryset=_matters())).filter(pk=call_id).first()
    if found is None or not actor.serves(found.marketplace):
        raise NotThere
    pack = policy.running(found.marketplace)
    standing = CallerStanding(found.standing)
    is_known = found.helper is not None and standing in (CallerStanding.VERIFIED, CallerStanding.LAPSED)
    helper = people.helper_with_npn(found.npn, marketplace=found.marketplace) if is_known else None
    matters = tuple(_matter(one, language=language) for one in found.matters.all())
    today = local_day(pack, at=at)
    most = pack.hotline_on(today).consumers_per_call
    return CallView(
        id=found.id,
        marketplace=found.marketplace,
        zone=pack.identity.zone,
        caller_name=found.caller_name,
        npn=found.npn,
        standing=standing,
        recorded_name=helper.account.name if helper else "",
        agency=helper.account.agency.name if helper and helper.account.agency else "",
        authorized_until=helper.authorized_until if helper else None,
        say=_say(pack, standing, on=today, language=language),
        representative=found.representative.name,
        started_at=found.started_at,
        ended_at=found.ended_at,
        is_own=found.representative_id == actor.account_id,
        matters=matters,
        most=most,
        room=max(0, most - len({one.person_id for one in matters if one.person_id})),
    )


def hotline_calls(
    actor: Actor,
    *,
    marketplace: str,
    since: datetime,
    until: datetime,
    cursor: str | None,
    limit: int = PAGE,
) -> HotlineCallPage:
    """Return the calls of a marketplace from `since`, inclusive, to `until`, exclusive; two queries.

    Raises:
        NotThere: the actor takes no calls there.
        InvalidInput: the cursor is not one of this list.
    """
    if not actor.may(Permission.ANSWER_HOTLINE) or not actor.serves(marketplace):
        raise NotThere
    found = _calls().filter(marketplace=marketplace, started_at__gte=since, started_at__lt=until)
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        started_at, last = cursors.moment(place[0]), cursors.key(place[1])
        found = found.filter(Q(started_at__lt=started_at) | Q(started_at=started_at, id__lt=last))
    limit = max(1, min(limit, MOST))
    rows = list(found.order_by("-started_at", "-id")[: limit + 1])
    following = None
    if len(rows) > limit:
        following = cursors.encode(rows[limit - 1].started_at.isoformat(), str(rows[limit - 1].id))
    return HotlineCallPage(_rows(rows[:limit], actor=actor), following)


def open_calls(actor: Actor, *, limit: int = PAGE) -> list[HotlineCallRow]:
    """Return the calls that the actor took and did not end yet, the newest first; two queries."""
    if not actor.may(Permission.ANSWER_HOTLINE):
        return []
    found = _calls().filter(representative_id=actor.account_id, ended_at__isnull=True)
    return _rows(found.order_by("-started_at", "-id")[:limit], actor=actor)


def calls_about(incident_id: UUID, *, actor: Actor) -> list[IncidentCall]:
    """Return the calls that made an incident or were about it, the oldest first; one query.

    Whoever asks has checked that the actor may see the incident. A helper learns only of calls of the own.
    """
    matters = CallMatter.objects.filter(incident_id=incident_id).select_related("call__representative")
    if actor.is_helper:
        matters = matters.filter(call__helper_id=actor.account_id)
    return [
        IncidentCall(
            call_id=one.call_id,
            outcome=CallOutcome(one.outcome),
            caller_name=one.call.caller_name,
            npn=one.call.npn,
            representative=one.call.representative.name,
            at=one.at,
        )
        for one in matters.order_by("at", "id")
    ]


def _say(pack: Pack, standing: CallerStanding, *, on: date, language: str) -> tuple[str, ...]:
    if standing is CallerStanding.VERIFIED:
        return ()
    edition = pack.hotline_on(on)
    why = {
        CallerStanding.UNKNOWN_NPN: edition.unknown_npn,
        CallerStanding.NAME_DIFFERS: edition.name_differs,
        CallerStanding.LAPSED: pack.escalations_on(on).eligibility.lapsed,
    }[standing]
    said = (why, edition.unverified)
    return tuple(render_words(pack, one, language=language, audience=Audience.HELPER) for one in said)


def _matters() -> QuerySet[CallMatter]:
    return CallMatter.objects.select_related("person", "incident").order_by("at", "id")


def _calls() -> QuerySet[HotlineCall]:
    return HotlineCall.objects.select_related("representative").prefetch_related(
        Prefetch("matters", queryset=_matters())
    )


def _matter(matter: CallMatter, *, language: str) -> MatterRow:
    person, incident = matter.person, matter.incident
    return MatterRow(
        id=matter.id,
        outcome=CallOutcome(matter.outcome),
        person_id=person.person_id if person else "",
        name=f"{person.first_name} {person.last_name}".strip() if person else "",
        note=matter.note,
        number=incident.number if incident else "",
        groups=tuple(read_out(incident.number)) if incident else (),
        type_title=labels_of(incident, language=language).type_title if incident else "",
        reply_due_at=incident.reply_due_at if incident else None,
        at=matter.at,
    )


def _rows(calls: Iterable[HotlineCall], *, actor: Actor) -> list[HotlineCallRow]:
    rows = list(calls)
    zones = {key: policy.running(key).identity.zone for key in {one.marketplace for one in rows}}
    return [_row(one, zone=zones[one.marketplace], actor=actor) for one in rows]


def _row(call: HotlineCall, *, zone: str, actor: Actor) -> HotlineCallRow:
    matters = list(call.matters.all())
    return HotlineCallRow(
        id=call.id,
        marketplace=call.marketplace,
        zone=zone,
        caller_name=call.caller_name,
        npn=call.npn,
        standing=CallerStanding(call.standing),
        representative=call.representative.name,
        started_at=call.started_at,
        ended_at=call.ended_at,
        is_own=call.representative_id == actor.account_id,
        clients=len({one.person_id for one in matters if one.person_id}),
        numbers=tuple(dict.fromkeys(one.incident.number for one in matters if one.incident)),
    )
