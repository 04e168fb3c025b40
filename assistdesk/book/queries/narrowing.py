"""The rows behind each count: one function a list, asked by the dashboard and by the list itself."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from assistdesk.book.models import Policy, Prospect, Quote
from assistdesk.book.models.policies import PolicySet
from assistdesk.book.models.prospects import ProspectSet
from assistdesk.book.models.quotes import QuoteSet
from assistdesk.book.rules.days import Days
from assistdesk.book.states import ClientShown, PolicyShown, ProspectShown, QuoteShown
from assistdesk.shared.people import access
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant


def clients(actor: Actor, shown: ClientShown, *, days: Days) -> QuerySet[AccessGrant]:
    """Return the grants that make the actor's clients, one a client: the one that began last.

    Who has left is past only while no other grant stands; who was added counts though they left since.
    """
    assert actor.account_id is not None
    own = AccessGrant.objects.filter(
        account_id=actor.account_id,
        scope=Scope.SEE_CASE.value,
        starts_at__lte=days.at,
        person__marketplace=actor.marketplace or "",
    )
    standing = Q(ends_at__isnull=True) | Q(ends_at__gt=days.at)
    same = AccessGrant.objects.filter(
        account_id=OuterRef("account_id"),
        person_id=OuterRef("person_id"),
        scope=Scope.SEE_CASE.value,
        starts_at__lte=days.at,
    )
    later = Q(starts_at__gt=OuterRef("starts_at")) | Q(starts_at=OuterRef("starts_at"), id__gt=OuterRef("id"))
    match shown:
        case ClientShown.CURRENT:
            return own.filter(standing).exclude(Exists(same.filter(standing).filter(later)))
        case ClientShown.PAST:
            ended = own.filter(ends_at__lte=days.at)
            return ended.exclude(Exists(same.filter(standing))).exclude(Exists(same.filter(later)))
        case ClientShown.ADDED:
            return own.filter(starts_at__gte=days.month_began_at).exclude(Exists(same.filter(later)))


def policies(actor: Actor, shown: PolicyShown, *, days: Days) -> PolicySet:
    """Return the policies of the actor's present clients."""
    mine = access.clients_of(actor, at=days.at).values("id")
    return Policy.objects.filter(person_id__in=mine).shown(shown, days=days)


def prospects(actor: Actor, shown: ProspectShown, *, days: Days) -> ProspectSet:
    """Return the actor's prospects."""
    own = Prospect.objects.of(actor)
    if shown is ProspectShown.ADDED:
        return own.filter(added_at__gte=days.month_began_at, added_at__lte=days.at)
    return own.filter(state=shown.value)


def quotes(actor: Actor, shown: QuoteShown) -> QuoteSet:
    """Return the actor's quotes."""
    return Quote.objects.of(actor).filter(state=shown.value)
