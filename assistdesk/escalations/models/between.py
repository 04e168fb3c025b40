"""What somebody else did to an incident since a version of it: what its reader has not seen."""

from django.db.models import Q, QuerySet

from assistdesk.escalations.models.incidents import Incident
from assistdesk.escalations.models.threads import Post, Step
from assistdesk.escalations.states import STAFF_ONLY, STEPS_FOR_STAFF, PostKind
from assistdesk.shared.people.actors import Actor

_BY_ITSELF = (PostKind.ACKNOWLEDGEMENT.value, PostKind.TEAM_NOTICE.value)


def steps(incident: Incident, *, seen: int, actor: Actor) -> QuerySet[Step]:
    """Return the steps that `actor` may see, that others took after version `seen`."""
    found = incident.steps.filter(Q(actor__isnull=True) | ~Q(actor_id=actor.account_id), version__gt=seen)
    return found if actor.is_staff else found.exclude(move__in=STEPS_FOR_STAFF)


def posts(incident: Incident, *, seen: int, actor: Actor) -> QuerySet[Post]:
    """Return the messages that `actor` may see, that others wrote after version `seen`."""
    found = incident.posts.filter(Q(author__isnull=True) | ~Q(author_id=actor.account_id), version__gt=seen)
    found = found.exclude(kind__in=_BY_ITSELF)
    return found if actor.is_staff else found.exclude(kind__in=[kind.value for kind in STAFF_ONLY])
