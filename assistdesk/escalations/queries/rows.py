"""Rows of lists of incidents, and the places in them that cursors name."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from assistdesk.escalations.models import Incident, IncidentConsumer, IncidentQuerySet
from assistdesk.escalations.queries.labels import labels_of
from assistdesk.escalations.rules.finding import Piece
from assistdesk.shared.refusals import FieldError, InvalidInput

MOST = 100
PAGE = 25
LONGEST_BEGINNING = 90


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident in a list. `consumers` and `begins` are for those who may see the incident anyway.

    `consumers` are names; `begins` are the first words of the description, up to `LONGEST_BEGINNING` letters.

    `merged_into` is the number of the one that goes on in its place, empty where it goes on by itself.
    Where something was looked for, `excerpt` is what shows the hits best; `is_of_note` says that it is of a
    note, which helpers never see.
    """

    id: UUID
    version: int
    number: str
    marketplace: str
    zone: str
    type: str
    type_title: str
    state: str
    merged_into: str
    team: str
    team_name: str
    urgent: bool
    opened_at: datetime
    changed_at: datetime
    reply_due_at: datetime | None
    next_due_at: datetime | None
    is_answered: bool
    is_paused: bool
    filed_by: str
    assignee: str
    person_ids: tuple[str, ...]
    consumers: tuple[str, ...]
    begins: str = field(repr=False)
    excerpt: tuple[Piece, ...] = ()
    is_of_note: bool = False


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """A page of incidents; `next` is the cursor of the page after it.

    `found` is how many there are in all, where something was looked for; with `is_more`, these are the newest
    of more than that.
    """

    items: list[IncidentRow]
    next: str | None
    found: int | None = None
    is_more: bool = False


def with_names(found: IncidentQuerySet) -> IncidentQuerySet:
    """Return the incidents with the people that a row names; two queries together."""
    links = IncidentConsumer.objects.select_related("person").order_by("place")
    return found.select_related("filed_by", "assignee", "merged_into").prefetch_related(
        Prefetch("consumer_links", queryset=links)
    )


def moment_in(text: str) -> datetime:
    """Return the moment in a part of a cursor.

    Raises:
        InvalidInput: there is none.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise no_cursor() from None
    if at.tzinfo is None:
        raise no_cursor()
    return at


def id_in(text: str) -> UUID:
    """Return the key in a part of a cursor.

    Raises:
        InvalidInput: there is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise no_cursor() from None


def no_cursor() -> InvalidInput:
    """Return the refusal of a cursor that is none of this list."""
    return InvalidInput([FieldError("cursor", "Take the cursor from the answer before, as it is.")])


def row_of(incident: Incident, *, language: str) -> IncidentRow:
    """Return an incident as a row, from what `with_names` fetched."""
    labels = labels_of(incident, language=language)
    people = [link.person for link in incident.consumer_links.all()]
    return IncidentRow(
        id=incident.id,
        version=incident.version,
        number=incident.number,
        marketplace=incident.marketplace,
        zone=labels.pack.identity.zone,
        type=incident.type,
        type_title=labels.type_title,
        state=incident.state,
        merged_into=incident.merged_into.number if incident.merged_into else "",
        team=incident.team,
        team_name=labels.team_name(incident.team),
        urgent=incident.urgent,
        opened_at=incident.opened_at,
        changed_at=incident.changed_at,
        reply_due_at=incident.reply_due_at,
        next_due_at=incident.next_due_at,
        is_answered=incident.replied_at is not None,
        is_paused=incident.paused_at is not None,
        filed_by=incident.filed_by.name,
        assignee=incident.assignee.name if incident.assignee else "",
        person_ids=tuple(one.person_id for one in people),
        consumers=tuple(f"{one.first_name} {one.last_name}".strip() for one in people),
        begins=_beginning(incident.description),
    )


def _beginning(text: str) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(text[: 4 * LONGEST_BEGINNING].split())
    if len(line) <= LONGEST_BEGINNING:
        return line
    return line[:LONGEST_BEGINNING].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
