"""The files of a mail that joined an incident: each goes through the same door as an uploaded one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.escalations.models import MailedFile, Post
from assistdesk.escalations.models.mailed import NAME_LENGTH
from assistdesk.escalations.services import families, history, promises, safe_way
from assistdesk.escalations.states import ABOUT_INCIDENT, ABOUT_NOTE, STAFF_ONLY, WORDS_FOR_STAFF, PostKind
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import services as files
from assistdesk.shared.files import steps as file_steps
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.files.refusals import StorageDown
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging.mails import MailFile
from assistdesk.shared.messaging.queries import IncomingReply
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import Refusal

GONE = "escalations.mailed_file.gone"
AT_ONCE = 20


def note_files(post: Post, mail: IncomingReply) -> None:
    """Write down in the caller's transaction which files came with a mail, so that none is forgotten."""
    MailedFile.objects.bulk_create(
        MailedFile(post=post, place=place, name=name[:NAME_LENGTH] or "file")
        for place, name in enumerate(mail.file_names)
    )


def take_files(*, incoming_id: UUID, at: datetime) -> None:
    """Let the files of a mail join its incident, each by itself; one that can't be taken is named with why.

    Nothing is lost and nothing taken twice, wherever it is interrupted: a file that is kept and not linked is
    forgotten after a day, and taken anew from the mail as it came.

    Raises:
        StorageDown: there is no place for one just now; it goes on waiting.
    """
    waiting = MailedFile.objects.filter(post__incoming_id=incoming_id, settled_at__isnull=True)
    rows = list(waiting.select_related("post__incident__filed_by").order_by("place"))
    contents = {one.place: one for one in messages.mail_files(incoming_id)} if rows else {}
    for row in rows:
        _take(row, contents.get(row.place), at=at)


def mails_with_files_waiting(*, before: datetime) -> list[UUID]:
    """Return the ids of some mails that joined before a moment and whose files have not been taken."""
    waiting = MailedFile.objects.filter(settled_at__isnull=True, post__at__lt=before).order_by("id")
    found = waiting.values_list("post__incoming_id", flat=True)[:AT_ONCE]
    return list(dict.fromkeys(one for one in found if one is not None))


def _take(row: MailedFile, file: MailFile | None, *, at: datetime) -> None:
    if file is None:
        _settle(row.id, kept=None, refusal=GONE, facts={}, at=at)
        return
    incident = row.post.incident
    pack = policy.running(incident.marketplace)
    limits = pack.escalations_on(promises.local_day(pack, at=at)).attachment_limits
    owner = _owner(row.post)
    try:
        kept = files.take_in(file.content, name=file.name, limits=limits, pack=pack, actor=owner, at=at)
        _settle(row.id, kept=kept, refusal="", facts={}, at=at)
    except StorageDown:
        raise
    except Refusal as refusal:
        facts = {name: str(value) for name, value in refusal.facts.items()}
        _settle(row.id, kept=None, refusal=refusal.code, facts=facts, at=at)


@transaction.atomic(durable=True)
def _settle(
    row_id: int, *, kept: AttachmentRow | None, refusal: str, facts: dict[str, str], at: datetime
) -> None:
    row = MailedFile.objects.select_related("post").get(pk=row_id)
    incident = families.locked_one(row.post.incident_id)
    row = MailedFile.objects.select_for_update(of=("self",)).select_related("post").get(pk=row_id)
    if row.settled_at is not None:
        return
    is_internal = PostKind(row.post.kind) in STAFF_ONLY | WORDS_FOR_STAFF
    actor = _owner(row.post)
    if kept is not None:
        kind, subject_id = (ABOUT_NOTE, row.post.id) if is_internal else (ABOUT_INCIDENT, incident.id)
        file_steps.link([kept.id], subject_kind=kind, subject_id=subject_id, actor=actor, at=at)
        row.attachment_id = kept.id
        safe_way.tell_of_mailed(row.post, kept.id, at=at)
    row.refusal, row.facts, row.settled_at = refusal, facts, at
    row.save(update_fields=["attachment_id", "refusal", "facts", "settled_at"])
    about: dict[str, object] = {"post": str(row.post.id), "place": row.place, "refusal": refusal}
    audit.record(
        action="escalations.mailed_file.settled", subject=incident.id, actor=actor, at=at, facts=about
    )
    history.keep(incident, at=at, is_internal=is_internal)


def _owner(post: Post) -> Actor:
    """Return whose the files of a mail are: the helper's who wrote it, else nobody's but the desk's."""
    if post.author is not None:
        return people.actor_of(post.author)
    return Actor.system(post.incident.marketplace)
