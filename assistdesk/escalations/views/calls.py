"""Calls: logging one about an entry of the guide whose door is a phone line."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import CallForm, clean_line, clean_text
from assistdesk.escalations.views import workplace
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.words import errors_said
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.LOG_CALLS)
def log_call(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the form of a call and what to say on it, or keep the call."""
    desk = Desk.of(request, marketplace)
    if request.method != "POST":
        entry = clean_line(request.GET.get("entry", ""))
        return _page(request, desk, form=CallForm(initial={"entry": entry}), entry=entry)
    entry = clean_line(request.POST.get("entry", ""))
    new = services.NewCall(
        marketplace=marketplace,
        entry=entry,
        ticket_number=clean_line(request.POST.get("ticket_number", "")),
        note=clean_text(request.POST.get("note", "")),
        key=workplace.writing_of(request),
    )
    try:
        services.log_call(new, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        form = CallForm(request.POST)
        form.say(errors_said(refusal))
        return _page(request, desk, form=form, entry=entry)
    return redirect(f"{reverse('escalations:log_call', args=[marketplace])}#calls")


def _page(request: ActorRequest, desk: Desk, *, form: CallForm, entry: str) -> HttpResponse:
    entries = queries.phone_entries(desk.pack, on=desk.today, language=desk.language)
    form.offer([(one.key, one.title) for one in entries])
    words = {
        "pack": desk.pack,
        "form": form,
        "writing": workplace.writing_of(request),
        "entry": next((one for one in entries if one.key == entry), None),
        "calls": queries.logged_calls(desk.actor, language=desk.language),
    }
    return render(request, "escalations/log_call.html", words, status=INVALID if form.is_bound else 200)
