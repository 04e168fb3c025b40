"""The files that go along with a mail to an office: chosen, and shown beside the copies that leave."""

from itertools import zip_longest
from uuid import UUID

from assistdesk.escalations import services
from assistdesk.escalations.queries import IncidentView
from assistdesk.escalations.views.desks import Desk
from assistdesk.shared.files import queries as files
from assistdesk.shared.files import services as file_services
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.refusals import FieldError, InvalidInput

MOST_FILES = 10


def chosen(request: ActorRequest) -> tuple[UUID, ...]:
    """Return the files that were ticked, each once.

    Raises:
        InvalidInput: there are too many, or one is none.
    """
    ticked = list(dict.fromkeys(request.POST.getlist("files")))
    try:
        ids = tuple(UUID(one) for one in ticked)
    except ValueError:
        ids = ()
    if len(ids) != len(ticked) or len(ids) > MOST_FILES:
        raise InvalidInput([FieldError("files", "A file can't go along. Choose among those that may leave.")])
    return ids


def offered(request: ActorRequest, view: IncidentView) -> dict[str, object]:
    """Return what the page on which somebody writes shows of files."""
    ticked = set(request.POST.getlist("files"))
    rows = services.enclosable_files(view.incident)
    return {"files": rows, "chosen": {row.id for row in rows if str(row.id) in ticked}}


def shown(request: ActorRequest, desk: Desk, view: IncidentView) -> dict[str, object]:
    """Return the chosen files, each with its pages beside those of the copy; that is recorded."""
    ids = chosen(request)
    rows = [row for row in services.enclosable_files(view.incident) if row.id in ids]
    pairs = []
    for row in rows:
        pages: list[tuple[object, object]] = []
        if row.leaves:
            own = file_services.open_pages(row.id, actor=desk.actor, at=desk.at)
            pages = list(zip_longest(own.pages, files.boxed_pages(row.id)))
        pairs.append((row, pages))
    return {"files": pairs, "waits": any(row.may_leave_later for row in rows)}
