"""What happens to attachments inside somebody's transaction: they join a subject, a check of them ends."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from assistdesk.shared import jobs, transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.states import (
    LEAVING,
    PREVIEW,
    SCAN,
    SCREENING,
    HeldWhy,
    NoPreview,
    Scan,
    Screening,
)
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput

LEASE = timedelta(minutes=3)  # longer than scan and drawing may take together
_INFECTED = "%(name)s holds malware. Remove it, and attach a clean file."


def link(
    attachment_ids: Sequence[UUID], *, subject_kind: str, subject_id: UUID, actor: Actor, at: datetime
) -> None:
    """Let files that `actor` uploaded belong to a subject; from now on those who may see it see them.

    The desk itself links those that came by mail from no account. One that waits for the scanner can be
    linked, so that nobody has to wait with an urgent incident; it is not handed out before it is clean.

    Raises:
        NoTransaction: the caller holds no transaction open.
        InvalidInput: one is not there, not the actor's, belongs to something already, or holds malware.
    """
    transactions.required()
    wanted = set(attachment_ids)
    own = Attachment.objects.filter(id__in=wanted, owner_id=actor.account_id, linked_at__isnull=True)
    found = list(own.select_for_update().order_by("id"))
    if len(found) != len(wanted):
        raise InvalidInput([FieldError("attachments", "A file is not there any more. Attach it again.")])
    infected = [
        FieldError("attachments", _INFECTED, (("name", one.name),)) for one in found if _is_infected(one)
    ]
    if infected:
        raise InvalidInput(infected)
    for attachment in found:
        _link(attachment, subject_kind=subject_kind, subject_id=subject_id, actor=actor, at=at)


def link_again(
    *, from_kind: str, from_id: UUID, subject_kind: str, subject_id: UUID, actor: Actor, at: datetime
) -> int:
    """Let all files of one subject belong to another, as when a mail that waited joins; return how many.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    rows = Attachment.objects.filter(subject_kind=from_kind, subject_id=from_id)
    found = list(rows.select_for_update().order_by("id"))
    for attachment in found:
        _link(attachment, subject_kind=subject_kind, subject_id=subject_id, actor=actor, at=at)
    return len(found)


def finish(attachment: Attachment, *, types: Iterable[str]) -> None:
    """Say that the guard has looked through a file, and what types it found; the caller saves it."""
    attachment.screening = SCREENING.target("finish").value
    attachment.found = dict(sorted(Counter(types).items()))
    attachment.findings = sum(attachment.found.values())


def hold(attachment: Attachment, *, why: HeldWhy) -> None:
    """Say that the guard could not look into a file, so it stays inside; the caller saves it."""
    attachment.screening = SCREENING.target("hold").value
    attachment.held_why = why.value


def is_to_be_seen(attachment: Attachment) -> bool:
    """Return whether the guard waits for somebody to read the pages of a file."""
    return attachment.kind in LEAVING and Screening(attachment.screening) is Screening.PENDING


def settle(attachment: Attachment, *, at: datetime) -> None:
    """Say that what was due is done: a file's pages are read next, or nothing; the caller saves it.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    attachment.due_at = at + LEASE if is_to_be_seen(attachment) else None
    if attachment.due_at is not None:
        jobs.queue("files.read", attachment_id=str(attachment.id))


def await_scan(attachment: Attachment) -> None:
    """Say that the scanner has to answer before a file is handed out; the caller saves it."""
    attachment.scan = SCAN.target("await").value


def clear_scan(attachment: Attachment, *, at: datetime) -> None:
    """Say that the scanner found nothing; the caller saves it."""
    attachment.scan = SCAN.target("clear").value
    attachment.scanned_at = at


def condemn(attachment: Attachment, *, signature: str, at: datetime) -> None:
    """Say that the scanner found malware, so that nothing of a file is shown; the caller saves it."""
    attachment.scan = SCAN.target("condemn").value
    attachment.scanned_at = at
    attachment.signature = signature
    withdraw_preview(attachment, why=NoPreview.INFECTED)


def show(attachment: Attachment, *, page_count: int) -> None:
    """Say that a file can be looked at as pictures; the caller saves it."""
    attachment.preview = PREVIEW.target("show").value
    attachment.page_count = page_count


def give_up(attachment: Attachment, *, why: NoPreview) -> None:
    """Say that there will be no pictures of a file; the caller saves it."""
    attachment.preview = PREVIEW.target("give_up").value
    attachment.no_preview = why.value


def withdraw_preview(attachment: Attachment, *, why: NoPreview) -> None:
    """Say that the pictures of a file are shown no more; the caller removes and saves it."""
    attachment.preview = PREVIEW.target("withdraw").value
    attachment.no_preview = why.value


def _link(attachment: Attachment, *, subject_kind: str, subject_id: UUID, actor: Actor, at: datetime) -> None:
    attachment.subject_kind, attachment.subject_id, attachment.linked_at = subject_kind, subject_id, at
    attachment.save(update_fields=["subject_kind", "subject_id", "linked_at"])
    audit.record(
        action="files.attachment.linked",
        subject=attachment.id,
        actor=actor,
        at=at,
        facts={"subject_kind": subject_kind, "subject_id": str(subject_id)},
    )


def _is_infected(attachment: Attachment) -> bool:
    return Scan(attachment.scan) is Scan.INFECTED
