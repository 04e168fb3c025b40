"""The cookie of who typed the passcode of a link: without it the link alone shows nobody."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from assistdesk.referrals.services import Revealed

COOKIE = "desk_shown"
LONGEST = 200


def proof_of(request: HttpRequest) -> str:
    """Return the proof that the sender has; empty where there is none."""
    return request.COOKIES.get(COOKIE, "")[:LONGEST]


def keep(shown: Revealed, response: HttpResponse, *, at: datetime) -> None:
    """Give the sender of a passcode their proof, for as long as the resident is shown."""
    response.set_cookie(
        COOKIE,
        shown.proof,
        max_age=shown.expires_at - at,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
