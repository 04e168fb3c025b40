"""My Delegates by API."""

from datetime import date, datetime
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from assistdesk.shared import clock
from assistdesk.shared.people import delegations
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.people.powers import Power

router = Router(tags=["Book of business"])


class NewDelegate(Schema):
    """Who may act, with what, and until which day, inclusive, in the marketplace's zone."""

    whom: str = Field(max_length=254)
    powers: list[Power] = Field(max_length=len(Power))
    until: date


class DelegateOut(Schema):
    """Somebody who may act, or might. `ends_at` is exclusive; `status` is active, ended or withdrawn."""

    id: UUID
    username: str
    name: str
    powers: list[Power]
    starts_at: datetime
    ends_at: datetime
    status: str


class Delegates(Schema):
    """The newest two hundred, the newest first; `next` is always null."""

    items: list[DelegateOut]
    next: str | None = None


@router.get("/book/delegates", response=Delegates, auth=api_allows(Permission.MANAGE_DELEGATES))
def list_delegates(request: ActorRequest) -> dict[str, object]:
    """Who may act for the caller, and who might before."""
    rows = delegations.granted_by(request.actor, at=clock.now())
    return {"items": [_out(one) for one in rows], "next": None}


@router.post("/book/delegates", response={201: DelegateOut}, auth=api_allows(Permission.MANAGE_DELEGATES))
def let_act(request: ActorRequest, payload: NewDelegate) -> Status[dict[str, object]]:
    """Let somebody act for the caller, instead of what they may do now."""
    at = clock.now()
    delegations.check_pace(request.actor, at=at)
    made = delegations.grant(
        payload.whom, powers=payload.powers, until=payload.until, actor=request.actor, at=at
    )
    row = next(one for one in delegations.granted_by(request.actor, at=at) if one.id == made.id)
    return Status(201, _out(row))


@router.post(
    "/book/delegates/{delegation_id}/withdraw",
    response={204: None},
    auth=api_allows(Permission.MANAGE_DELEGATES),
)
def withdraw(request: ActorRequest, delegation_id: UUID) -> Status[None]:
    """Let somebody act for the caller no more, from now on."""
    delegations.withdraw(delegation_id, actor=request.actor, at=clock.now())
    return Status(204, None)


def _out(row: delegations.DelegationRow) -> dict[str, object]:
    status = "active" if row.is_standing else "withdrawn" if row.is_withdrawn else "ended"
    return {
        "id": row.id,
        "username": row.other_username,
        "name": row.other,
        "powers": row.powers,
        "starts_at": row.starts_at,
        "ends_at": row.over_at,
        "status": status,
    }
