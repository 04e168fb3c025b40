"""Keeping a file: what it is, whether it is clean, what the guard says; then sealed into the storage."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

import structlog
from django.db import DatabaseError, transaction

from assistdesk.shared import jobs, keys
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import contents, queries, rules, scanner, screening, steps, vault
from assistdesk.shared.files.contents import CONTENT_TYPES, Recognized
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.places import place_of
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.files.refusals import EmptyFile, Infected, TooLarge
from assistdesk.shared.files.services.preparing import is_to_be_read
from assistdesk.shared.files.states import PREVIEW, SCAN, SCREENING, HeldWhy, NoPreview, Preview, Scan
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.escalations import AttachmentLimits, FileKind
from assistdesk.shared.refusals import NotAuthorized

MEGABYTE = 1024 * 1024
SCAN_SECONDS = 5.0  # what somebody waits for at most; then the worker goes on
DRAWN = frozenset({FileKind.PDF, FileKind.PNG, FileKind.JPEG})

log = structlog.get_logger("assistdesk.files")


class Upload(Protocol):
    """A file on its way in, as web frameworks give it."""

    @property
    def name(self) -> str | None:
        """The name that the sender gave it."""

    def read(self, num_bytes: int, /) -> bytes:
        """Return at most that many bytes of what comes next."""


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A file as it came, and under which policy and for whom it is kept."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)
    limits: AttachmentLimits
    pack: Pack
    actor: Actor
    at: datetime


def store(
    upload: Upload, *, limits: AttachmentLimits, pack: Pack, actor: Actor, at: datetime
) -> AttachmentRow:
    """Keep an uploaded file, sealed, and return its row; it is the actor's own until it is linked.

    It is scanned for malware while the sender waits, for some seconds at most; without an answer it is kept
    and not handed out until the worker has one. Plain text is screened at once; other kinds wait for it.

    Raises:
        EmptyFile, TooLarge, UnknownKind, Mismatch, Damaged, CarriesFiles, Infected: it can't be taken.
        StorageDown: it could not be kept; nothing is left of it.
    """
    if actor.account_id is None:
        raise NotAuthorized
    content = _read(upload, limits)
    arrived = _Arrived(upload.name or "", content, limits, pack, actor, at)
    attachment, recognized = _recognized(arrived)
    _scan(attachment, arrived)
    return _kept(attachment, recognized, arrived)


def take_in(
    content: bytes, *, name: str, limits: AttachmentLimits, pack: Pack, actor: Actor, at: datetime
) -> AttachmentRow:
    """Keep a file that nobody waits for, such as one that came by mail, and return its row.

    It belongs to the actor; to no account where that is the desk itself, which then has to link it.
    The worker scans it.

    Raises:
        EmptyFile, TooLarge, UnknownKind, Mismatch, Damaged, CarriesFiles: it can't be taken.
        StorageDown: it could not be kept; nothing is left of it.
    """
    _check_size(content, limits)
    arrived = _Arrived(name, content, limits, pack, actor, at)
    attachment, recognized = _recognized(arrived)
    if scanner.is_configured():
        steps.await_scan(attachment)
    return _kept(attachment, recognized, arrived)


def _recognized(arrived: _Arrived) -> tuple[Attachment, Recognized]:
    """Return a new row for a file that can be taken, and what is known of it."""
    recognized = contents.recognize(arrived.content, taken=arrived.limits.kinds)
    attachment = Attachment(
        id=uuid.uuid4(),
        marketplace=arrived.pack.marketplace,
        owner_id=arrived.actor.account_id,
        name=rules.fitting_name(rules.cleaned_name(arrived.name), kind=recognized.kind.value),
        size=len(arrived.content),
        kind=recognized.kind.value,
        content_type=CONTENT_TYPES[recognized.kind],
        digest=keys.fingerprint(sha256(arrived.content).hexdigest(), purpose="attachment"),
        has_scripts=recognized.has_scripts,
        screening=SCREENING.start.value,
        scan=SCAN.start.value,
        preview=PREVIEW.start.value,
        made_at=arrived.at,
    )
    return attachment, recognized


def _scan(attachment: Attachment, arrived: _Arrived) -> None:
    """Ask the scanner, where there is one, while the sender waits.

    Raises:
        Infected: it found malware; that is recorded, and nothing is kept.
    """
    if not scanner.is_configured():
        return
    try:
        said = scanner.scan(arrived.content, seconds=SCAN_SECONDS)
    except scanner.NoAnswer as no:
        log.warning("the scanner gave no answer", attachment=str(attachment.id), trouble=no.trouble.value)
        steps.await_scan(attachment)
        return
    if not said.is_clean:
        _note_refused(attachment, said.signature, arrived)
        raise Infected(signature=said.signature)
    steps.clear_scan(attachment, at=arrived.at)


@transaction.atomic(durable=True)
def _note_refused(attachment: Attachment, signature: str, arrived: _Arrived) -> None:
    facts: dict[str, object] = {"kind": attachment.kind, "size": attachment.size, "signature": signature}
    audit.record(
        action="files.attachment.refused",
        subject=attachment.id,
        actor=arrived.actor,
        at=arrived.at,
        facts=facts,
    )


def _kept(attachment: Attachment, recognized: Recognized, arrived: _Arrived) -> AttachmentRow:
    _screen(attachment, recognized, arrived)
    if recognized.kind not in DRAWN or recognized.is_locked:
        why = NoPreview.LOCKED if recognized.is_locked else NoPreview.KIND
        steps.give_up(attachment, why=why)
    attachment.storage_name = vault.put(arrived.content, place=place_of(attachment.id), at=arrived.at)
    try:
        _add(attachment, actor=arrived.actor, at=arrived.at)
    except DatabaseError:
        vault.abandon([attachment.storage_name])
        raise
    return queries.row_of(attachment)


@transaction.atomic(durable=True)
def _add(attachment: Attachment, *, actor: Actor, at: datetime) -> None:
    has_work = (
        Scan(attachment.scan) is Scan.PENDING
        or Preview(attachment.preview) is Preview.PENDING
        or is_to_be_read(attachment)
    )
    attachment.due_at = at + steps.LEASE if has_work else None
    attachment.save(force_insert=True)
    vault.claim([attachment.storage_name])
    facts: dict[str, object] = {"kind": attachment.kind, "size": attachment.size, "scan": attachment.scan}
    audit.record(action="files.attachment.stored", subject=attachment.id, actor=actor, at=at, facts=facts)
    if has_work:
        jobs.queue("files.prepare", attachment_id=str(attachment.id))


def _read(upload: Upload, limits: AttachmentLimits) -> bytes:
    content = upload.read(limits.largest + 1)
    _check_size(content, limits)
    return content


def _check_size(content: bytes, limits: AttachmentLimits) -> None:
    if len(content) > limits.largest:
        raise TooLarge(most=limits.largest // MEGABYTE)
    if not content.strip():
        raise EmptyFile


def _screen(attachment: Attachment, recognized: Recognized, arrived: _Arrived) -> None:
    """Let the guard look through what it can read; hold what nobody can."""
    if recognized.is_locked:
        steps.hold(attachment, why=HeldWhy.LOCKED)
        return
    if recognized.kind is FileKind.TXT:
        screening.screen(attachment, contents.text_of(arrived.content), pack=arrived.pack, at=arrived.at)
