"""Each time that an incident was handed on, and which messages of its thread went to or came from whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assistdesk.escalations.models import Handoff, HandoffPost, Incident


@dataclass(frozen=True, slots=True)
class HandoffRow:
    """One time that an incident was handed on. `is_waiting` until it is answered or ended."""

    id: UUID
    office: str
    kind: str
    name: str
    by_mail: bool
    sent_at: datetime
    due_at: datetime | None
    nudges: int
    nudged_at: datetime | None
    next_nudge_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class OfficePost:
    """Which office a message of the thread went to or came from, and whether somebody else there wrote it."""

    office: str
    is_from_other: bool


def handoffs_of(incident: Incident, *, language: str) -> list[HandoffRow]:
    """Return each time that an incident was handed on, the first one first; one query."""
    return [_row(one, language=language) for one in incident.handoffs.order_by("sent_at", "id")]


def office_posts(incident_ids: Collection[UUID], *, language: str) -> dict[UUID, OfficePost]:
    """Return which posts of these incidents went to or came from which office, by their ids; one query."""
    links = HandoffPost.objects.filter(post__incident__in=incident_ids).select_related("handoff")
    return {one.post_id: OfficePost(name_of(one.handoff, language), one.is_from_other) for one in links}


def _row(handoff: Handoff, *, language: str) -> HandoffRow:
    return HandoffRow(
        id=handoff.id,
        office=handoff.office,
        kind=handoff.kind,
        name=name_of(handoff, language),
        by_mail=bool(handoff.address),
        sent_at=handoff.sent_at,
        due_at=handoff.due_at,
        nudges=handoff.nudges,
        nudged_at=handoff.nudged_at,
        next_nudge_at=handoff.next_nudge_at,
        answered_at=handoff.answered_at,
        ended_at=handoff.ended_at,
        is_waiting=handoff.answered_at is None and handoff.ended_at is None,
    )


def name_of(handoff: Handoff, language: str) -> str:
    """Return what an office was called when it was handed an incident."""
    name: str = handoff.names.get(language) or next(iter(handoff.names.values()))
    return name
