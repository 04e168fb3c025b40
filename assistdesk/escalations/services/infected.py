"""Telling those whom it concerns that a file of an incident holds malware."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from assistdesk.escalations.models import Incident, Post
from assistdesk.escalations.services import history, mails
from assistdesk.escalations.services.mails import Letter
from assistdesk.escalations.states import PostKind
from assistdesk.shared.files import queries as files
from assistdesk.shared.messaging.values import Recipient
from assistdesk.shared.people.actors import Actor


@transaction.atomic(durable=True)
def tell_infected(attachment_id: UUID, *, at: datetime) -> None:
    """Tell helper and team which file of an incident was put away; a second time changes nothing.

    The helper gets a mail, which stands in the thread for the team. No clock is met by it.
    """
    found = files.infected(attachment_id)
    if found is None:
        return
    row, incident_id = found
    incident = Incident.objects.select_for_update().get(pk=incident_id)
    key = f"infected:{attachment_id}"
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
