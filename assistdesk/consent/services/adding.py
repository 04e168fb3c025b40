"""Giving access of one's own: the client adds somebody who helps, without being asked."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from assistdesk.consent.services import associating, history
from assistdesk.consent.services.associating import Beginning
from assistdesk.consent.services.rulebook import Rulebook, rulebook
from assistdesk.consent.states import Step
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Case, Person
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.schema.consent import Method
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

NOBODY_MESSAGE = "Nobody who helps here has this number or address. Check it, or ask them for it."
WHICH_MESSAGE = "Give a producer number, or an e-mail address."


@transaction.atomic(durable=True)
def add_access(*, npn: str, email: str, actor: Actor, at: datetime) -> None:
    """Let a helper see the actor's own case from now on; the same again changes nothing.

    Raises:
        NotThere: the actor has no case here.
        InvalidInput: nobody who helps has that number or address.
    """
    clients = Person.objects.select_for_update(no_key=True)  # one addition after the other
    person = clients.filter(pk=actor.person_id).first() if actor.person_id else None
    case = Case.objects.filter(members=person).order_by("-case_number").first() if person else None
    if person is None or case is None:
        raise NotThere
    book = rulebook(person.marketplace, at=at)
    representative = [Role.AUTHORIZED_REPRESENTATIVE]
    account = helper_named(book, npn=npn.strip(), email=email.strip(), others=representative)
    if access.has(account.id, person.id, at=at):
        return
    new = Beginning(account.id, person.id, case, Method.CLIENT_STARTS.value, from_on_demand=False)
    grant_id = associating.begin(new, book=book, actor=actor, at=at).grant_id
    facts: dict[str, object] = {
        "grant": str(grant_id),
        "helper": str(account.id),
        "person": str(person.id),
        "method": Method.CLIENT_STARTS.value,
    }
    history.keep(person.marketplace, Step.CONFIRMED, facts, request=None, grant=grant_id, at=at)


def helper_named(book: Rulebook, *, npn: str, email: str, others: Collection[Role] = ()) -> Account:
    """Return who helps there and has this producer number, or else this e-mail address.

    `others` are roles that count besides those of the pack's helpers.

    Raises:
        InvalidInput: nobody or several have it, or nothing was given.
    """
    if not npn and not email:
        raise InvalidInput([FieldError("npn", WHICH_MESSAGE)])
    roles = [one.value for one in book.edition.association.helper_roles]
    roles += [one.value for one in others]
    rows = Account.objects.filter(marketplace=book.pack.marketplace, role__in=roles, is_active=True)
    rows = rows.filter(helper__npn=npn) if npn else rows.filter(email__iexact=email)
    found = list(rows.order_by("id")[:2])
    if len(found) != 1:
        raise InvalidInput([FieldError("npn" if npn else "email", NOBODY_MESSAGE)])
    return found[0]
