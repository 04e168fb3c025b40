"""One incident, whole: its thread with each mail's fate, its history, and why its answer is due then."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from assistdesk.escalations.models import Incident, IncidentConsumer, Post, Step
from assistdesk.escalations.queries import with_offices
from assistdesk.escalations.queries.consumers import ConsumerRow
from assistdesk.escalations.queries.families import Family, MergedRow, attachments_of, family
from assistdesk.escalations.queries.labels import Labels, labels_of
from assistdesk.escalations.queries.with_offices import HandoffRow, OfficePost
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import (
    ABOUT_INCIDENT,
    DIRECTIONS,
    OPEN_STATES,
    STAFF_ONLY,
    WORDS_FOR_STAFF,
    Direction,
    IncidentState,
    PostKind,
    moves_from,
)
from assistdesk.shared.calendar import Clock, ClockKind, Day, explain
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging.queries import Fate
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.business_time import business_calendar

_SAID_TO_HELPERS = frozenset({"wait_for_helper", "resolve"})
_FOR_STAFF = ("assign", "nudge", "take_back")


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field of the type with what was answered; `value` is the key where there were choices."""

    key: str
    label: str
    value: str = field(repr=False)
    shown: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of the thread. `delivery` is the fate of its mail; None where no mail went out.

    `office` is whom it went to or came from where that is an office outside; `is_from_other` says that
    somebody else there wrote it than the directory names.
    """

    id: UUID
    kind: str
    direction: Direction
    author: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
    delivery: Fate | None
    office: str = ""
    is_from_other: bool = False


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the history."""

    move: str
    from_state: str
    to_state: str
    actor: str
    assignee: str
    reason: str = field(repr=False)
    at: datetime


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
        team_label=labels.team_public_label(found.team),
        consumers=_consumers(known),
        fields=_filled(found, labels),
        checked=_checked(found, labels),
        messages=_messages(known, labels, actor=actor),
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


def _messages(known: Family, labels: Labels, *, actor: Actor) -> list[MessageRow]:
    ids = [one.id for one in known.members]
    fates = {one.id: one for one in messages.fates_of(ABOUT_INCIDENT, ids)}
    posts = Post.objects.filter(incident__in=ids).select_related("author", "incident").order_by("at", "id")
    offices = with_offices.office_posts(ids, language=labels.language)
    return [
        _with_office(_message(post, fates, labels, actor=actor), offices.get(post.id), actor=actor)
        for post in posts
        if actor.is_staff or PostKind(post.kind) not in STAFF_ONLY
    ]


def _message(post: Post, fates: dict[UUID, Fate], labels: Labels, *, actor: Actor) -> MessageRow:
    kind = PostKind(post.kind)
    fate = fates.get(post.outgoing_id) if post.outgoing_id else None
    team = labels.team_public_label(post.incident.team)
    is_colleague = DIRECTIONS[kind] is not Direction.IN
    author = post.author.name if post.author and (actor.is_staff or not is_colleague) else team
    return MessageRow(
        id=post.id,
        kind=kind.value,
        direction=DIRECTIONS[kind],
        author=author,
        subject=fate.subject if fate else "",
        text=post.text or (fate.text if fate else ""),
        at=post.at,
        delivery=fate,
    )


def _with_office(row: MessageRow, post: OfficePost | None, *, actor: Actor) -> MessageRow:
    """Return a message with the office that it went to or came from; helpers don't get the words of those."""
    if post is None:
        return row
    is_theirs = row.kind == PostKind.FROM_AGENCY
    row = replace(
        row,
        author=post.office if is_theirs else row.author,
        office=post.office,
        is_from_other=post.is_from_other,
    )
    if actor.is_staff or PostKind(row.kind) not in WORDS_FOR_STAFF:
        return row
    return replace(row, subject="", text="", delivery=None)


def _timeline(found: Incident, labels: Labels, *, actor: Actor) -> list[StepRow]:
    steps = found.steps.select_related("actor", "assignee").order_by("id")
    if not actor.is_staff:
        steps = steps.exclude(move__in=_FOR_STAFF)
    return [_step(step, labels, actor=actor) for step in steps]


def _step(step: Step, labels: Labels, *, actor: Actor) -> StepRow:
    is_own = step.actor_id is not None and step.actor_id == step.incident.filed_by_id
    name = step.actor.name if step.actor and (actor.is_staff or is_own) else ""
    return StepRow(
        move=step.move,
        from_state=step.from_state,
        to_state=step.to_state,
        actor=name or labels.team_public_label(step.incident.team),
        assignee=step.assignee.name if step.assignee and actor.is_staff else "",
        reason=step.reason if actor.is_staff or step.move in _SAID_TO_HELPERS else "",
        at=step.at,
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
