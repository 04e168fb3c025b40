"""A team's queue by API: the next one to take, work on many incidents, reply templates."""

from uuid import UUID, uuid4

from django.utils.translation import gettext
from ninja import Router, Status

from assistdesk.escalations import queries, services
from assistdesk.escalations.api import queue_schemas as schemas
from assistdesk.escalations.api.incidents import whole_of
from assistdesk.escalations.api.schemas import Incident, in_zone
from assistdesk.escalations.queries import RunView
from assistdesk.escalations.rules.bulk import MOVES, Work
from assistdesk.escalations.services import filled
from assistdesk.escalations.states import BulkAction
from assistdesk.shared import clock
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import FieldError, InvalidInput

ME = "me"
Picks = tuple[tuple[UUID, int], ...]

router = Router(tags=["Escalations"], by_alias=True)


@router.post(
    "/marketplaces/{marketplace}/queues/{team}/next",
    response=Incident,
    auth=api_allows(Permission.WORK_INCIDENTS),
)
def take_next(request: ActorRequest, marketplace: str, team: str) -> dict[str, object]:
    """Take what presses most of what nobody works on; two callers at once get two different ones."""
    queries.check_reads(request.actor, marketplace=marketplace, team=team)
    ref = services.take_next(marketplace=marketplace, team=team, actor=request.actor, at=clock.now())
    return whole_of(ref, actor=request.actor)


@router.get(
    "/marketplaces/{marketplace}/queues/{team}/templates",
    response=schemas.Templates,
    auth=api_allows(Permission.WORK_INCIDENTS),
)
def reply_templates(request: ActorRequest, marketplace: str, team: str) -> dict[str, object]:
    """The team's reply templates in every language, with their placeholders not filled in."""
    queries.check_reads(request.actor, marketplace=marketplace, team=team)
    rows = queries.reply_templates(marketplace=marketplace, team=team)
    return {"items": [{"id": one.id, "names": one.names, "texts": one.texts} for one in rows], "next": None}


@router.post(
    "/marketplaces/{marketplace}/queues/{team}/bulk/preview",
    response=schemas.Preview,
    auth=api_allows(Permission.WORK_INCIDENTS),
)
def preview(request: ActorRequest, marketplace: str, team: str, payload: schemas.Bulk) -> dict[str, object]:
    """What the work would do to each incident, in the queue's order; nothing is changed."""
    queries.check_reads(request.actor, marketplace=marketplace, team=team)
    picks = _picks(request.actor, payload, marketplace=marketplace, team=team)
    work = _work(request.actor, payload, marketplace=marketplace, team=team)
    rows = queries.forecasts(request.actor, picks, work, marketplace=marketplace, team=team)
    is_filled = work.action in (BulkAction.REPLY, BulkAction.MOVE) and bool(work.text)
    return {
        "items": [
            {
                "incident_number": one.incident.number,
                "version": one.incident.version,
                "effect": one.effect.value,
                "was_changed": one.was_changed,
                "text": filled.text_for(one.incident, work.text, actor=request.actor) if is_filled else None,
            }
            for one in rows
        ],
        "next": None,
    }


@router.post(
    "/marketplaces/{marketplace}/queues/{team}/bulk",
    response={201: schemas.Run},
    auth=api_allows(Permission.WORK_INCIDENTS),
)
def start(
    request: ActorRequest, marketplace: str, team: str, payload: schemas.Bulk
) -> Status[dict[str, object]]:
    """Do the work to each incident, each for itself. More than 25 are left to a worker: ask the run again."""
    queries.check_reads(request.actor, marketplace=marketplace, team=team)
    picks = _picks(request.actor, payload, marketplace=marketplace, team=team)
    work = _work(request.actor, payload, marketplace=marketplace, team=team)
    at = clock.now()
    new = services.NewBulk(uuid4(), marketplace, team, work, picks)
    started = services.start_bulk(new, actor=request.actor, at=at)
    if not started.is_queued:
        services.work_bulk(started.id, at=at)
    return Status(201, _run(queries.bulk_run(started.id, actor=request.actor)))


@router.get(
    "/marketplaces/{marketplace}/queues/{team}/bulk/{run_id}",
    response=schemas.Run,
    auth=api_allows(Permission.WORK_INCIDENTS),
)
def run(request: ActorRequest, marketplace: str, team: str, run_id: UUID) -> dict[str, object]:
    """How far a run of the caller's own is, and what became of each incident."""
    queries.check_reads(request.actor, marketplace=marketplace, team=team)
    return _run(queries.bulk_run(run_id, actor=request.actor))


def _work(actor: Actor, payload: schemas.Bulk, *, marketplace: str, team: str) -> Work:
    """Return the work; a member may be named by username, by id or as `me`.

    Raises:
        InvalidInput: there is no such member, or no such move.
    """
    target = payload.target
    if payload.action is BulkAction.MOVE:
        if target not in MOVES:
            raise InvalidInput([FieldError("target", "Choose one of the answers offered.")])
        return Work(payload.action, target, payload.text)
    if payload.action is not BulkAction.ASSIGN:
        return Work(payload.action, text=payload.text)
    wanted = str(actor.account_id) if target == ME else target
    for one in people.team_members(marketplace, team):
        if wanted in (one.username, str(one.id)):
            return Work(payload.action, str(one.id), payload.text)
    raise InvalidInput([FieldError("target", "The team has no member of that name.")])


def _picks(actor: Actor, payload: schemas.Bulk, *, marketplace: str, team: str) -> Picks:
    """Return id and version of each incident that is named.

    Raises:
        InvalidInput: the team has none of a number, as far as the actor may see.
    """
    seen = {one.incident_number: one.version for one in payload.incidents}
    found = queries.team_incidents(actor, tuple(seen), marketplace=marketplace, team=team)
    missing = sorted(seen.keys() - found.keys())
    if missing:
        facts = (("numbers", ", ".join(missing)),)
        raise InvalidInput([FieldError("incidents", "The team has no such incident: %(numbers)s.", facts)])
    return tuple((found[number].id, version or found[number].version) for number, version in seen.items())


def _run(view: RunView) -> dict[str, object]:
    zone = policy.running(view.marketplace).identity.zone
    return {
        "id": view.id,
        "action": view.action,
        "made_at": in_zone(view.made_at, zone),
        "finished_at": in_zone(view.finished_at, zone),
        "total": view.total,
        "done": view.done,
        "waiting": view.waiting,
        "items": [
            {
                "incident_number": one.number,
                "outcome": one.outcome,
                "why": gettext(one.why) if one.why else None,
            }
            for one in view.items
        ],
    }
