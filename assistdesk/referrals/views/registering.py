"""The tab of on-demand referrals, and the three steps of registering."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.referrals.forms.agreement import AgreementForm
from assistdesk.referrals.queries.participation import Participation, participation
from assistdesk.referrals.services import leaving, registering
from assistdesk.referrals.views import weeks
from assistdesk.referrals.views.words import put_errors
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput

INVALID = 422
READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(["GET", "HEAD"])
@allows(Permission.TAKE_REFERRALS)
def on_demand(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show what on-demand referrals are, whether the helper takes part, and the way in."""
    now = participation(request.actor, marketplace=marketplace, at=clock.now())
    words = {"pack": now.pack, "now": now, "edition": now.edition, "next_step": _next_step(now)}
    return render(request, "referrals/on_demand.html", words)


@require_http_methods(READ_OR_SEND)
@allows(Permission.TAKE_REFERRALS)
def agree(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the terms, or keep that the helper agrees to them: the first step."""
    at = clock.now()
    now = participation(request.actor, marketplace=marketplace, at=at)
    if now.is_in:
        return redirect("referrals:on_demand", marketplace)
    form = AgreementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        has_agreed = form.cleaned_data["agree"]
        try:
            registering.agree(has_agreed=has_agreed, actor=request.actor, marketplace=marketplace, at=at)
        except InvalidInput as refusal:
            put_errors(form, refusal)
        else:
            return redirect("referrals:step_contact", marketplace)
    words = {"pack": now.pack, "now": now, "edition": now.edition, "form": form, "step": 1}
    return render(request, "referrals/agree.html", words, status=INVALID if form.errors else 200)


@require_http_methods(READ_OR_SEND)
@allows(Permission.TAKE_REFERRALS)
def step_schedule(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the week to fill in, or keep it and register the helper: the third step."""
    at = clock.now()
    now = participation(request.actor, marketplace=marketplace, at=at)
    if now.is_in:
        return redirect("referrals:availability", marketplace)
    if not now.reachable:
        return redirect(_next_step(now), marketplace)
    form = weeks.week_form(request, now)
    if weeks.is_sent(request) and form.is_valid():
        try:
            registering.finish(form.availability(), actor=request.actor, marketplace=marketplace, at=at)
        except InvalidInput as refusal:
            put_errors(form, refusal)
        else:
            return redirect("referrals:on_demand", marketplace)
    words = {"pack": now.pack, "now": now, "edition": now.edition, "form": form, "step": 3}
    return render(request, "referrals/step_schedule.html", words, status=INVALID if form.errors else 200)


@require_POST
@allows(Permission.TAKE_REFERRALS)
def register_again(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Let a helper who took part before take part again, with all as it was."""
    registering.register_again(actor=request.actor, marketplace=marketplace, at=clock.now())
    return redirect("referrals:on_demand", marketplace)


@require_http_methods(READ_OR_SEND)
@allows(Permission.TAKE_REFERRALS)
def leave(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Ask whether the helper means it, or let them take part no more."""
    at = clock.now()
    now = participation(request.actor, marketplace=marketplace, at=at)
    if request.method == "POST":
        leaving.leave(actor=request.actor, marketplace=marketplace, at=at)
        return redirect("referrals:on_demand", marketplace)
    return render(request, "referrals/leave.html", {"pack": now.pack, "now": now, "edition": now.edition})


def _next_step(now: Participation) -> str:
    """Return the name of the page where registering goes on."""
    if now.registration is None:
        return "referrals:agree"
    return "referrals:step_schedule" if now.reachable else "referrals:step_contact"
