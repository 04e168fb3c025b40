"""Incidents as a representative meets them on the phone: by a number that was said, or by the client."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from assistdesk.escalations.models import Incident, IncidentQuerySet, NumberSeries, Post
from assistdesk.escalations.queries.labels import labels_of
from assistdesk.escalations.rules import hotline as rules
from assistdesk.escalations.states import OPEN_STATES, PostKind
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.policy import queries as policy

MOST = 5
_TOLD = (PostKind.ANSWER, PostKind.QUESTION, PostKind.RESOLUTION)


@dataclass(frozen=True, slots=True)
class CallBackRow:
    """An incident for the phone. `is_callers`: the caller may see it, so its words may be said to them.

    `merged_into` is the number of the one that goes on in its place, empty where it goes on by itself.
    """

    number: str
    groups: tuple[str, ...]
    marketplace: str
    zone: str
    type: str
    type_title: str
    state: str
    merged_into: str
    team_name: str
    filed_by: str
    is_callers: bool
    opened_at: datetime
    reply_due_at: datetime | None
    next_due_at: datetime | None
    is_paused: bool
    is_answered: bool
    person_ids: tuple[str, ...]
    last_words: str = field(repr=False)
    last_at: datetime | None


def asked_incidents(
    typed: str, *, actor: Actor, marketplace: str, caller: UUID | None, language: str
) -> list[CallBackRow]:
    """Return the incidents that can be meant by a number as it was said, the newest first.

    `caller` is the account of who calls, None outside a call. The whole running number names at most one;
    its end alone up to five, those of the caller first.

    Raises:
        InvalidInput: there are too few digits to find an incident by.
    """
    asked = rules.number_asked(typed)
    series = NumberSeries.objects.filter(marketplace=marketplace).first()
    if series is None:
        return []
    first = policy.running(marketplace).escalations[0].incident_numbers.first
    running = rules.running_numbers(asked, first=first, last=series.last, most=MOST)
    found = Incident.objects.visible_to(actor).filter(marketplace=marketplace, running__in=running)
    rows = _rows(found, caller=caller, language=language)
    return sorted(rows, key=lambda row: not row.is_callers)


def open_incidents_of(
    person_id: str, *, actor: Actor, marketplace: str, caller: UUID, language: str
) -> list[CallBackRow]:
    """Return the open incidents about a client, by Person ID, the newest first: at most a few.

    One that was merged counts as open while the one that goes on in its place is.
    """
    found = Incident.objects.visible_to(actor).filter(marketplace=marketplace)
    open_states = sorted(state.value for state in OPEN_STATES)
    found = found.filter(Q(state__in=open_states) | Q(merged_into__state__in=open_states))
    found = found.filter(consumer_links__person__person_id=person_id)
    return _rows(found, caller=caller, language=language)


def _rows(found: IncidentQuerySet, *, caller: UUID | None, language: str) -> list[CallBackRow]:
    found = found.select_related("filed_by", "merged_into").prefetch_related("consumers")
    incidents = list(found.order_by("-running")[:MOST])
    mine = _of_caller(incidents, caller)
    return [_row(one, is_callers=one.id in mine, language=language) for one in incidents]


def _of_caller(incidents: Iterable[Incident], caller: UUID | None) -> set[UUID]:
    account = Account.objects.filter(pk=caller).first() if caller else None
    if account is None:
        return set()
    visible = Incident.objects.visible_to(people.actor_of(account))
    return set(visible.filter(pk__in=[one.pk for one in incidents]).values_list("pk", flat=True))


def _row(incident: Incident, *, is_callers: bool, language: str) -> CallBackRow:
    labels = labels_of(incident, language=language)
    last = _last(incident)
    return CallBackRow(
        number=incident.number,
        groups=tuple(rules.read_out(incident.number)),
        marketplace=incident.marketplace,
        zone=labels.pack.identity.zone,
        type=incident.type,
        type_title=labels.type_title,
        state=incident.state,
        merged_into=incident.merged_into.number if incident.merged_into else "",
        team_name=labels.team_name(incident.team),
        filed_by=incident.filed_by.name,
        is_callers=is_callers,
        opened_at=incident.opened_at,
        reply_due_at=incident.reply_due_at,
        next_due_at=incident.next_due_at,
        is_paused=incident.paused_at is not None,
        is_answered=incident.replied_at is not None,
        person_ids=tuple(one.person_id for one in incident.consumers.all()),
        last_words=last.text if last else "",
        last_at=last.at if last else None,
    )


def _last(incident: Incident) -> Post | None:
    told = incident.posts.filter(kind__in=[kind.value for kind in _TOLD])
    return told.order_by("-at", "-id").first()
