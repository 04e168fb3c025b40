"""Making a quote, submitting it, and writing down the answer."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from assistdesk.book.models import Prospect, Quote, QuotePlan
from assistdesk.book.rules import moves
from assistdesk.book.rules.plans import WrittenPlan, read_plan
from assistdesk.book.services import terms
from assistdesk.book.states import QUOTE, ProspectState, QuoteState
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

PLAN_TWICE_MESSAGE = "The quote holds this plan already."
NO_PLAN_MESSAGE = "Choose the plan that was accepted."


@transaction.atomic(durable=True)
def start_quote(
    *,
    person_id: str,
    prospect_id: UUID | None,
    starts_on: date,
    plans: Sequence[WrittenPlan],
    actor: Actor,
    at: datetime,
) -> UUID:
    """Begin a quote for a client, by their Person ID, or else for a prospect; return its id.

    `starts_on` is the first day of the coverage it is about.

    Raises:
        NotThere: they are no client of the actor at `at`, or no prospect of theirs.
        ProspectMoved: the prospect is abandoned, or a client by now.
        QuoteFull, InvalidInput: there are too many plans, or one of them twice.
    """
    assert actor.account_id is not None
    quote = Quote(
        marketplace=actor.marketplace or "",
        helper_id=actor.account_id,
        prospect=_prospect(prospect_id, actor=actor) if prospect_id else None,
        person=None if prospect_id else _client(person_id, actor=actor, at=at),
        starts_on=starts_on,
        made_at=at,
        moved_at=at,
    )
    quote.save(force_insert=True)
    audit.record(action="book.quote.started", subject=quote.id, actor=actor, at=at)
    if plans:
        moves.check_room(state=QuoteState(quote.state), plans=0, more=len(plans))
        _put(quote, plans, actor=actor, at=at)
    return quote.id


def _client(person_id: str, *, actor: Actor, at: datetime) -> Person:
    if not actor.may(Permission.READ_CLIENTS):
        raise NotThere
    return access.require(actor, person_ids=[person_id], at=at)[0]


def _prospect(prospect_id: UUID, *, actor: Actor) -> Prospect:
    found = Prospect.objects.of(actor).select_for_update().filter(pk=prospect_id).first()
    if found is None:
        raise NotThere
    moves.check_prospect_open(ProspectState(found.state))
    return found


@transaction.atomic(durable=True)
def add_plan(quote_id: UUID, written: dict[str, str], *, actor: Actor, at: datetime) -> None:
    """Put a plan into a quote.

    Raises:
        NotThere: the actor has no such quote.
        QuoteMoved, QuoteFull: it takes no more plans.
        InvalidInput: with every field that needs another look, or where the plan is in already.
    """
    quote = _locked(quote_id, actor=actor)
    pack = terms.pack_of(actor, marketplace=quote.marketplace)
    moves.check_room(state=QuoteState(quote.state), plans=quote.plans.count(), more=1)
    _put(quote, [read_plan(written, terms=terms.plan_terms(pack))], actor=actor, at=at)


@transaction.atomic(durable=True)
def add_plans(quote_id: UUID, plans: Sequence[WrittenPlan], *, actor: Actor, at: datetime) -> None:
    """Put the plans of a file into a quote: all of them, or none.

    Raises:
        NotThere: the actor has no such quote.
        QuoteMoved, QuoteFull: it takes no more plans, or not as many.
        InvalidInput: one of them is in already.
    """
    quote = _locked(quote_id, actor=actor)
    moves.check_room(state=QuoteState(quote.state), plans=quote.plans.count(), more=len(plans))
    _put(quote, plans, actor=actor, at=at)


@transaction.atomic(durable=True)
def remove_plan(quote_id: UUID, plan_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Take a plan out of a quote.

    Raises:
        NotThere: the actor has no such quote, or it no such plan.
        QuoteMoved: it is not being made any more.
    """
    quote = _locked(quote_id, actor=actor)
    moves.check_room(state=QuoteState(quote.state), plans=0, more=0)
    removed, _ = quote.plans.filter(pk=plan_id).delete()
    if not removed:
        raise NotThere
    audit.record(action="book.quote.plan_removed", subject=quote.id, actor=actor, at=at)


@transaction.atomic(durable=True)
def submit_quote(quote_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Submit a quote to whom it is for: its plans are fixed from then on.

    Raises:
        NotThere: the actor has no such quote.
        QuoteMoved, QuoteEmpty: it can't be submitted.
    """
    quote = _locked(quote_id, actor=actor)
    moves.check_submittable(state=QuoteState(quote.state), plans=quote.plans.count())
    _move("submit", quote, actor=actor, at=at)


@transaction.atomic(durable=True)
def accept_quote(quote_id: UUID, *, plan_id: UUID | None, actor: Actor, at: datetime) -> None:
    """Write down that a plan of a quote was accepted.

    Raises:
        NotThere: the actor has no such quote.
        QuoteMoved: it was not submitted, or is answered.
        InvalidInput: the plan is none of its plans.
    """
    quote = _locked(quote_id, actor=actor)
    moves.check_quote_moves("accept", state=QuoteState(quote.state))
    quote.chosen = quote.plans.filter(pk=plan_id).first() if plan_id else None
    if quote.chosen is None:
        raise InvalidInput([FieldError("plan", NO_PLAN_MESSAGE)])
    _move("accept", quote, actor=actor, at=at)


@transaction.atomic(durable=True)
def reject_quote(quote_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Write down that a quote was rejected.

    Raises:
        NotThere: the actor has no such quote.
        QuoteMoved: it was not submitted, or is answered.
    """
    quote = _locked(quote_id, actor=actor)
    moves.check_quote_moves("reject", state=QuoteState(quote.state))
    _move("reject", quote, actor=actor, at=at)


def _locked(quote_id: UUID, *, actor: Actor) -> Quote:
    found = Quote.objects.of(actor).select_for_update().filter(pk=quote_id).first()
    if found is None:
        raise NotThere
    return found


def _move(move: str, quote: Quote, *, actor: Actor, at: datetime) -> None:
    quote.state = QUOTE.target(move).value
    quote.moved_at = at
    quote.save(update_fields=["state", "moved_at", "chosen"])
    audit.record(action=f"book.quote.{quote.state}", subject=quote.id, actor=actor, at=at)


def _put(quote: Quote, plans: Sequence[WrittenPlan], *, actor: Actor, at: datetime) -> None:
    held = {(one.issuer, one.plan) for one in quote.plans.all()}
    for one in plans:
        if (one.issuer, one.plan) in held:
            raise InvalidInput([FieldError("plan", PLAN_TWICE_MESSAGE)])
        held.add((one.issuer, one.plan))
    QuotePlan.objects.bulk_create(
        QuotePlan(
            quote=quote,
            issuer=one.issuer,
            plan=one.plan,
            kind=one.kind,
            premium=one.premium,
            deductible=one.deductible,
            most_to_pay=one.most_to_pay,
        )
        for one in plans
    )
    facts: dict[str, object] = {"plans": len(plans)}
    audit.record(action="book.quote.plans_added", subject=quote.id, actor=actor, at=at, facts=facts)
