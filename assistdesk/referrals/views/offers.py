"""Quick Updates: what a helper is offered, has and missed, with the Referral Manager."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assistdesk.referrals import queries, services
from assistdesk.referrals.refusals import (
    AlreadyTaken,
    Held,
    NotAbleToHelp,
    OfferClosed,
    TooManyOpen,
)
from assistdesk.referrals.views import saying
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import Refusal

LAST = 5
SAID = (AlreadyTaken, Held, OfferClosed, NotAbleToHelp, TooManyOpen)
CONFLICT = 409


@require_safe
@allows(Permission.TAKE_REFERRALS)
def manager(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show Quick Updates."""
    return _page(request, marketplace, refusal=None)


@require_POST
@allows(Permission.TAKE_REFERRALS)
def answer(request: ActorRequest, marketplace: str, offer_id: UUID) -> HttpResponse:
    """Accept or reject an offer; who comes too late is told so above the list."""
    at = clock.now()
    try:
        if request.POST.get("answer") == "accept":
            contact = services.accept(offer_id, actor=request.actor, at=at)
            return redirect("referrals:one", marketplace, contact.reference)
        services.reject(offer_id, actor=request.actor, at=at)
    except SAID as refusal:
        return _page(request, marketplace, refusal=refusal)
    return redirect("referrals:manager", marketplace)


@require_POST
@allows(Permission.TAKE_REFERRALS)
def sound(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Let a new offer make a sound, or no more."""
    services.switch_sound(is_on=request.POST.get("sound") == "on", actor=request.actor)
    return redirect("referrals:manager", marketplace)


def _page(request: ActorRequest, marketplace: str, *, refusal: Refusal | None) -> HttpResponse:
    actor, at, language = request.actor, clock.now(), saying.language()
    part = queries.participation(actor, marketplace=marketplace, at=at)
    pack, edition = part.pack, part.edition
    cards = [saying.card(one, edition) for one in queries.lately(actor, pack=pack, language=language, at=at)]
    shown = {
        "pack": pack,
        "edition": edition,
        "part": part,
        "at": at,
        "cards": cards,
        "open_count": sum(one.row.is_open for one in cards),
        "own": queries.in_progress(actor, pack=pack, language=language),
        "completed": queries.completed(actor, pack=pack, language=language, limit=LAST),
        "missed": queries.missed(actor, pack=pack, language=language, limit=LAST),
        "misses": part.registration.consecutive_misses if part.registration else 0,
        "most_misses": edition.misses.deregister_after,
        "refusal": saying.said(refusal) if refusal else "",
        "is_kind": isinstance(refusal, AlreadyTaken | Held | OfferClosed),
    }
    return render(request, "referrals/manager.html", shown, status=CONFLICT if refusal else 200)
