"""What can be done with files: keep one, fetch one, forget those that nobody used."""

import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from assistdesk.shared import keys
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import contents, queries, rules, steps
from assistdesk.shared.files.contents import CONTENT_TYPES, Recognized
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.queries import LOOSE_FOR, AttachmentRow
from assistdesk.shared.files.refusals import EmptyFile, StorageDown, TooLarge
from assistdesk.shared.files.states import SCREENING
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.escalations import AttachmentLimits, FileKind
from assistdesk.shared.privacy import DEFAULT_GUARD, DEFAULT_POLICY, Parties, Reason
from assistdesk.shared.privacy.directories import directory_of
from assistdesk.shared.refusals import NotAuthorized

MEGABYTE = 1024 * 1024
FORGOTTEN_AT_ONCE = 50


class Upload(Protocol):
    """A file on its way in, as web frameworks give it."""

    @property
    def name(self) -> str | None:
        """The name that the sender gave it."""

    def read(self, num_bytes: int, /) -> bytes:
        """Return at most that many bytes of what comes next."""


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file as it was uploaded."""

    name: str = field(repr=False)
    content_type: str
    content: bytes = field(repr=False)


def store(
    upload: Upload, *, limits: AttachmentLimits, pack: Pack, actor: Actor, at: datetime
) -> AttachmentRow:
    """Keep an uploaded file, sealed, and return its row; it is the actor's own until it is linked.

    Plain text is screened at once; other kinds wait for it.

    Raises:
        EmptyFile, TooLarge, UnknownKind, Mismatch, Damaged: it can't be taken, and why.
        StorageDown: it could not be kept; nothing is left of it.
    """
    if actor.account_id is None:
        raise NotAuthorized
    content = _read(upload, limits)
    recognized = contents.recognize(content, taken=limits.kinds)
    name = rules.fitting_name(rules.cleaned_name(upload.name or ""), kind=recognized.kind.value)
    attachment = Attachment(
        id=uuid.uuid4(),
        marketplace=pack.marketplace,
        owner_id=actor.account_id,
        name=name,
        size=len(content),
        kind=recognized.kind.value,
        content_type=CONTENT_TYPES[recognized.kind],
        digest=keys.fingerprint(sha256(content).hexdigest(), purpose="attachment"),
        made_at=at,
    )
    _screen(attachment, recognized, content, pack)
    attachment.storage_name = _keep(attachment, content)
    try:
        _add(attachment, actor=actor, at=at)
    except DatabaseError:
        _forget_content(attachment.storage_name)
        raise
    return queries.row_of(attachment)


def fetch(attachment_id: uuid.UUID, *, actor: Actor, at: datetime) -> FetchedFile:
    """Return a file for somebody who may see it; that they did is recorded.

    Raises:
        NotThere: there is none, or none that `actor` may see.
        StorageDown: its content can't be reached.
    """
    attachment = _note_fetch(attachment_id, actor=actor, at=at)
    try:
        with default_storage.open(attachment.storage_name) as kept:
            sealed = kept.read()
    except OSError:
        raise StorageDown from None
    content = keys.open_sealed(sealed, context=_place(attachment))
    return FetchedFile(attachment.name, attachment.content_type, content)


@transaction.atomic(durable=True)
def _note_fetch(attachment_id: uuid.UUID, *, actor: Actor, at: datetime) -> Attachment:
    attachment = queries.visible(attachment_id, actor=actor, at=at)
    audit.record(action="files.attachment.fetched", subject=attachment.id, actor=actor, at=at)
    return attachment


def forget_loose(*, at: datetime) -> int:
    """Remove files that nobody linked for 24 hours, some at a time; return how many."""
    names = _remove_loose(at=at)
    for name in names:
        _forget_content(name)
    return len(names)


@transaction.atomic(durable=True)
def _remove_loose(*, at: datetime) -> list[str]:
    loose = Attachment.objects.filter(linked_at__isnull=True, made_at__lte=at - LOOSE_FOR)
    rows = list(loose.order_by("made_at", "id").select_for_update(skip_locked=True)[:FORGOTTEN_AT_ONCE])
    for row in rows:
        actor = Actor.system(row.marketplace)
        audit.record(action="files.attachment.forgotten", subject=row.id, actor=actor, at=at)
    Attachment.objects.filter(id__in=[row.id for row in rows], linked_at__isnull=True).delete()
    return [row.storage_name for row in rows]


def _read(upload: Upload, limits: AttachmentLimits) -> bytes:
    content = upload.read(limits.largest + 1)
    if len(content) > limits.largest:
        raise TooLarge(most=limits.largest // MEGABYTE)
    if not content.strip():
        raise EmptyFile
    return content


def _screen(attachment: Attachment, recognized: Recognized, content: bytes, pack: Pack) -> None:
    """Let the guard look through what it can read; hold what nobody can."""
    if recognized.is_locked:
        steps.hold(attachment)
    elif recognized.kind is FileKind.TXT:
        verdict = DEFAULT_GUARD.inspect_message(
            attachment.name,
            contents.text_of(content),
            directory=directory_of(pack),
            parties=Parties(),
            policy=DEFAULT_POLICY,
        )
        if verdict.body.reason in (Reason.GUARD_FAILED, Reason.TOO_LONG):
            steps.hold(attachment)
        else:
            steps.finish(attachment, findings=len(verdict.subject.findings) + len(verdict.body.findings))
    else:
        attachment.screening = SCREENING.start.value


def _keep(attachment: Attachment, content: bytes) -> str:
    """Return the name under which the content lies in the storage, sealed, for nobody to guess."""
    name = f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}"
    try:
        return default_storage.save(name, ContentFile(keys.seal(content, context=_place(attachment))))
    except OSError:
        _forget_content(name)
        raise StorageDown from None


@transaction.atomic(durable=True)
def _add(attachment: Attachment, *, actor: Actor, at: datetime) -> None:
    attachment.save(force_insert=True)
    facts: dict[str, object] = {"kind": attachment.kind, "size": attachment.size}
    audit.record(action="files.attachment.stored", subject=attachment.id, actor=actor, at=at, facts=facts)


def _forget_content(name: str) -> None:
    with suppress(OSError):
        default_storage.delete(name)


def _place(attachment: Attachment) -> str:
    return f"attachment {attachment.id}"
