"""The week as a form, on the page of the third step and on My Availability."""

from django.http import QueryDict

from assistdesk.referrals.forms.week import PRESETS, WeekForm
from assistdesk.referrals.queries.participation import Participation
from assistdesk.shared.people.guards import ActorRequest


def is_sent(request: ActorRequest) -> bool:
    """Tell whether the form was sent to be kept, and not to be filled with a preset."""
    return request.method == "POST" and "preset" not in request.POST


def week_form(request: ActorRequest, now: Participation) -> WeekForm:
    """Return the form: as it was sent, filled with the preset that was asked for, or as it is kept."""
    schedule = now.schedule
    hours, breaks = schedule.hours, schedule.breaks
    if request.method != "POST":
        return WeekForm(now=now, hours=hours or PRESETS["weekdays"], breaks=breaks)
    preset = PRESETS.get(request.POST.get("preset", ""))
    if preset is None:
        return WeekForm(request.POST, now=now, hours=hours, breaks=breaks)
    form = WeekForm(now=now, hours=preset, breaks=())
    form.initial.update(_besides_hours(request.POST))
    return form


def _besides_hours(sent: QueryDict) -> dict[str, object]:
    """Return what was typed in the fields that a preset leaves alone."""
    single = {name: sent[name] for name in ("zone", "max_open", "zip") if name in sent}
    return {**single, "languages": sent.getlist("languages")}
