"""Incidents that were merged, as one actor meets them: the one that goes on, with what they may see of it."""

from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from assistdesk.escalations.models import Incident, IncidentClock, IncidentQuerySet
from assistdesk.escalations.refusals import IncidentNotFound
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.rules.originals import has_need
from assistdesk.escalations.states import ABOUT_ADDITION, ABOUT_INCIDENT, Timed
from assistdesk.shared.files import queries as files
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput

_STANDING = (
    "number", "state", "team", "urgent", "reply_due_at", "other_due_at", "replied_at", "paused_at", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MergedRow:
    """One incident that was merged into another, for those who may see it.

    `owed_until` is when the answer that its helper still waits for is due; None where none is owed.
    """

    number: str
    filed_by: str
    agency: str
    description: str = field(repr=False)
    opened_at: datetime
    owed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Family:
    """What an actor finds under a number: an incident, and those that were merged into it.

    Somebody who may not see the one that goes on finds their own, standing where the other stands:
    `incident` has then the number, state and due time of that one, and `own` is theirs as it is.
    `merged` leaves out what the actor may not see.
    """

    incident: Incident
    own: Incident
    merged: tuple[Incident, ...]

    @property
    def members(self) -> tuple[Incident, ...]:
        """All whose words the actor reads, the one of the number first."""
        return (self.own, *self.merged)

    @property
    def merged_into(self) -> str | None:
        """The number to use now, where this one was merged into another."""
        head = self.own.merged_into
        return head.number if head is not None and head.number != self.incident.number else None

    def rows(self) -> list[MergedRow]:
        """Return what was merged into the incident, the oldest first, without the one that stands for it."""
        running = IncidentClock.objects.running().filter(kind=Timed.REPLY.value)
        clocks = running.filter(incident__in=self.merged) if self.merged else running.none()
        owed = dict(clocks.values_list("incident_id", "due_at"))
        return [
            MergedRow(
                number=one.number,
                filed_by=one.filed_by.name,
                agency=one.agency.name if one.agency else "",
                description=one.description,
                opened_at=one.opened_at,
                owed_until=owed.get(one.id),
            )
            for one in self.merged
        ]


def family(ref: IncidentRef, *, actor: Actor) -> Family:
    """Return what the actor finds under a number; two queries, three for a number that is not theirs.

    Raises:
        IncidentNotFound: there is nothing to this actor.
        InvalidInput: several marketplaces have one of that number, and none was named.
    """
    visible = Incident.objects.visible_to(actor)
    related = visible.select_related("filed_by", "assignee", "agency", "merged_into")
    found = _one(related.named(ref.number, marketplace=ref.marketplace))
    if found is not None:
        merged = Incident.objects if actor.is_staff else visible
        rows = merged.filter(merged_into=found).select_related("filed_by", "agency", "merged_into")
        return Family(found, found, tuple(rows.order_by("opened_at", "id")))
    own = list(related.merged_into(ref.number, marketplace=ref.marketplace).order_by("opened_at", "id"))
    if not own:
        raise IncidentNotFound
    return Family(_in_its_place(own[0]), own[0], tuple(own[1:]))


def merged_into(ref: IncidentRef, *, actor: Actor) -> str | None:
    """Return the number of the incident that goes on in this one's place; None where it goes on itself."""
    found = Incident.objects.visible_to(actor).named(ref.number, marketplace=ref.marketplace)
    return found.values_list("merged_into__number", flat=True).first()


def attachments_of(known: Family, *, actor: Actor) -> list[AttachmentRow]:
    """Return the files of all whose words the actor reads, and to colleagues what other helpers added.

    Where the actor has no need of what is personal in them, it is their boxed copies.
    """
    kinds = (ABOUT_INCIDENT, ABOUT_ADDITION) if actor.is_staff else (ABOUT_INCIDENT,)
    rows: list[AttachmentRow] = []
    for is_needed, members in groupby(
        sorted(known.members, key=lambda one: _is_needed(one, actor)), lambda one: _is_needed(one, actor)
    ):
        ids = [one.id for one in members]
        found = files.of_subjects(dict.fromkeys(kinds, ids))
        rows += found if is_needed else [files.boxed(row) for row in found]
    return sorted(rows, key=lambda row: (row.made_at, row.id))


def _is_needed(incident: Incident, actor: Actor) -> bool:
    return has_need(actor, filed_by=incident.filed_by_id, teams=incident.teams_at_it)


def _one(found: IncidentQuerySet) -> Incident | None:
    rows = list(found.order_by("id")[:2])
    if len(rows) > 1:
        raise InvalidInput([FieldError("marketplace", "Say which marketplace's incident you mean.")])
    return rows[0] if rows else None


def _in_its_place(own: Incident) -> Incident:
    """Return an incident as it stands under the number of the one that it was merged into; never saved."""
    assert own.merged_into is not None
    shown = copy(own)
    for name in _STANDING:
        setattr(shown, name, getattr(own.merged_into, name))
    shown.clock_started_at = None
    return shown
