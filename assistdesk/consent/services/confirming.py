"""The helper's Ok: the association begins, and nothing was granted before it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.refusals import NotPossible
from assistdesk.consent.services import associating, ending, history, notices, speaking
from assistdesk.consent.services.associating import Beginning
from assistdesk.consent.services.rulebook import rulebook_of
from assistdesk.consent.states import REQUEST, RequestMethod, RequestState, Step
from assistdesk.shared.people import referred
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import Refusal


def confirm(request_id: UUID, *, from_on_demand: bool | None, actor: Actor, at: datetime) -> str:
    """Begin the association that the client agreed to; return the case number. Again, it changes nothing.

    `from_on_demand` None: whether the helper holds an open referral of the client answers it.

    Raises:
        RequestNotFound: there is none of the actor's.
        NotPossible: the client has not said yes, or that was too long ago.
    """
    with transaction.atomic(durable=True):
        outcome = _confirm(request_id, from_on_demand=from_on_demand, actor=actor, at=at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def _confirm(request_id: UUID, *, from_on_demand: bool | None, actor: Actor, at: datetime) -> str | Refusal:
    asked = history.locked_own(request_id, actor=actor)
    spoken = speaking.meant(asked)
    row = asked if spoken.id == asked.id else history.locked(spoken.id)
    if row.state == RequestState.CONFIRMED.value:
        return row.case.case_number
    if from_on_demand is None:
        from_on_demand = on_demand(row, at=at)
    target = REQUEST.target("confirm").value
    own = ConsentRequest.objects.confirmable().filter(pk=row.pk)
    if not own.update(state=target, ended_at=at, from_on_demand=from_on_demand):
        ending.settle(row, at=at)
        return NotPossible(state=row.state)
    row.refresh_from_db()
    book = rulebook_of(row)
    new = Beginning(row.helper_id, row.person_id, row.case, row.method, from_on_demand, request=row)
    association = associating.begin(new, book=book, actor=actor, at=at)
    if row.method == RequestMethod.VERBAL.value:
        notices.spoken(row, association, book=book, at=at)
    history.note(row, "confirmed", actor=actor, at=at, from_on_demand=from_on_demand)
    facts: dict[str, object] = {"grant": str(association.grant_id), "from_on_demand": from_on_demand}
    history.keep(row.marketplace, Step.CONFIRMED, facts, request=row, at=at)
    return row.case.case_number


def on_demand(row: ConsentRequest, *, at: datetime) -> bool:
    """Return whether an association comes from an on-demand referral: as was said or, before, as is known."""
    if row.from_on_demand is not None:
        return row.from_on_demand
    if row.state not in (RequestState.APPROVED.value, RequestState.CONFIRMED.value):
        return False
    return referred.is_held(row.helper_id, row.person, at=at)
