"""Reading the pages of a file: what is personal on them, and the copy that may leave the desk.

One file at a time, in the worker; no web request waits for it. What can't be read is held, never let go.
"""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import structlog
from django.db import transaction

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import looking, reader, rules, screening, sheets, steps, subjects, vault
from assistdesk.shared.files.drawings import NotDrawn, Picture
from assistdesk.shared.files.looking import Looked, NotScreened
from assistdesk.shared.files.models import Attachment, Rendition
from assistdesk.shared.files.places import picture_place, place_of
from assistdesk.shared.files.reader import NotRead
from assistdesk.shared.files.refusals import StorageDown
from assistdesk.shared.files.services.preparing import put_off
from assistdesk.shared.files.states import SCREENING, HeldWhy, Scan, Screening
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy

LEASE = timedelta(minutes=40)  # longer than twenty pages may take
MADE_FOR_LEAVING = ("outgoing", "boxed")

log = structlog.get_logger("assistdesk.files")


def read(attachment_id: UUID, *, at: datetime) -> None:
    """Read the pages of a file, and make the copy that may leave the desk. Safe to run twice or late."""
    attachment = _claimed(attachment_id, at=at)
    if attachment is None:
        return
    try:
        content = vault.get(attachment.storage_name, place=place_of(attachment.id))
        looked, pictures = _looked(content, attachment, at=at)
    except StorageDown:
        put_off(attachment_id, has_failed=True, at=at)
    except NotScreened:
        _try_again_or_hold(attachment, HeldWhy.GUARD_FAILED, at=at)
    except NotRead:
        _try_again_or_hold(attachment, HeldWhy.UNREAD, at=at)
    except NotDrawn as failed:
        why = HeldWhy(failed.why.value)
        if why is HeldWhy.TOO_HARD:
            _try_again_or_hold(attachment, why, at=at)
        else:
            _hold(attachment, why, at=at)
    else:
        _keep(attachment, looked, pictures, at=at)


def _looked(content: bytes, attachment: Attachment, *, at: datetime) -> tuple[Looked, list[Picture]]:
    pack = policy.running(attachment.marketplace)
    pages = sheets.sheets_of(content, kind=attachment.kind)
    screens = partial(screening.opinion, pack=pack, at=at)
    looked = looking.look_through(pages, reads=reader.READER.read, screens=screens)
    return looked, sheets.covered(pages.pages, looked.boxes, kind=attachment.kind)


@transaction.atomic(durable=True)
def _claimed(attachment_id: UUID, *, at: datetime) -> Attachment | None:
    """Return a file whose pages are to be read, kept from being queued again for long enough."""
    attachment = Attachment.objects.select_for_update().filter(id=attachment_id, due_at__isnull=False).first()
    if attachment is None or not steps.is_to_be_seen(attachment) or Scan(attachment.scan) is Scan.PENDING:
        return None
    attachment.due_at = at + LEASE
    attachment.save(update_fields=["due_at"])
    return attachment


def _try_again_or_hold(attachment: Attachment, why: HeldWhy, *, at: datetime) -> None:
    log.warning("the pages of a file could not be read", attachment=str(attachment.id), why=why.value)
    if rules.is_too_hard(attachment.tries + 1):
        _hold(attachment, why, at=at)
    else:
        put_off(attachment.id, has_failed=True, at=at)


@transaction.atomic(durable=True)
def _hold(attachment: Attachment, why: HeldWhy, *, at: datetime) -> None:
    row = Attachment.objects.select_for_update().filter(id=attachment.id).first()
    if row is None or not SCREENING.can("hold", Screening(row.screening)):
        return
    steps.hold(row, why=why)
    steps.settle(row, at=at)
    row.save(update_fields=["screening", "held_why", "due_at", "tries"])
    _note(row, "held", {"why": why.value}, at=at)


def _keep(attachment: Attachment, looked: Looked, pictures: list[Picture], *, at: datetime) -> None:
    """Keep the copy that may leave, and say what was found."""
    try:
        rows = [_kept(attachment.id, one, at=at) for one in pictures]
    except StorageDown:
        put_off(attachment.id, has_failed=True, at=at)
        return
    if not _finish(attachment, looked, rows, at=at):
        vault.abandon([row.storage_name for row in rows])


def _kept(attachment_id: UUID, picture: Picture, *, at: datetime) -> Rendition:
    place = picture_place(attachment_id, kind=picture.kind.value, number=picture.number)
    return Rendition(
        attachment_id=attachment_id,
        kind=picture.kind.value,
        number=picture.number,
        content_type=picture.content_type,
        width=picture.width,
        height=picture.height,
        storage_name=vault.put(picture.content, place=place, at=at),
    )


@transaction.atomic(durable=True)
def _finish(attachment: Attachment, looked: Looked, rows: list[Rendition], *, at: datetime) -> bool:
    """Say that a file was looked through; return whether that was still wanted."""
    row = Attachment.objects.select_for_update().filter(id=attachment.id).first()
    if row is None or not SCREENING.can("finish", Screening(row.screening)):
        return False
    earlier = row.renditions.filter(kind__in=MADE_FOR_LEAVING)
    vault.drop([one.storage_name for one in earlier], at=at)
    earlier.delete()
    in_name = screening.opinion(row.name, pack=policy.running(row.marketplace), at=at).findings
    types = [*looked.types, *(one.type.value for one in in_name)]
    steps.finish(row, types=types)
    if screening.is_held_by_pack(types, pack=policy.running(row.marketplace), at=at):
        steps.hold(row, why=HeldWhy.FOUND)
    steps.settle(row, at=at)
    row.save(update_fields=["screening", "findings", "found", "held_why", "due_at", "tries"])
    Rendition.objects.bulk_create(rows)
    vault.claim([one.storage_name for one in rows])
    if row.findings:
        subjects.tell_found(row.subject_kind, attachment_id=row.id)
    _note(row, "screened", {"findings": row.findings, "pages": len(looked.boxes)}, at=at)
    return True


def _note(row: Attachment, what: str, facts: dict[str, object], *, at: datetime) -> None:
    actor = Actor.system(row.marketplace)
    audit.record(action=f"files.attachment.{what}", subject=row.id, actor=actor, at=at, facts=facts)
