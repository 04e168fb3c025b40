"""Answering by the link of a message: Manage Referral, One Time Passcode, Customer Details."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assistdesk.referrals import queries, services
from assistdesk.referrals.forms.proofs import keep, proof_of
from assistdesk.referrals.refusals import (
    AlreadyTaken,
    Held,
    JustSent,
    LinkExpired,
    NotAbleToHelp,
    OfferClosed,
    PasscodeWrong,
    TooManyOpen,
    TooManyTries,
)
from assistdesk.referrals.services import OpenedLink
from assistdesk.referrals.views import saying
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, open_to_all
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import Refusal

GONE, CONFLICT, FORBIDDEN, INVALID, TOO_MANY = 410, 409, 403, 422, 429
OVER: dict[type[Refusal], int] = {LinkExpired: GONE, AlreadyTaken: CONFLICT, OfferClosed: CONFLICT}
STAYS: dict[type[Refusal], int] = {
    PasscodeWrong: INVALID,
    TooManyTries: TOO_MANY,
    JustSent: TOO_MANY,
    TooManyOpen: CONFLICT,
    NotAbleToHelp: FORBIDDEN,
}


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason="whoever has the link and the passcode is the helper")
def link(request: ActorRequest, token: str) -> HttpResponse:
    """Show an offer to the holder of its link, and take the answer. Looking changes nothing."""
    try:
        if request.method == "POST":
            return _answer(request, token)
        return _page(request, token, refusal=None)
    except tuple(OVER) as refusal:
        return _over(request, refusal)


def _answer(request: ActorRequest, token: str) -> HttpResponse:
    at, asked = clock.now(), request.POST.get("answer", "")
    here = redirect("referrals:link", token)
    try:
        if asked == "accept":
            services.accept_by_link(token, at=at)
        elif asked == "resend":
            services.resend(token, at=at)
        elif asked == "passcode":
            keep(services.confirm_by_link(token, request.POST.get("passcode", ""), at=at), here, at=at)
        elif asked == "reject":
            services.reject_by_link(token, at=at)
            return render(request, "referrals/link_over.html", {"is_rejected": True})
    except Held:
        pass  # the page says that the helper is next in line
    except tuple(STAYS) as refusal:
        return _page(request, token, refusal=refusal)
    return here


def _page(request: ActorRequest, token: str, *, refusal: Refusal | None) -> HttpResponse:
    at = clock.now()
    opened = services.open_link(token)
    if request.method == "GET":
        services.saw(token, at=at)
    pack = policy.running(opened.offer.marketplace)
    edition = queries.edition_of(opened.referral, pack=pack)
    shown = {
        "pack": pack,
        "at": at,
        "token": token,
        "refusal": saying.said(refusal) if refusal else "",
        "is_wrong": isinstance(refusal, PasscodeWrong),
    }
    if opened.is_shown:
        found = services.details_by_link(token, proof_of(request), at=at)
        spoken = queries.language_name(found.contact.language, language=saying.language())
        shown |= {
            "resident": saying.resident(found.contact, edition, spoken=spoken),
            "expires_at": found.expires_at,
            "seconds": int((found.expires_at - at).total_seconds()) + 1,
        }
        return render(request, "referrals/link_customer.html", shown)
    row = queries.row_of(opened.offer, pack=pack, language=saying.language())
    shown |= {"card": saying.card(row, edition), "opened": opened}
    template = "link_passcode" if _is_at_passcode(opened) else "link"
    return render(request, f"referrals/{template}.html", shown, status=_status(refusal))


def _is_at_passcode(opened: OpenedLink) -> bool:
    """Tell whether the helper pressed Accept and may go on with a passcode, be it a new one."""
    return opened.hold is not None and (opened.is_held or opened.offer.waits_since is None)


def _status(refusal: Refusal | None) -> int:
    return STAYS[type(refusal)] if refusal else 200


def _over(request: ActorRequest, refusal: Refusal) -> HttpResponse:
    shown = {"refusal": saying.said(refusal), "is_taken": isinstance(refusal, AlreadyTaken)}
    return render(request, "referrals/link_over.html", shown, status=OVER[type(refusal)])
