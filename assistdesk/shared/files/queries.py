"""Questions about attachments."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from assistdesk.shared.files import subjects
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere

LOOSE_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """What lists and the API show of a file. `findings` is None while the guard has not looked."""

    id: UUID
    name: str = field(repr=False)
    size: int
    kind: str
    content_type: str
    screening: str
    findings: int | None
    made_at: datetime


def row_of(attachment: Attachment) -> AttachmentRow:
    """Return what is shown of `attachment`."""
    return AttachmentRow(
        id=attachment.id,
        name=attachment.name,
        size=attachment.size,
        kind=attachment.kind,
        content_type=attachment.content_type,
        screening=attachment.screening,
        findings=attachment.findings,
        made_at=attachment.made_at,
    )


def of_subject(kind: str, subject_id: UUID) -> list[AttachmentRow]:
    """Return the files of a subject, the oldest first. Ask only for somebody who may see it."""
    rows = Attachment.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("made_at", "id")
    return [row_of(attachment) for attachment in rows]


def loose_of(actor: Actor, attachment_ids: Collection[UUID]) -> list[AttachmentRow]:
    """Return those of the files that `actor` uploaded and nothing has taken yet, the oldest first."""
    rows = Attachment.objects.filter(
        id__in=attachment_ids, owner_id=actor.account_id, linked_at__isnull=True
    ).order_by("made_at", "id")
    return [row_of(attachment) for attachment in rows]


def attachment(attachment_id: UUID, *, actor: Actor, at: datetime) -> AttachmentRow:
    """Return one file's row.

    Raises:
        NotThere: there is none, or none that `actor` may see.
    """
    return row_of(visible(attachment_id, actor=actor, at=at))


def visible(attachment_id: UUID, *, actor: Actor, at: datetime) -> Attachment:
    """Return a file that `actor` may see: their own while it is loose, else one of a subject they may see.

    Raises:
        NotThere: there is none.
    """
    found = Attachment.objects.filter(id=attachment_id).first()
    if found is None or not actor.is_signed_in or not actor.serves(found.marketplace):
        raise NotThere
    if found.subject_id is None:
        is_visible = found.owner_id == actor.account_id
    else:
        is_visible = subjects.may_see(found.subject_kind, actor=actor, subject_id=found.subject_id, at=at)
    if not is_visible:
        raise NotThere
    return found


def is_anything_loose(*, at: datetime) -> bool:
    """Return whether a file was left unlinked for so long that it is to be forgotten."""
    return Attachment.objects.filter(linked_at__isnull=True, made_at__lte=at - LOOSE_FOR).exists()
