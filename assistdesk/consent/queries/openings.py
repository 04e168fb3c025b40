"""The cases that staff opened in an emergency, for those who review them."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from assistdesk.consent.models import CaseOpening
from assistdesk.shared import cursors
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere

MOST = 50


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One opening of a case. `is_own`: the one who asks opened it, so somebody else reviews it."""

    id: UUID
    marketplace: str
    case_number: str
    name: str = field(repr=False)
    role: str
    reason: str = field(repr=False)
    opened_at: datetime
    ends_at: datetime
    reviewed_at: datetime | None
    reviewed_by: str = field(repr=False)
    remark: str = field(repr=False)
    is_own: bool


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """A page of openings, the newest first; `next` is the cursor of the page after it."""

    items: list[OpeningRow]
    next: str | None


def openings(actor: Actor, *, marketplace: str, is_waiting: bool, cursor: str | None) -> OpeningPage:
    """Return the openings of a marketplace; those that wait for a review alone where `is_waiting`.

    Raises:
        NotThere: the actor belongs to another marketplace.
        InvalidInput: the cursor is not one of this list.
    """
    if not actor.serves(marketplace):
        raise NotThere
    rows = CaseOpening.objects.filter(marketplace=marketplace)
    rows = rows.unreviewed() if is_waiting else rows
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        at, key = cursors.moment(place[0]), cursors.key(place[1])
        rows = rows.filter(Q(opened_at__lt=at) | Q(opened_at=at, id__lt=key))
    rows = rows.select_related("case", "account", "reviewed_by")
    found = list(rows.order_by("-opened_at", "-id")[: MOST + 1])
    last = found[MOST - 1] if found[MOST:] else None
    items = [_row(one, actor) for one in found[:MOST]]
    return OpeningPage(items, cursors.encode(last.opened_at.isoformat(), str(last.id)) if last else None)


def _row(one: CaseOpening, actor: Actor) -> OpeningRow:
    return OpeningRow(
        id=one.id,
        marketplace=one.marketplace,
        case_number=one.case.case_number,
        name=one.account.name,
        role=one.role,
        reason=one.reason,
        opened_at=one.opened_at,
        ends_at=one.ends_at,
        reviewed_at=one.reviewed_at,
        reviewed_by=one.reviewed_by.name if one.reviewed_by else "",
        remark=one.remark,
        is_own=one.account_id == actor.account_id,
    )
