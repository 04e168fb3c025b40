"""The copy of a file that leaves the desk; and the files of which there is none until a person decides."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import queries, rules, steps
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.refusals import NotHeldBack
from assistdesk.shared.files.services import copies
from assistdesk.shared.files.services.copies import FetchedFile
from assistdesk.shared.files.states import SCREENING, HeldWhy, Screening
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere


def leaving_copy(attachment_id: UUID) -> FetchedFile:
    """Return what may leave the desk of a file, under a name that tells nobody's.

    Raises:
        NotThere: there is no such file.
        NeverLeaves: nothing of its kind does.
        NotReadYet, HeldBack: it is being read, or could not be.
        NotCheckedYet, PutAway, NoPicture, StorageDown: as for any file that is handed out.
    """
    found = Attachment.objects.filter(id=attachment_id).first()
    if found is None:
        raise NotThere
    return copies.copy_of(found)


def fetch_copy(attachment_id: UUID, *, actor: Actor, at: datetime) -> FetchedFile:
    """Return the copy that may leave for somebody who may see the file; that they looked is recorded.

    Raises:
        NotThere: there is no file, or none that `actor` may see; and as `leaving_copy`.
    """
    with transaction.atomic(durable=True):
        found = queries.visible(attachment_id, actor=actor, at=at)
        audit.record(action="files.attachment.copy_fetched", subject=found.id, actor=actor, at=at)
    return copies.copy_of(found)


@transaction.atomic(durable=True)
def release_file(attachment_id: UUID, *, reason: str, actor: Actor, at: datetime) -> None:
    """Let a copy of a held file leave the desk, for a reason that is kept with it: a person looked at it.

    Raises:
        InvalidInput: no reason is given.
        NotThere: there is no such file in the actor's marketplace.
        NotHeldBack: it is not held, or so that nobody can look into it.
    """
    if not reason.strip():
        raise InvalidInput([FieldError("reason", "Say why this file may leave.")])
    row = _held(attachment_id, actor=actor)
    row.screening = SCREENING.target("release").value
    row.released_at, row.released_by_id, row.release_reason = at, actor.account_id, reason.strip()
    row.save(update_fields=["screening", "released_at", "released_by", "release_reason"])
    facts: dict[str, object] = {"why": row.held_why}
    audit.record(action="files.attachment.released", subject=row.id, actor=actor, at=at, facts=facts)


@transaction.atomic(durable=True)
def retry_screening(attachment_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Let the worker read a held file once more.

    Raises:
        NotThere: there is no such file in the actor's marketplace.
        NotHeldBack: it is not held, or so that nobody can look into it.
    """
    row = _held(attachment_id, actor=actor)
    row.screening = SCREENING.target("retry").value
    row.held_why, row.tries = "", 0
    steps.settle(row, at=at)
    row.save(update_fields=["screening", "held_why", "tries", "due_at"])
    audit.record(action="files.attachment.retried", subject=row.id, actor=actor, at=at)


def _held(attachment_id: UUID, *, actor: Actor) -> Attachment:
    row = Attachment.objects.select_for_update().filter(id=attachment_id).first()
    if row is None or not actor.is_staff or not actor.serves(row.marketplace):
        raise NotThere
    is_held = Screening(row.screening) is Screening.HELD
    if not is_held or not rules.is_releasable(row.kind, why=HeldWhy(row.held_why)):
        raise NotHeldBack
    return row
