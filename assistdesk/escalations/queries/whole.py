"""One incident, whole: its thread with each mail's fate, its history, and why its answer is due then."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from assistdesk.escalations.models import Incident, IncidentConsumer, Step
from assistdesk.escalations.queries import with_offices
from assistdesk.escalations.queries.consumers import ConsumerRow
from assistdesk.escalations.queries.families import Family, MergedRow, attachments_of, family
from assistdesk.escalations.queries.labels import Labels, labels_of
from assistdesk.escalations.queries.threads import MessageRow, thread_of
from assistdesk.escalations.queries.with_offices import HandoffRow
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import (
    OPEN_STATES,
    STEPS_FOR_STAFF,
    IncidentState,
    moves_from,
)
from assistdesk.shared.calendar import Clock, ClockKind, Day, explain
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.business_time import business_calendar

_SAID_TO_HELPERS = frozenset({"wait_for_helper", "resolve"})


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field of the type with what was answered; `value` is the key where there were choices."""

    key: str
    label: str
    value: str = field(repr=False)
    shown: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the history. `is_own` tells whether the actor took it."""

    id: int
    move: str
    from_state: str
    to_state: str
    actor: str
    assignee: str
    reason: str = field(repr=False)
    at: datetime
    version: int | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of the incident's team."""

    username: str
    name: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """All that one actor may know of an incident. `days` say why an answer is due when it is."""

    incident: Incident
    labels: Labels
    zone: str
    team_label: str
    consumers: list[ConsumerRow]
    fields: list[FilledField]
    checked: list[str]
    messages: list[MessageRow]
    attachments: list[AttachmentRow]
    timeline: list[StepRow]
    days: tuple[Day, ...]
    moves: list[str]
    members: list[MemberRow]
    merged_into: str | None
    merged: list[MergedRow]
    can_work: bool
    can_reply: bool
    handoffs: list[HandoffRow]
    can_hand_on: bool


def incident(ref: IncidentRef, *, actor: Actor, language: str) -> IncidentView:
    """Return an incident whole, as far as the actor may see it; a fixed number of queries.

    Raises:
        IncidentNotFound: there is none to this actor.
        InvalidInput: several marketplaces have one of that number, and none was named.
    """
    known = family(ref, actor=actor)
    found = known.incident
    labels = labels_of(found, language=language)
    is_team = actor.may(Permission.WORK_INCIDENTS) and found.team in actor.teams
    can_work = is_team and known.merged_into is None
    return IncidentView(
        incident=found,
        labels=labels,
        zone=labels.pack.identity.zone,
        team_label=(labels.team_name if actor.is_staff else labels.team_public_label)(found.team),
        consumers=_consumers(known),
        fields=_filled(found, labels),
        checked=_checked(found, labels),
        messages=thread_of(known, labels, actor=actor),
        attachments=attachments_of(known, actor=actor),
        timeline=_timeline(found, labels, actor=actor),
        days=_days(found, labels),
        moves=moves_from(IncidentState(found.state)) if can_work else [],
        members=_members(found) if can_work else [],
        can_work=can_work,
        merged_into=known.merged_into,
        merged=known.rows(),
        can_reply=can_work or (actor.is_helper and actor.may(Permission.REPLY_TO_INCIDENTS)),
        handoffs=with_offices.handoffs_of(found, language=language),
        can_hand_on=can_work and IncidentState(found.state) in OPEN_STATES and labels.hands_on(found.team),
    )


def one_incident(ref: IncidentRef, *, actor: Actor) -> Incident:
    """Return one incident as `actor` may see it, with the people of its head.

    Raises:
        IncidentNotFound: there is none to this actor.
        InvalidInput: several marketplaces have one of that number, and none was named.
    """
    return family(ref, actor=actor).incident


def _consumers(known: Family) -> list[ConsumerRow]:
    links = IncidentConsumer.objects.filter(incident__in=known.members).select_related("person")
    persons = {link.person_id: link for link in links.order_by("incident__opened_at", "place", "id")}
    return [
        ConsumerRow(
            id=link.person.id,
            person_id=link.person.person_id,
            first_name=link.person.first_name,
            last_name=link.person.last_name,
            date_of_birth=link.person.date_of_birth,
            carrier=link.person.carrier,
        )
        for link in persons.values()
    ]


def _filled(found: Incident, labels: Labels) -> list[FilledField]:
    filled = []
    for one in labels.kind.fields:
        value = found.fields.get(one.key, "")
        names = {choice.key: choice.label.in_language(labels.language) for choice in one.choices}
        if value:
            label = one.label.in_language(labels.language)
            filled.append(FilledField(one.key, label, value, names.get(value, value)))
    return filled


def _checked(found: Incident, labels: Labels) -> list[str]:
    day = found.opened_at.astimezone(ZoneInfo(labels.pack.identity.zone)).date()
    materials = labels.pack.guide_on(day).materials
    return [
        materials[key].title.in_language(labels.language) if key in materials else key
        for key in found.checked
    ]


def _timeline(found: Incident, labels: Labels, *, actor: Actor) -> list[StepRow]:
    steps = found.steps.select_related("actor", "assignee").order_by("id")
    if not actor.is_staff:
        steps = steps.exclude(move__in=STEPS_FOR_STAFF)
    return [_step(step, labels, actor=actor) for step in steps]


def _step(step: Step, labels: Labels, *, actor: Actor) -> StepRow:
    is_helpers = step.actor_id is not None and step.actor_id == step.incident.filed_by_id
    name = step.actor.name if step.actor and (actor.is_staff or is_helpers) else ""
    return StepRow(
        id=step.id,
        move=step.move,
        from_state=step.from_state,
        to_state=step.to_state,
        actor=name or labels.team_public_label(step.incident.team),
        assignee=step.assignee.name if step.assignee and actor.is_staff else "",
        reason=step.reason if actor.is_staff or step.move in _SAID_TO_HELPERS else "",
        at=step.at,
        version=step.version,
        is_own=step.actor_id is not None and step.actor_id == actor.account_id,
    )


def _days(found: Incident, labels: Labels) -> tuple[Day, ...]:
    if found.clock_started_at is None:
        return ()
    day = found.opened_at.astimezone(ZoneInfo(labels.pack.identity.zone)).date()
    calendar = business_calendar(labels.pack.calendar_on(day), language=labels.language)
    clock = Clock(ClockKind(found.clock_kind), found.clock_amount)
    return explain(calendar, start=found.clock_started_at, clock=clock)


def _members(found: Incident) -> list[MemberRow]:
    return [MemberRow(one.username, one.name) for one in people.team_members(found.marketplace, found.team)]
