"""The files that the guard could not look through, and that a person may let leave."""

from dataclasses import dataclass

from django.db.models import Q

from assistdesk.shared import cursors
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.queries import AttachmentRow, row_of
from assistdesk.shared.files.states import LEAVING, RELEASABLE, SCREENING
from assistdesk.shared.people.actors import Actor

PAGE = 25


@dataclass(frozen=True, slots=True)
class HeldFiles:
    """A page of held files, the oldest first; `next` is the cursor of the page after it."""

    items: list[AttachmentRow]
    next: str | None


def held_files(*, actor: Actor, marketplace: str, cursor: str | None, limit: int = PAGE) -> HeldFiles:
    """Return a page of a marketplace's held files that a person may let leave; none to who belongs elsewhere.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    if not actor.serves(marketplace):
        return HeldFiles([], None)
    held = Attachment.objects.filter(
        marketplace=marketplace,
        screening=SCREENING.target("hold").value,
        held_why__in=sorted(one.value for one in RELEASABLE),
        kind__in=sorted(LEAVING),
        linked_at__isnull=False,
    )
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        at, row_id = cursors.moment(place[0]), cursors.key(place[1])
        held = held.filter(Q(made_at__gt=at) | Q(made_at=at, id__gt=row_id))
    found = list(held.order_by("made_at", "id")[: limit + 1])
    items, more = found[:limit], found[limit:]
    following = cursors.encode(items[-1].made_at.isoformat(), str(items[-1].id)) if more else None
    return HeldFiles([row_of(one) for one in items], following)
