"""The pages of who is signed in: their account, their settings, and what reached them."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assistdesk.shared import clock
from assistdesk.shared.announcements import queries as announcements
from assistdesk.shared.announcements import services
from assistdesk.shared.people import delegations
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.site import letters

LONGEST_CURSOR = 400


def _place(actor: Actor) -> dict[str, object]:
    """Return the marketplace of somebody's own pages, and the zone in which they tell the time."""
    pack = policy.running(actor.marketplace) if actor.marketplace else None
    return {"pack": pack, "zone": pack.identity.zone if pack else "UTC"}


@require_safe
@allows(Permission.OWN_ACCOUNT)
def account(request: ActorRequest) -> HttpResponse:
    """Show what the desk has on record of who is signed in."""
    at, actor = clock.now(), request.actor
    assert actor.account_id is not None
    shown = _place(actor) | {
        "account": people.account_by_id(actor.account_id),
        "helper": people.helper_of(actor),
        "acts_for": delegations.open_to(actor, at=at) if actor.is_helper else [],
        "at": at,
    }
    return render(request, "site/my_account.html", shown)


@require_safe
@allows(Permission.OWN_ACCOUNT)
def preferences(request: ActorRequest) -> HttpResponse:
    """Show what the one signed in can set, and where."""
    return render(request, "site/my_settings.html", _place(request.actor))


@require_safe
@allows(Permission.OWN_ACCOUNT)
def messages(request: ActorRequest) -> HttpResponse:
    """Show what was sent to who is signed in and what was announced; `?show=` chooses."""
    at, actor = clock.now(), request.actor
    only = request.GET.get("show", "")
    only = only if only in letters.FILTERS else ""
    cursor = request.GET.get("cursor", "")[:LONGEST_CURSOR]
    rows, following = letters.letters(
        actor, only=only, cursor=cursor or None, language=get_language() or "en", at=at
    )
    page = reverse("site:my_messages")
    asked = {"show": only} if only else {}
    shown = _place(actor) | {
        "letters": rows,
        "only": only,
        "unread": announcements.unread(actor, at=at),
        "next": f"{page}?{urlencode(asked | {'cursor': following})}" if following else "",
        "first": f"{page}?{urlencode(asked)}" if cursor else "",
    }
    return render(request, "site/my_messages.html", shown)


@require_safe
@allows(Permission.OWN_ACCOUNT)
def announcement(request: ActorRequest, announcement_id: UUID) -> HttpResponse:
    """Show one announcement; who reads it has read it."""
    at, actor = clock.now(), request.actor
    found = announcements.one_showing(announcement_id, actor, at=at, language=get_language() or "en")
    if request.method == "GET":
        services.mark_read(found.id, actor=actor, at=at)
    return render(request, "site/my_message.html", _place(actor) | {"letter": letters.announced(found)})


@require_safe
@allows(Permission.OWN_ACCOUNT)
def message(request: ActorRequest, message_id: UUID) -> HttpResponse:
    """Show one message that the desk sent; who reads it has read it."""
    found = letters.sent_letter(request.actor, message_id)
    if request.method == "GET":
        services.mark_read(found.id, actor=request.actor, at=clock.now())
    return render(request, "site/my_message.html", _place(request.actor) | {"letter": found})
