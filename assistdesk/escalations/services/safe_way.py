"""Keeping personal information that came by mail to those who need it, and telling its sender a safe way."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from assistdesk.escalations.models import Incident, MailedFile, Post
from assistdesk.escalations.services import families, promises
from assistdesk.escalations.states import ABOUT_INCIDENT, HELPERS_WORDS, PostKind
from assistdesk.shared.files import queries as files
from assistdesk.shared.messaging import consumers, redacting
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.queries import IncomingReply
from assistdesk.shared.messaging.values import About, Message, Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy

TEMPLATE = "pii_received"


def take_out(incident: Incident, mail: IncomingReply, *, at: datetime) -> IncomingReply:
    """Take what is personal out of a mail that joins an incident, and return the mail as it may be shown.

    What it said is sealed. Where it is the helper's own, they are told how to send such things safely.

    Source: rule V-06.
    """
    pack = policy.loaded(incident.marketplace, incident.pack_digest)
    helper = Recipient.account(incident.filed_by)
    parties = [helper, Recipient("", mail.sender, "", "")]
    if incident.assignee is not None:
        parties.append(Recipient.account(incident.assignee))
    known = consumers.known_of(ABOUT_INCIDENT, incident.id)
    is_personal = redacting.redact(mail.id, pack=pack, parties=parties, known=known, at=at)
    is_helpers = helper.email.casefold() == mail.sender.casefold() or mail.account_id == incident.filed_by_id
    if is_personal and is_helpers and not mail.is_automatic:
        tell(incident, at=at)
    return messages.incoming(mail.id)


def tell(incident: Incident, *, at: datetime) -> None:
    """Tell the helper of an incident how to send personal information safely.

    They are told at most once an incident and day of the marketplace.
    """
    pack = policy.loaded(incident.marketplace, incident.pack_digest)
    helper, day = Recipient.account(incident.filed_by), promises.local_day(pack, at=at)
    if TEMPLATE not in pack.messages_on(day).messages:
        return
    leading = families.leading(incident)
    page = reverse("escalations:incident", args=[leading.marketplace, leading.number])
    message = Message(
        pack=pack,
        template=TEMPLATE,
        to=helper,
        about=About(ABOUT_INCIDENT, incident.id),
        values={"incident_number": leading.number, "link": f"{settings.BASE_URL}{page}"},
        dedupe_key=f"{TEMPLATE} {incident.id} {incident.filed_by_id} {day}",
    )
    messaging.queue(message, actor=Actor.system(incident.marketplace), at=at)


@transaction.atomic(durable=True)
def tell_of_file(attachment_id: UUID, *, at: datetime) -> None:
    """Tell the helper who mailed a file with personal information in it; nobody else, and nobody twice."""
    row = MailedFile.objects.filter(attachment_id=attachment_id).select_related("post__incident").first()
    if row is not None:
        tell_of_mailed(row.post, attachment_id, at=at)


def tell_of_mailed(post: Post, attachment_id: UUID, *, at: datetime) -> None:
    """Tell a post's helper where the guard found something in a file that came with it; it may look later."""
    if PostKind(post.kind) not in HELPERS_WORDS or not files.found_in(attachment_id):
        return
    if post.incoming_id is not None and not messages.incoming(post.incoming_id).is_automatic:
        tell(post.incident, at=at)
