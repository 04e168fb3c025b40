"""The link of a message by API: Accept, passcode, Resend, Reject. Whoever has the link needs no sign-in."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Router

from assistdesk.referrals import queries, services
from assistdesk.referrals.api import schemas
from assistdesk.referrals.forms.proofs import keep, proof_of
from assistdesk.referrals.states import OfferState
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_open
from assistdesk.shared.policy import queries as policy

router = Router(tags=["On-demand"], by_alias=True)
OPEN = api_open(reason="whoever has the link and the passcode is the helper")


@router.get("/links/{token}", response=schemas.Link, auth=OPEN)
def opened(request: ActorRequest, token: str) -> dict[str, object]:
    """What a link shows now. Looking changes nothing but that the offer was seen."""
    at = clock.now()
    found = services.open_link(token)
    pack = policy.running(found.offer.marketplace)
    shown = services.details_by_link(token, proof_of(request), at=at) if found.is_shown else None
    services.saw(token, at=at)
    hold = found.hold if found.is_held else None
    row = queries.row_of(found.offer, pack=pack, language=get_language() or "en")
    return schemas.offer(row, pack) | {
        "reference": shown.contact.reference if shown else None,
        "hold_expires_at": schemas.in_zone(hold.expires_at, pack) if hold else None,
        "passcode_expires_at": schemas.in_zone(hold.passcode_expires_at, pack) if hold else None,
        "customer": schemas.customer(shown.contact) if shown else None,
        "expires_at": schemas.in_zone(shown.expires_at, pack) if shown else None,
    }


@router.post("/links/{token}/accept", response=schemas.Held, auth=OPEN)
def accept(request: HttpRequest, token: str) -> dict[str, object]:  # noqa: ARG001 - ninja gives it
    """Hold the referral and have a passcode sent; the same again while the hold lives changes nothing."""
    return {"hold_expires_at": services.accept_by_link(token, at=clock.now()).expires_at}


@router.post("/links/{token}/passcode", response=schemas.Revealed, auth=OPEN)
def passcode(
    request: HttpRequest,  # noqa: ARG001 - ninja gives it
    response: HttpResponse,
    token: str,
    payload: schemas.Code,
) -> dict[str, object]:
    """Turn the hold into the acceptance. Wrong, used and expired passcodes get one answer."""
    shown = services.confirm_by_link(token, payload.code, at=clock.now())
    keep(shown, response, at=clock.now())
    return {
        "reference": shown.contact.reference,
        "customer": schemas.customer(shown.contact),
        "expires_at": shown.expires_at,
    }


@router.post("/links/{token}/resend", response=schemas.Held, auth=OPEN)
def resend(request: HttpRequest, token: str) -> dict[str, object]:  # noqa: ARG001 - ninja gives it
    """Have a new passcode sent and hold the referral anew."""
    return {"hold_expires_at": services.resend(token, at=clock.now()).expires_at}


@router.post("/links/{token}/reject", response=schemas.Rejected, auth=OPEN)
def reject(request: HttpRequest, token: str) -> dict[str, object]:  # noqa: ARG001 - ninja gives it
    """Reject the offer; it does not count as missed. The same again changes nothing."""
    services.reject_by_link(token, at=clock.now())
    return {"state": OfferState.REJECTED}
