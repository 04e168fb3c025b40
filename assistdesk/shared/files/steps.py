"""What happens to attachments inside somebody's transaction: they join a subject, their screening ends."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.states import SCREENING
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput


def link(
    attachment_ids: Sequence[UUID], *, subject_kind: str, subject_id: UUID, actor: Actor, at: datetime
) -> None:
    """Let files that `actor` uploaded belong to a subject; from now on those who may see it see them.

    Raises:
        NoTransaction: the caller holds no transaction open.
        InvalidInput: one of them is not there, not the actor's, or belongs to something already.
    """
    transactions.required()
    wanted = set(attachment_ids)
    own = Attachment.objects.filter(id__in=wanted, owner_id=actor.account_id, linked_at__isnull=True)
    found = list(own.select_for_update().order_by("id"))
    if len(found) != len(wanted):
        raise InvalidInput([FieldError("attachments", "A file is not there any more. Attach it again.")])
    for attachment in found:
        attachment.subject_kind, attachment.subject_id, attachment.linked_at = subject_kind, subject_id, at
        attachment.save(update_fields=["subject_kind", "subject_id", "linked_at"])
        audit.record(
            action="files.attachment.linked",
            subject=attachment.id,
            actor=actor,
            at=at,
            facts={"subject_kind": subject_kind, "subject_id": str(subject_id)},
        )


def finish(attachment: Attachment, *, findings: int) -> None:
    """Say that the guard has looked through a file; the caller saves it."""
    attachment.screening = SCREENING.target("finish").value
    attachment.findings = findings


def hold(attachment: Attachment) -> None:
    """Say that the guard could not look into a file, so it stays inside; the caller saves it."""
    attachment.screening = SCREENING.target("hold").value
