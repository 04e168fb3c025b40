"""The API of attachments."""

from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from assistdesk.shared import clock
from assistdesk.shared.files import queries, services
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import NotAuthorized

router = Router(tags=["attachments"])


class Attachment(Schema):
    """A file that was attached. `findings` is null while the privacy guard has not looked through it."""

    id: UUID
    name: str
    size: int
    content_type: str
    screening: Literal["pending", "done", "held"]
    findings: int | None


@router.post("/attachments", auth=api_allows(Permission.UPLOAD_FILES), response={201: Attachment})
def upload(request: ActorRequest, file: Annotated[UploadedFile, File()]) -> Status[AttachmentRow]:
    """Keep one file, for an escalation or a reply that comes next."""
    at = clock.now()
    if request.actor.marketplace is None:
        raise NotAuthorized
    pack = policy.running(request.actor.marketplace)
    day = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    limits = pack.escalations_on(day).attachment_limits
    return Status(201, services.store(file, limits=limits, pack=pack, actor=request.actor, at=at))


@router.get(
    "/attachments/{uuid:attachment_id}", auth=api_allows(Permission.SEE_INCIDENTS), response=Attachment
)
def attachment(request: ActorRequest, attachment_id: UUID) -> AttachmentRow:
    """Say what is known of one file. Its content is at `/attachments/{id}`, with the same token."""
    return queries.attachment(attachment_id, actor=request.actor, at=clock.now())
