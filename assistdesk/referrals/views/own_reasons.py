"""A helper's own offer explained to them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from assistdesk.referrals.queries.why import why_me
from assistdesk.referrals.services.choosing_by_hand import against_now
from assistdesk.referrals.views import staff_words as words
from assistdesk.referrals.views.explaining import terms_said
from assistdesk.referrals.views.figure_rows import share
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_safe
@allows(Permission.TAKE_REFERRALS)
def why(request: ActorRequest, marketplace: str, offer_id: UUID) -> HttpResponse:
    """Show a helper why they were offered something, what became of it, and what speaks against them now."""
    at = clock.now()
    found = why_me(request.actor, offer_id, marketplace=marketplace)
    against = against_now(request.actor, marketplace=marketplace, at=at)
    context = {
        "pack": found.pack,
        "why": found,
        "at": at,
        "terms": terms_said(found.terms),
        "score": share(found.score),
        "miles": number_format(found.miles, 0) if found.miles is not None else "",
        "state": words.said(words.OFFER_STATES, found.state),
        "ending": words.ending_said(found.state, found.ending),
        "against": [words.said(words.REASONS, reason.value) for reason in against],
    }
    return render(request, "referrals/why.html", context)
