"""Sorting the mail that joined nothing: a person says which incident it is about, or whose it is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import Post
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.services import history, mailed, safe_way, threads
from assistdesk.escalations.states import ABOUT_INCIDENT, PostKind
from assistdesk.shared import jobs
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import sorting
from assistdesk.shared.messaging.states import Unmatched
from assistdesk.shared.messaging.values import About
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import NotAuthorized

FILES = "escalations.take_files"


@transaction.atomic(durable=True)
def join_mail(incoming_id: UUID, ref: IncidentRef, *, actor: Actor, at: datetime) -> None:
    """Join a mail of the tray to an incident that the actor may see.

    It counts as the helper's answer where it comes from the helper's own address; else it is a note that
    names its sender, which helpers don't see.

    Raises:
        IncidentNotFound: there is no such incident to the actor.
        NotThere, NotInTray: the mail is not the actor's to sort, or somebody has dealt with it.
    """
    incident = history.locked(ref, actor=actor)
    about = About(ABOUT_INCIDENT, incident.id)
    row = sorting.join(incoming_id, about, marketplace=incident.marketplace, actor=actor, at=at)
    mail = safe_way.take_out(incident, messages.incoming(incoming_id), at=at)
    is_forged = row.why_unmatched == Unmatched.FORGED.value
    if mail.sender and mail.sender == incident.filed_by.email.lower() and not is_forged:
        helper = people.actor_of(incident.filed_by)
        text = mail.own_text[: rules.LONGEST_TEXT]
        post = threads.hear(incident, PostKind.FROM_HELPER, text=text, helper=helper, actor=actor, at=at)
    else:
        text = f"{mail.sender}: {mail.own_text}"[: rules.LONGEST_TEXT]
        post = Post.objects.create(incident=incident, kind=PostKind.NOTE.value, text=text, at=at)
    post.incoming_id = mail.id
    post.save(update_fields=["incoming"])
    mailed.note_files(post, mail)
    threads.finish(incident, post, actor=actor, at=at)
    jobs.queue(FILES, incoming_id=str(mail.id))


@transaction.atomic(durable=True)
def pass_mail_on(incoming_id: UUID, *, marketplace: str, actor: Actor, at: datetime) -> None:
    """Give a mail of which nobody knew whose it is to a marketplace's tray.

    Raises:
        NotAuthorized: the actor doesn't serve every marketplace.
        NotThere, NotInTray: the mail is not there to be sorted, or somebody has dealt with it.
        NoPackInForce: there is no such marketplace.
    """
    if actor.marketplace is not None:
        raise NotAuthorized
    sorting.pass_on(incoming_id, marketplace=policy.running(marketplace).marketplace, actor=actor, at=at)
