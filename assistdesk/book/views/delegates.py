"""My Delegates: who may act for a helper, with what and until when."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.book.forms.delegates import POWER_WORDS, DelegateForm
from assistdesk.shared import clock
from assistdesk.shared.people import delegations, terms
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.delegations import DelegationRow
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.people.refusals import NoSuchDelegate
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import InvalidInput, NotThere

INVALID = 422


@dataclass(frozen=True, slots=True)
class _Row:
    """One delegation with its powers in words."""

    row: DelegationRow = field(repr=False)
    powers: list[Promise]


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.MANAGE_DELEGATES)
def delegates(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show who may act for the helper, or let somebody act."""
    at, pack = clock.now(), _own_pack(request.actor, marketplace)
    if request.method != "POST":
        return _page(request, pack, _form(request, pack, at=at), at=at)
    form = _form(request, pack, at=at)
    if not form.is_valid():
        return _page(request, pack, form, at=at, status=INVALID)
    delegations.check_pace(request.actor, at=at)
    try:
        delegations.grant(
            form.cleaned_data["whom"],
            powers=form.wanted_powers(),
            until=form.cleaned_data["until"],
            actor=request.actor,
            at=at,
        )
    except NoSuchDelegate as refusal:
        form.add_error("whom", gettext(refusal.message))
    except InvalidInput as refusal:
        for error in refusal.errors:
            form.add_error(error.field, gettext(error.message) % dict(error.facts))
    if form.errors:
        return _page(request, pack, form, at=at, status=INVALID)
    return redirect("book:delegates", marketplace)


@require_POST
@allows(Permission.MANAGE_DELEGATES)
def withdraw(request: ActorRequest, marketplace: str, delegation_id: UUID) -> HttpResponse:
    """Let somebody act no more, from now on."""
    delegations.withdraw(delegation_id, actor=request.actor, at=clock.now())
    return redirect("book:delegates", marketplace)


def _own_pack(actor: Actor, marketplace: str) -> Pack:
    if actor.marketplace != marketplace:
        raise NotThere
    return policy.running(marketplace)


def _form(request: ActorRequest, pack: Pack, *, at: datetime) -> DelegateForm:
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    last = terms.last_day(today=today, longest=pack.dashboard_on(today).delegation.longest)
    return DelegateForm(request.POST if request.method == "POST" else None, today=today, last=last)


def _page(
    request: ActorRequest, pack: Pack, form: DelegateForm, *, at: datetime, status: int = 200
) -> HttpResponse:
    rows = [
        _Row(one, [POWER_WORDS[power] for power in one.powers])
        for one in delegations.granted_by(request.actor, at=at)
    ]
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    shown = {
        "pack": pack,
        "tab": pack.dashboard_on(today).tab("my_delegates"),
        "form": form,
        "standing": [one for one in rows if one.row.is_standing],
        "past": [one for one in rows if not one.row.is_standing],
    }
    return render(request, "book/delegates.html", shown, status=status)
