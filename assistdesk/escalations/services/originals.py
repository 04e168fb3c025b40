"""Looking at what somebody wrote as it came: a deliberate act, which is recorded."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from assistdesk.escalations.models import Incident, Post
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.rules.originals import has_need
from assistdesk.escalations.states import STAFF_ONLY, WORDS_FOR_STAFF, PostKind
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging import redacting
from assistdesk.shared.messaging.redacting import Original
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere


@transaction.atomic(durable=True)
def open_original(ref: IncidentRef, *, post_id: UUID, actor: Actor, at: datetime) -> Original:
    """Return a message of an incident's thread as it came, for somebody who needs it; that is recorded.

    Raises:
        NotThere: there is no such message to the actor, nothing was taken out of it, or they have no need.
    """
    incident, incoming_id = _asked_for(ref, post_id=post_id, actor=actor)
    if not has_need(actor, filed_by=incident.filed_by_id, teams=incident.teams_at_it):
        raise NotThere
    found = redacting.original(incoming_id)
    facts: dict[str, object] = {"post": str(post_id)}
    audit.record(action="escalations.original.read", subject=incident.id, actor=actor, at=at, facts=facts)
    return found


def _asked_for(ref: IncidentRef, *, post_id: UUID, actor: Actor) -> tuple[Incident, UUID]:
    """Return the incident of a message that came in, and the message's id.

    Raises:
        NotThere: there is none that the actor reads under that number.
    """
    visible = Incident.objects.visible_to(actor).values("pk")
    posts = Post.objects.filter(
        Q(incident__in=visible) | Q(incident__merged_into__in=visible),
        Q(incident__number=ref.number) | Q(incident__merged_into__number=ref.number),
        pk=post_id,
        incoming__isnull=False,
    )
    post = posts.select_related("incident__merged_into").first()
    is_hidden = post is not None and PostKind(post.kind) in STAFF_ONLY | WORDS_FOR_STAFF
    if post is None or post.incoming_id is None or (is_hidden and not actor.is_staff):
        raise NotThere
    return post.incident, post.incoming_id
