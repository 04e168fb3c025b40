"""A helper's own referrals by API: the resident, attempts, the outcome."""

from uuid import uuid4

from ninja import Router, Status

from assistdesk.referrals import queries, services
from assistdesk.referrals.api import schemas
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy

router = Router(tags=["On-demand"], by_alias=True)


@router.get("/referrals/{reference}", response=schemas.Referral, auth=api_allows(Permission.TAKE_REFERRALS))
def referral(request: ActorRequest, reference: str) -> dict[str, object]:
    """A referral that the caller accepted, with the resident. Each reading is written into the audit log."""
    return _whole(reference, request.actor)


@router.post(
    "/referrals/{reference}/contact-attempts",
    response={201: schemas.Referral},
    auth=api_allows(Permission.TAKE_REFERRALS),
)
def attempt(request: ActorRequest, reference: str, payload: schemas.Attempt) -> Status[dict[str, object]]:
    """Record an attempt to reach the resident; the first one is what the promise is measured by."""
    key = request.headers.get("Idempotency-Key") or uuid4().hex
    services.attempt(reference, result=payload.result, key=key, actor=request.actor, at=clock.now())
    return Status(201, _whole(reference, request.actor))


@router.post(
    "/referrals/{reference}/complete",
    response=schemas.Referral,
    auth=api_allows(Permission.TAKE_REFERRALS),
)
def complete(request: ActorRequest, reference: str, payload: schemas.Completion) -> dict[str, object]:
    """Set a referral complete with its outcome; the same again changes nothing."""
    services.complete(reference, outcome=payload.outcome, actor=request.actor, at=clock.now())
    return _whole(reference, request.actor)


def _whole(reference: str, actor: Actor) -> dict[str, object]:
    own = services.read_own(reference, actor=actor, at=clock.now())
    found = own.referral
    pack = policy.running(found.marketplace)
    return {
        "reference": found.reference,
        "marketplace": found.marketplace,
        "status": found.state,
        "requested_at": schemas.in_zone(found.requested_at, pack),
        "accepted_at": schemas.in_zone(found.accepted_at, pack),
        "callback_by": schemas.in_zone(found.call_back_by, pack),
        "first_attempt_at": schemas.in_zone(found.first_attempt_at, pack),
        "reached_at": schemas.in_zone(found.reached_at, pack),
        "asked_about_at": schemas.in_zone(found.asked_about_at, pack),
        "completed_at": schemas.in_zone(found.ended_at if found.outcome else None, pack),
        "outcome": found.outcome or None,
        "contact": schemas.customer(own.contact) if own.contact else None,
        "attempts": [
            {"result": one.result, "at": schemas.in_zone(one.at, pack)} for one in queries.attempts(found)
        ],
    }
