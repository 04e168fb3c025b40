"""My Availability: the week, days off, out of office, and the pause switch."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.referrals.forms.absences import AbsenceForm, DayOffForm
from assistdesk.referrals.forms.week import WeekForm, zone_said
from assistdesk.referrals.queries.participation import Participation, participation
from assistdesk.referrals.services import availability as services
from assistdesk.referrals.views import weeks
from assistdesk.referrals.views.words import put_errors
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput

INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.TAKE_REFERRALS)
def availability(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show when the helper is there, or keep a changed week."""
    at = clock.now()
    now = participation(request.actor, marketplace=marketplace, at=at)
    if not (now.is_in or now.was_in):
        return redirect("referrals:on_demand", marketplace)
    form = weeks.week_form(request, now)
    if weeks.is_sent(request) and form.is_valid():
        try:
            services.save_availability(
                form.availability(), actor=request.actor, marketplace=marketplace, at=at
            )
        except InvalidInput as refusal:
            put_errors(form, refusal)
        else:
            return _back(marketplace, done="week")
    return _page(request, now, form=form)


@require_POST
@allows(Permission.TAKE_REFERRALS)
def pause(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Turn the pause switch on or off."""
    is_paused = request.POST.get("pause") == "on"
    services.set_paused(is_paused=is_paused, actor=request.actor, marketplace=marketplace, at=clock.now())
    return _back(marketplace, done="paused" if is_paused else "resumed")


@require_POST
@allows(Permission.TAKE_REFERRALS)
def add_day_off(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Take a day off."""
    at = clock.now()
    now = participation(request.actor, marketplace=marketplace, at=at)
    form = DayOffForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["day"]
        try:
            services.add_day_off(day, actor=request.actor, marketplace=marketplace, at=at)
        except InvalidInput as refusal:
            put_errors(form, refusal)
        else:
            return _back(marketplace, done="day")
    return _page(request, now, day_form=form)


@require_POST
@allows(Permission.TAKE_REFERRALS)
def add_absence(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Be out of office for a while."""
    at = clock.now()
    now = participation(request.actor, marketplace=marketplace, at=at)
    form = AbsenceForm(request.POST)
    if form.is_valid():
        starts_at, ends_at = form.span(now.zone)
        try:
            services.add_absence(starts_at, ends_at, actor=request.actor, marketplace=marketplace, at=at)
        except InvalidInput as refusal:
            put_errors(form, refusal)
        else:
            return _back(marketplace, done="absence")
    return _page(request, now, absence_form=form)


@require_POST
@allows(Permission.TAKE_REFERRALS)
def take_back(request: ActorRequest, marketplace: str, absence_id: UUID) -> HttpResponse:
    """Forget a day off or an absence."""
    services.take_back_absence(absence_id, actor=request.actor, marketplace=marketplace, at=clock.now())
    return _back(marketplace, done="back")


def _back(marketplace: str, *, done: str) -> HttpResponse:
    return redirect(f"{reverse('referrals:availability', args=[marketplace])}?done={done}")


def _page(
    request: ActorRequest,
    now: Participation,
    *,
    form: WeekForm | None = None,
    day_form: DayOffForm | None = None,
    absence_form: AbsenceForm | None = None,
) -> HttpResponse:
    schedule = now.schedule
    day_form, absence_form = day_form or DayOffForm(), absence_form or AbsenceForm()
    form = form or WeekForm(now=now, hours=schedule.hours, breaks=schedule.breaks)
    all_forms: list[forms.Form] = [form, day_form, absence_form]
    words = {
        "pack": now.pack,
        "now": now,
        "edition": now.edition,
        "form": form,
        "day_form": day_form,
        "absence_form": absence_form,
        "absences": [one for one in now.absences if one.ends_at is None or one.ends_at > now.at],
        "zone": zone_said(now.zone),
        "done": request.GET.get("done", ""),
    }
    wrong = any(one.errors for one in all_forms)
    return render(request, "referrals/availability.html", words, status=INVALID if wrong else 200)
