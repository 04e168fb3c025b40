"""A helper adds words to an open incident that somebody else filed about the same consumer."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from assistdesk.escalations import rules
from assistdesk.escalations.models import Incident, IncidentConsumer, Post
from assistdesk.escalations.refusals import IncidentNotFound
from assistdesk.escalations.services import families, threads
from assistdesk.escalations.services.values import Addition
from assistdesk.escalations.states import ABOUT_ADDITION, OPEN_STATES, IncidentState, PostKind
from assistdesk.shared.files import steps as files
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere


@transaction.atomic(durable=True)
def add_to_another(new: Addition, *, actor: Actor, at: datetime) -> None:
    """Keep a helper's words and files with the open incident of somebody else about a consumer of theirs.

    Of several it is the one whose answer is due first. The team reads them; whoever filed the incident does
    not, and whoever adds to it learns nothing of it.

    Raises:
        NotThere: the consumer is not the actor's client, or a file is not the actor's own.
        IncidentNotFound: none is open any more that the actor doesn't see anyway.
        InvalidInput: the words say nothing or too much.
    """
    if actor.account_id is None or not actor.serves(new.marketplace):
        raise NotThere
    rules.check_text(new.text, field="description", longest=rules.LONGEST_TEXT)
    access.require(actor, person_ids=[new.person_id], at=at)
    incident = _open_one(new, actor=actor)
    post_id = threads.once(new.key, incident, text=new.text, attachments=new.attachments, actor=actor)
    if Post.objects.filter(pk=post_id).exists():
        return
    post = Post.objects.create(
        id=post_id,
        incident=incident,
        kind=PostKind.FROM_OTHER.value,
        author_id=actor.account_id,
        text=new.text,
        at=at,
    )
    files.link(list(new.attachments), subject_kind=ABOUT_ADDITION, subject_id=incident.id, actor=actor, at=at)
    threads.finish(incident, post, actor=actor, at=at)


def _open_one(new: Addition, *, actor: Actor) -> Incident:
    """Return the open incident of somebody else, locked.

    Raises:
        IncidentNotFound: there is none.
    """
    links = IncidentConsumer.objects.open_like(
        marketplace=new.marketplace, kind=new.type, person_ids=[new.person_id]
    )
    own = Incident.objects.visible_to(actor)
    foreign = links.exclude(incident__in=own).exclude(incident__merged_into__in=own)
    due_first = F("incident__reply_due_at").asc(nulls_last=True)
    found = foreign.order_by(due_first, "incident__opened_at", "incident_id")
    incident_id = found.values_list("incident_id", flat=True).first()
    if incident_id is None:
        raise IncidentNotFound
    incident = families.locked_one(incident_id)
    if IncidentState(families.leading(incident).state) not in OPEN_STATES:
        raise IncidentNotFound
    return incident
