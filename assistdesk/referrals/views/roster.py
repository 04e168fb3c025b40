"""Who is on duty: by the hour, and by area and language."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.referrals.queries.roster import roster
from assistdesk.referrals.views import staff_words as words
from assistdesk.referrals.views.staff_desk import StaffDesk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_safe
@allows(Permission.SEE_REFERRALS)
def on_duty(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show how many helpers are on duty, hour by hour for a day, and now by area and language."""
    desk = StaffDesk.of(request, marketplace)
    found = roster(desk.actor, pack=desk.pack, at=desk.at)
    names = [words.language_said(code, language=desk.language) for code in found.languages]
    context = {"pack": desk.pack, "at": desk.at, "roster": found, "languages": names}
    return render(request, "referrals/on_duty.html", context)
