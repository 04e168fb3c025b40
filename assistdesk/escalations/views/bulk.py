"""Work on many incidents: what it would do to each, then doing it, then what became of it."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import clean_text
from assistdesk.escalations.forms.queue import QueueFilter
from assistdesk.escalations.rules.bulk import MOST_AT_ONCE, Effect, Work
from assistdesk.escalations.rules.filling import PLACEHOLDERS
from assistdesk.escalations.services import filled
from assistdesk.escalations.states import BulkAction, BulkOutcome
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.templates import choices_for_many, chosen_text
from assistdesk.escalations.views.words import errors_said
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, MalformedRequest

RUN, FILL = "run", "fill"
Picks = tuple[tuple[UUID, int], ...]


@require_POST
@allows(Permission.WORK_INCIDENTS)
def bulk(request: ActorRequest, marketplace: str, team: str) -> HttpResponse:
    """Show what the chosen work would do to each of the chosen incidents, or start it."""
    desk = Desk.of(request, marketplace)
    queries.check_reads(desk.actor, marketplace=marketplace, team=team)
    work = _work(request.POST)
    picks = _picks(request, desk, team)
    if request.POST.get("step") == FILL:
        choices = choices_for_many(desk, team)
        work = replace(work, text=chosen_text(choices, request.POST.get("template", "")) or work.text)
    if request.POST.get("step") != RUN:
        return _preview(request, desk, team, picks=picks, work=work, errors=[])
    try:
        new = services.NewBulk(_uuid(request.POST.get("key", "")), marketplace, team, work, picks)
        started = services.start_bulk(new, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        return _preview(request, desk, team, picks=picks, work=work, errors=errors_said(refusal))
    if not started.is_queued:
        services.work_bulk(started.id, at=desk.at)
    return redirect("escalations:bulk_run", marketplace, team, started.id)


@require_safe
@allows(Permission.WORK_INCIDENTS)
def bulk_run(request: ActorRequest, marketplace: str, team: str, run_id: UUID) -> HttpResponse:
    """Show how far a run is, and what became of each incident."""
    desk = Desk.of(request, marketplace)
    run = queries.bulk_run(run_id, actor=desk.actor)
    words = {
        "pack": desk.pack,
        "team": team,
        "run": run,
        "items": [(one, gettext(one.why) if one.why else "") for one in run.items],
        "outcomes": BulkOutcome,
    }
    template = "escalations/bulk_run.html#run" if request.htmx else "escalations/bulk_run.html"
    return render(request, template, words)


def _preview(
    request: ActorRequest,
    desk: Desk,
    team: str,
    *,
    picks: Picks,
    work: Work,
    errors: list[tuple[str, str]],
) -> HttpResponse:
    rows = queries.forecasts(desk.actor, picks, work, marketplace=desk.marketplace, team=team)
    is_said = work.action in (BulkAction.REPLY, BulkAction.MOVE) and bool(work.text)
    words = {
        "pack": desk.pack,
        "team": team,
        "team_words": desk.pack.directory.teams[team],
        "work": work,
        "choice": request.POST.get("action", ""),
        "rows": [
            (one, filled.text_for(one.incident, work.text, actor=desk.actor) if is_said else "")
            for one in rows
        ],
        "able": sum(one.effect is Effect.DONE for one in rows),
        "is_full": len(rows) >= MOST_AT_ONCE,
        "colleagues": queries.colleagues(desk.actor, marketplace=desk.marketplace, team=team),
        "placeholders": PLACEHOLDERS,
        "templates": choices_for_many(desk, team) if work.says_something else [],
        "chosen": request.POST.get("template", ""),
        "key": uuid4(),
        "errors": [said for _, said in errors],
        "at": desk.at,
    }
    return render(request, "escalations/bulk.html", words, status=INVALID if errors else 200)


def _work(sent: QueryDict) -> Work:
    """Return the work that the form names: `assign`, `note`, `reply` or `move:` with the move's name.

    Raises:
        MalformedRequest: it names none.
    """
    name, _, move = sent.get("action", "").partition(":")
    if name not in tuple(BulkAction):
        raise MalformedRequest
    action = BulkAction(name)
    target = move if action is BulkAction.MOVE else sent.get("target", "")[:60]
    text = clean_text(sent.get("text", ""))
    return Work(action, target if action in (BulkAction.MOVE, BulkAction.ASSIGN) else "", text)


def _picks(request: ActorRequest, desk: Desk, team: str) -> Picks:
    """Return what was ticked, as `id:version`, or all that the view of the queue holds."""
    if request.POST.get("all"):
        narrow = QueueFilter.read(request.POST.dict())
        zone = desk.pack.identity.zone
        asked = narrow.asked(marketplace=desk.marketplace, team=team, zone=zone, at=desk.at)
        return tuple(queries.all_that_match(desk.actor, asked))
    picks = []
    for one in request.POST.getlist("picked")[: MOST_AT_ONCE + 1]:
        name, _, version = one.partition(":")
        if not version.isascii() or not version.isdigit():
            raise MalformedRequest
        picks.append((_uuid(name), int(version[:9])))
    return tuple(picks)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise MalformedRequest from None
