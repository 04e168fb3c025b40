"""The page on which staff announce something to the people of some roles, and withdraw it."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.shared import clock
from assistdesk.shared.announcements import queries, services
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import InvalidInput, NotThere
from assistdesk.site.announcement_form import AnnouncementForm

INVALID = 422
LONGEST_CURSOR = 400


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.ANNOUNCE)
def announcements(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show what was announced in a marketplace, or announce something."""
    at, language = clock.now(), get_language() or "en"
    if not request.actor.serves(marketplace):
        raise NotThere
    pack = policy.running(marketplace)
    if request.method != "POST":
        return _page(request, pack, AnnouncementForm(pack=pack, language=language), at=at)
    form = AnnouncementForm(request.POST, pack=pack, language=language)
    if form.is_valid():
        try:
            services.announce(form.written(), actor=request.actor, at=at)
        except InvalidInput as refusal:
            for error in refusal.errors:
                form.add_error(error.field, gettext(error.message))
    if form.errors:
        return _page(request, pack, form, at=at, status=INVALID)
    return redirect("site:announcements", marketplace)


@require_POST
@allows(Permission.ANNOUNCE)
def withdraw(request: ActorRequest, marketplace: str, announcement_id: UUID) -> HttpResponse:
    """Show an announcement to nobody any more."""
    services.withdraw(announcement_id, marketplace=marketplace, actor=request.actor, at=clock.now())
    return redirect("site:announcements", marketplace)


def _page(
    request: ActorRequest, pack: Pack, form: AnnouncementForm, *, at: datetime, status: int = 200
) -> HttpResponse:
    cursor = request.GET.get("cursor", "")[:LONGEST_CURSOR]
    rows, following = queries.written(
        pack.marketplace, at=at, language=get_language() or "en", cursor=cursor or None
    )
    page = reverse("site:announcements", args=[pack.marketplace])
    shown = {
        "pack": pack,
        "form": form,
        "at": at,
        "rows": rows,
        "next": f"{page}?{urlencode({'cursor': following})}" if following else "",
        "first": page if cursor else "",
    }
    return render(request, "site/announcements.html", shown, status=status)
