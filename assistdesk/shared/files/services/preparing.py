"""Work on files in the background: the scan that is still due, then the pictures of a preview.

One job a file does what is due next and may be lost, late or doubled: a file that is claimed is looked at
again when its lease runs out. Scanner, storage and drawing are asked outside of any transaction.
"""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from assistdesk.shared import jobs
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import drawings, rules, scanner, screening, steps, subjects, vault
from assistdesk.shared.files.drawings import Drawing
from assistdesk.shared.files.models import Attachment, Rendition
from assistdesk.shared.files.places import picture_place, place_of
from assistdesk.shared.files.refusals import StorageDown
from assistdesk.shared.files.states import (
    PREVIEW,
    SCAN,
    SCREENING,
    HeldWhy,
    NoPreview,
    Preview,
    Scan,
    Screening,
)
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy

A_MOMENT = timedelta(seconds=1)
SCAN_SECONDS = 60.0
CLAIMED_AT_ONCE = 20
READ_ALONE = "docx"

log = structlog.get_logger("assistdesk.files")


@transaction.atomic(durable=True)
def claim_due(*, at: datetime) -> int:
    """Queue the work on files that is due, some at a time; return how many.

    What was kept before there was a scanner is due once there is one; it stays downloadable meanwhile.
    """
    due = Attachment.objects.filter(due_at__lte=at).order_by("due_at", "id")
    rows = list(due.select_for_update(skip_locked=True)[:CLAIMED_AT_ONCE])
    if not rows and scanner.is_configured():
        never = Attachment.objects.filter(scan=SCAN.start.value, due_at__isnull=True).order_by(
            "made_at", "id"
        )
        rows = list(never.select_for_update(skip_locked=True)[:CLAIMED_AT_ONCE])
    for row in rows:
        jobs.queue("files.prepare", attachment_id=str(row.id))
    Attachment.objects.filter(id__in=[row.id for row in rows]).update(due_at=at + steps.LEASE)
    return len(rows)


def prepare(attachment_id: UUID, *, at: datetime) -> None:
    """Do what is due for a file: scan it, and once it may be shown, draw it. Safe to run twice or late."""
    attachment = Attachment.objects.filter(id=attachment_id, due_at__isnull=False).first()
    if attachment is None:
        return
    try:
        content = vault.get(attachment.storage_name, place=place_of(attachment.id))
    except StorageDown:
        put_off(attachment_id, has_failed=True, at=at)
        return
    if _is_scan_due(attachment) and not _scan(attachment, content, at=at):
        return
    if Preview(attachment.preview) is Preview.PENDING:
        _draw(attachment, content, at=at)
    elif is_to_be_read(attachment):
        _read(attachment, content, at=at)
    else:
        _finish(attachment_id, at=at)


def is_to_be_read(attachment: Attachment) -> bool:
    """Return whether the guard waits for the text of a file that is read without being drawn."""
    return attachment.kind == READ_ALONE and Screening(attachment.screening) is Screening.PENDING


@transaction.atomic(durable=True)
def put_off(attachment_id: UUID, *, has_failed: bool, at: datetime) -> None:
    """Let the work on a file be done later: in a second, or later each time where it has failed."""
    attachment = Attachment.objects.select_for_update().filter(id=attachment_id, due_at__isnull=False).first()
    if attachment is not None:
        attachment.tries += int(has_failed)
        attachment.due_at = at + (rules.wait_after(attachment.tries) if has_failed else A_MOMENT)
        attachment.save(update_fields=["tries", "due_at"])


def _is_scan_due(attachment: Attachment) -> bool:
    state = Scan(attachment.scan)
    return state is Scan.PENDING or (SCAN.can("clear", state) and scanner.is_configured())


def _scan(attachment: Attachment, content: bytes, *, at: datetime) -> bool:
    """Ask the scanner, and return whether the file may be shown now. Without an answer, it is asked again."""
    try:
        said = scanner.scan(content, seconds=SCAN_SECONDS)
    except scanner.NoAnswer as no:
        log.warning("the scanner gave no answer", attachment=str(attachment.id), trouble=no.trouble.value)
        put_off(attachment.id, has_failed=True, at=at)
        return False
    if said.is_clean:
        _note_clean(attachment.id, at=at)
    else:
        _note_infected(attachment.id, said.signature, at=at)
    return said.is_clean


@transaction.atomic(durable=True)
def _note_clean(attachment_id: UUID, *, at: datetime) -> None:
    attachment = _locked(attachment_id)
    if attachment is not None and SCAN.can("clear", Scan(attachment.scan)):
        steps.clear_scan(attachment, at=at)
        attachment.tries = 0
        attachment.save(update_fields=["scan", "scanned_at", "tries"])


