"""Handing files out: whoever may see one gets it, that they did is recorded, and only what is clean goes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import queries, rules, vault
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.places import place_of
from assistdesk.shared.files.queries import PICTURES
from assistdesk.shared.files.refusals import NoPicture
from assistdesk.shared.files.services import copies
from assistdesk.shared.files.services.copies import FetchedFile
from assistdesk.shared.files.states import Preview, RenditionKind, Scan
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere


def fetch(attachment_id: UUID, *, actor: Actor, at: datetime) -> FetchedFile:
    """Return a file for somebody who may see it; that they did is recorded.

    Of a picture it is the copy without metadata: where it was taken and by which phone stays inside. Who has
    no need of what is personal in it gets the copy with boxes over that.

    Raises:
        NotThere: there is none, or none that `actor` may see.
        NotCheckedYet, PutAway: it waits for the scanner, or holds malware.
        NoPicture: no copy of the picture can be made.
        NeverLeaves, NotReadYet, HeldBack: there is no copy with boxes, or not yet.
        StorageDown: its content can't be reached.
    """
    attachment, is_whole = _note_read(attachment_id, "fetched", actor=actor, at=at)
    if not is_whole:
        return copies.copy_of(attachment)
    if attachment.kind not in PICTURES:
        return _as_it_came(attachment)
    copy = attachment.renditions.filter(kind=RenditionKind.COPY.value).first()
    if copy is not None:
        return FetchedFile(attachment.name, attachment.content_type, copies.opened(copy))
    return FetchedFile(attachment.name, attachment.content_type, copies.copied(attachment))


def fetch_original(attachment_id: UUID, *, actor: Actor, at: datetime) -> FetchedFile:
    """Return a picture as it came, metadata and all, for the marketplace's own people.

    Raises:
        NotThere: there is none, none that `actor` may see, or `actor` is not of the marketplace's people.
        NotCheckedYet, PutAway: it waits for the scanner, or holds malware.
        StorageDown: its content can't be reached.
    """
    if not actor.is_staff:
        raise NotThere
    attachment, _ = _note_read(attachment_id, "original_fetched", actor=actor, at=at)
    return _as_it_came(attachment)


def open_pages(attachment_id: UUID, *, actor: Actor, at: datetime) -> queries.Pages:
    """Return what the viewer shows of a file; that it was opened is recorded.

    Raises:
        NotThere: there is none, or none that `actor` may see.
    """
    attachment = _note_opened(attachment_id, actor=actor, at=at)
    return queries.pages_of(attachment, is_whole=queries.is_shown_whole(attachment, actor=actor, at=at))


def fetch_picture(
    attachment_id: UUID, *, kind: RenditionKind, number: int, actor: Actor, at: datetime
) -> FetchedFile:
    """Return one picture of a preview for somebody who may see the file.

    That pages are read is recorded, page by page; a thumbnail is part of the list it stands in.

    Raises:
        NotThere: there is no file, or none that `actor` may see.
        NotCheckedYet, PutAway: it waits for the scanner, or holds malware.
        NoPicture: there is no such picture.
        StorageDown: its content can't be reached.
    """
    attachment = queries.visible(attachment_id, actor=actor, at=at)
    rules.check_served(Scan(attachment.scan))
    found = attachment.renditions.filter(kind=kind.value, number=number).first()
    is_shown = kind is RenditionKind.BOXED or Preview(attachment.preview) is Preview.READY
    is_whole = kind is RenditionKind.BOXED or queries.is_shown_whole(attachment, actor=actor, at=at)
    if found is None or not is_shown or not is_whole:
        raise NoPicture
    if kind is RenditionKind.PAGE:
        _note_page(attachment, number, actor=actor, at=at)
    return FetchedFile(attachment.name, found.content_type, copies.opened(found))


@transaction.atomic(durable=True)
def _note_read(attachment_id: UUID, what: str, *, actor: Actor, at: datetime) -> tuple[Attachment, bool]:
    """Return a file and whether the actor gets it as it came; what they get is recorded.

    Raises:
        NotThere: the original is asked for by somebody who has no need of it.
    """
    attachment = queries.visible(attachment_id, actor=actor, at=at)
    rules.check_served(Scan(attachment.scan))
    is_whole = queries.is_shown_whole(attachment, actor=actor, at=at)
    if not is_whole and what != "fetched":
        raise NotThere
    done = what if is_whole else "copy_fetched"
    audit.record(action=f"files.attachment.{done}", subject=attachment.id, actor=actor, at=at)
    return attachment, is_whole


@transaction.atomic(durable=True)
def _note_opened(attachment_id: UUID, *, actor: Actor, at: datetime) -> Attachment:
    attachment = queries.visible(attachment_id, actor=actor, at=at)
    audit.record(action="files.attachment.opened", subject=attachment.id, actor=actor, at=at)
    return attachment


@transaction.atomic(durable=True)
def _note_page(attachment: Attachment, number: int, *, actor: Actor, at: datetime) -> None:
    facts: dict[str, object] = {"page": number}
    audit.record(action="files.attachment.page_read", subject=attachment.id, actor=actor, at=at, facts=facts)


def _as_it_came(attachment: Attachment) -> FetchedFile:
    content = vault.get(attachment.storage_name, place=place_of(attachment.id))
    return FetchedFile(attachment.name, attachment.content_type, content)
