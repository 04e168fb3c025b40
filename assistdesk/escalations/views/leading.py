"""The lead's board: what is at risk in a team, and giving it to somebody from there."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import clean_line
from assistdesk.escalations.queries import board as risks
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import Timed
from assistdesk.escalations.views.desks import Desk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotThere

PAGE = 50


@require_safe
@allows(Permission.READ_BOARDS)
def boards(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show what is at risk in each team that the actor reads, in figures."""
    desk = Desk.of(request, marketplace)
    found = risks.boards(desk.actor, marketplace=marketplace, language=desk.language, at=desk.at)
    words = {"pack": desk.pack, "boards": found, "kinds": risks.AT_RISK, "at": desk.at}
    return render(request, "escalations/boards.html", words)


@require_safe
@allows(Permission.READ_BOARDS)
def board(request: ActorRequest, marketplace: str, team: str) -> HttpResponse:
    """Show what is at risk in a team, the longest late first; with `kind`, all of one kind in pages."""
    desk = Desk.of(request, marketplace)
    shown = risks.board(desk.actor, marketplace=marketplace, team=team, language=desk.language, at=desk.at)
    kind, cursor = request.GET.get("kind", ""), request.GET.get("cursor")
    if kind:
        if kind not in set(Timed):
            raise NotThere
        lists = [
            risks.at_risk(shown, Timed(kind), language=desk.language, at=desk.at, cursor=cursor, limit=PAGE)
        ]
    else:
        lists = [
            risks.at_risk(shown, one.kind, language=desk.language, at=desk.at)
            for one in shown.counts
            if one.count
        ]
    is_own = team in desk.actor.teams and desk.actor.may(Permission.WORK_INCIDENTS)
    words = {
        "pack": desk.pack,
        "board": shown,
        "lists": lists,
        "kind": kind,
        "at": desk.at,
        "members": queries.colleagues(desk.actor, marketplace=marketplace, team=team) if is_own else [],
        "next": "?" + urlencode({"kind": kind, "cursor": lists[0].next}) if kind and lists[0].next else "",
        "first": "?" + urlencode({"kind": kind}) if kind and cursor else "",
    }
    return render(request, "escalations/board.html", words)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def board_assign(request: ActorRequest, marketplace: str, team: str) -> HttpResponse:
    """Give an incident of the board to somebody of its team, and come back to the board."""
    desk = Desk.of(request, marketplace)
    number, to = (clean_line(request.POST.get(name, "")) for name in ("number", "to"))
    services.assign(IncidentRef(number, marketplace), to=to, actor=desk.actor, at=desk.at)
    return redirect("escalations:board", marketplace, team)