@transaction.atomic(durable=True)
def _note_infected(attachment_id: UUID, signature: str, *, at: datetime) -> None:
    """Put a file away: nothing of it is shown, what was drawn goes, and those whom it concerns are told."""
    attachment = _locked(attachment_id)
    if attachment is None or not SCAN.can("condemn", Scan(attachment.scan)):
        return
    steps.condemn(attachment, signature=signature, at=at)
    attachment.due_at = None
    attachment.save(update_fields=["scan", "scanned_at", "signature", "preview", "no_preview", "due_at"])
    pictures = attachment.renditions.all()
    vault.drop([picture.storage_name for picture in pictures], at=at)
    pictures.delete()
    audit.record(
        action="files.attachment.infected",
        subject=attachment.id,
        actor=Actor.system(attachment.marketplace),
        at=at,
        facts={"signature": signature},
    )
    subjects.tell_infected(attachment.subject_kind, attachment_id=attachment.id)


def _draw(attachment: Attachment, content: bytes, *, at: datetime) -> None:
    try:
        drawing = drawings.draw(content, kind=attachment.kind)
    except drawings.NotDrawn as failed:
        log.warning("a preview could not be drawn", attachment=str(attachment.id), why=failed.why.value)
        if failed.why is NoPreview.TOO_HARD and not rules.is_too_hard(attachment.tries + 1):
            put_off(attachment.id, has_failed=True, at=at)
        else:
            _give_up(attachment.id, failed.why, at=at)
        return
    try:
        pictures = _kept(attachment.id, drawing, at=at)
    except StorageDown:
        put_off(attachment.id, has_failed=True, at=at)
        return
    if not _show(attachment.id, drawing, pictures, at=at):
        vault.abandon([picture.storage_name for picture in pictures])


def _read(attachment: Attachment, content: bytes, *, at: datetime) -> None:
    """Let the guard look through the text of a document; hold what can't be read."""
    try:
        text = drawings.text_of(content, kind=attachment.kind)
    except drawings.NotDrawn:
        if not rules.is_too_hard(attachment.tries + 1):
            put_off(attachment.id, has_failed=True, at=at)
            return
        _hold(attachment.id)
    else:
        _screen(attachment.id, text, at=at)
    _finish(attachment.id, at=at)


def _screen(attachment_id: UUID, text: str | None, *, at: datetime) -> None:
    """Let the guard look through a text; what has pictures besides is held: it never leaves anyhow."""
    if text is None:
        _hold(attachment_id)
        return
    with transaction.atomic(durable=True):
        attachment = _locked(attachment_id)
        if attachment is not None and SCREENING.can("finish", Screening(attachment.screening)):
            screening.screen(attachment, text, pack=policy.running(attachment.marketplace), at=at)
            attachment.save(update_fields=["screening", "findings", "found", "held_why"])
            if attachment.findings:
                subjects.tell_found(attachment.subject_kind, attachment_id=attachment.id)


@transaction.atomic(durable=True)
def _hold(attachment_id: UUID) -> None:
    attachment = _locked(attachment_id)
    if attachment is not None and SCREENING.can("hold", Screening(attachment.screening)):
        steps.hold(attachment, why=HeldWhy.UNREAD)
        attachment.save(update_fields=["screening", "held_why"])


def _kept(attachment_id: UUID, drawing: Drawing, *, at: datetime) -> list[Rendition]:
    """Return rows for pictures whose contents lie in the storage."""
    rows: list[Rendition] = []
    for picture in drawing.pictures:
        row = Rendition(
            attachment_id=attachment_id,
            kind=picture.kind.value,
            number=picture.number,
            content_type=picture.content_type,
            width=picture.width,
            height=picture.height,
        )
        place = picture_place(attachment_id, kind=row.kind, number=row.number)
        row.storage_name = vault.put(picture.content, place=place, at=at)
        rows.append(row)
    return rows


@transaction.atomic(durable=True)
def _show(attachment_id: UUID, drawing: Drawing, pictures: list[Rendition], *, at: datetime) -> bool:
    """Let a file be looked at; return whether that was still wanted."""
    attachment = _locked(attachment_id)
    if attachment is None or not PREVIEW.can("show", Preview(attachment.preview)):
        return False
    steps.show(attachment, page_count=drawing.page_count)
    attachment.has_scripts = attachment.has_scripts or drawing.has_scripts
    attachment.tries = 0
    steps.settle(attachment, at=at)
    attachment.save(update_fields=["preview", "page_count", "has_scripts", "due_at", "tries"])
    Rendition.objects.bulk_create(pictures)
    vault.claim([picture.storage_name for picture in pictures])
    return True


@transaction.atomic(durable=True)
def _give_up(attachment_id: UUID, why: NoPreview, *, at: datetime) -> None:
    attachment = _locked(attachment_id)
    if attachment is not None and PREVIEW.can("give_up", Preview(attachment.preview)):
        steps.give_up(attachment, why=why)
        attachment.tries = 0
        steps.settle(attachment, at=at)
        attachment.save(update_fields=["preview", "no_preview", "due_at", "tries"])


@transaction.atomic(durable=True)
def _finish(attachment_id: UUID, *, at: datetime) -> None:
    attachment = _locked(attachment_id)
    if attachment is not None:
        steps.settle(attachment, at=at)
        attachment.save(update_fields=["due_at"])


def _locked(attachment_id: UUID) -> Attachment | None:
    return Attachment.objects.select_for_update().filter(id=attachment_id).first()
