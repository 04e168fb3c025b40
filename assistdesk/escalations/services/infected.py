"""Telling those whom it concerns that a file of an incident holds malware."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from assistdesk.escalations.models import Incident, Post
from assistdesk.escalations.services import history, mails, threads
from assistdesk.escalations.services.mails import Letter
from assistdesk.escalations.states import ABOUT_INCIDENT, ABOUT_NOTE, PostKind
from assistdesk.shared.files import queries as files
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.messaging.values import Recipient
from assistdesk.shared.people.actors import Actor


@transaction.atomic(durable=True)
def tell_infected(attachment_id: UUID, *, at: datetime) -> None:
    """Tell whom it concerns which file of an incident was put away; a second time changes nothing.

    Of a file that the helper may see, the helper gets a mail, which stands in the thread for the team. Of one
    that only staff see, such as an office's or another helper's, a note tells the team. No clock is met.
    """
    found = files.infected(attachment_id)
    if found is None:
        return
    row, kind, subject_id = found
    if kind == ABOUT_INCIDENT:
        _tell_helper(_locked(subject_id), row, at=at)
    elif kind == ABOUT_NOTE:
        _tell_team(_locked(Post.objects.get(pk=subject_id).incident_id), row, at=at)
    else:
        _tell_team(_locked(subject_id), row, at=at)


def _locked(incident_id: UUID) -> Incident:
    return Incident.objects.select_for_update().get(pk=incident_id)


def _tell_helper(incident: Incident, row: AttachmentRow, *, at: datetime) -> None:
    key = f"infected:{row.id}"
    if Post.objects.filter(incident=incident, outgoing__dedupe_key=key).exists():
        return
    under = mails.decided(incident)
    to = Recipient.account(incident.filed_by)
    with translation.override(mails.spoken(under.pack, to.language)):
        text = gettext(
            "The file %(name)s holds malware and was put away: nobody can open it here. Have your computer "
            "checked, and send a clean copy. The incident goes on without it."
        ) % {"name": row.name}
    letter = Letter(PostKind.ANSWER, to, {"text": text}, text, dedupe_key=key)
    mails.send(letter, incident, under, actor=Actor.system(incident.marketplace), at=at)
    history.keep(incident, at=at)


def _tell_team(incident: Incident, row: AttachmentRow, *, at: datetime) -> None:
    note_id = uuid5(row.id, "infected")  # the same each time, so that there is one note
    if Post.objects.filter(pk=note_id).exists():
        return
    with translation.override(mails.decided(incident).pack.identity.language):
        text = gettext(
            "The file %(name)s holds malware and was put away: nobody can open it here. Tell whoever sent "
            "it, and ask for a clean copy."
        ) % {"name": row.name}
    note = Post.objects.create(id=note_id, incident=incident, kind=PostKind.NOTE.value, text=text, at=at)
    threads.finish(incident, note, actor=Actor.system(incident.marketplace), at=at)
