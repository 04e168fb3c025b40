"""Offering a referral by hand, and opening and closing the season."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from assistdesk.referrals import services
from assistdesk.referrals.forms.staff import clean_name, reason_of
from assistdesk.referrals.queries.whole import row_of
from assistdesk.referrals.services import choosing_by_hand
from assistdesk.referrals.states import OfferKind
from assistdesk.referrals.views.explaining import Shown, staff_page
from assistdesk.referrals.views.staff_desk import INVALID, StaffDesk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput

ALL = "all"


@require_POST
@allows(Permission.ASSIGN_REFERRALS)
def helpers(request: ActorRequest, marketplace: str, reference: str) -> HttpResponse:
    """Show helpers to whom a referral can be offered, and what speaks against the others."""
    desk = StaffDesk.of(request, marketplace)
    name = clean_name(request.POST.get("name", ""))
    return _page(request, desk, reference, name=name)


@require_POST
@allows(Permission.ASSIGN_REFERRALS)
def offer(request: ActorRequest, marketplace: str, reference: str) -> HttpResponse:
    """Offer a referral to the helper that the form names, or to all who fit."""
    desk = StaffDesk.of(request, marketplace)
    wanted = request.POST.get("to", "")
    try:
        services.offer_by_hand(
            reference,
            marketplace=marketplace,
            to=None if wanted == ALL else _id(wanted),
            kind=OfferKind.MASS if wanted == ALL else OfferKind.GENERAL,
            actor=desk.actor,
            at=desk.at,
        )
    except InvalidInput as refusal:
        errors = [gettext(error.message) for error in refusal.errors]
        name = clean_name(request.POST.get("name", ""))
        return _page(request, desk, reference, name=name, errors=errors)
    return redirect(f"{reverse('referrals:one', args=[marketplace, reference])}?done=offered")


@require_POST
@allows(Permission.ASSIGN_REFERRALS)
def season(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Open or close a marketplace's referrals, with a reason that stands on the board.

    Raises:
        InvalidInput: there is no reason.
    """
    desk = StaffDesk.of(request, marketplace)
    services.switch_season(
        marketplace,
        is_open=request.POST.get("is_open") == "yes",
        reason=reason_of(request.POST.get("reason", "")),
        actor=desk.actor,
        at=desk.at,
    )
    return redirect("referrals:board", marketplace)


def _page(
    request: ActorRequest, desk: StaffDesk, reference: str, *, name: str, errors: list[str] | None = None
) -> HttpResponse:
    row = row_of(desk.actor, reference, marketplace=desk.marketplace)
    found = choosing_by_hand.helpers(row, name=name, at=desk.at)
    shown = Shown(helpers=found, name=name, errors=errors or [])
    return staff_page(request, desk, reference, shown=shown, status=INVALID if errors else 200)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # nobody's
