"""A referral's page for the helper who has it: the resident, attempts, the outcome."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from assistdesk.referrals import queries, services
from assistdesk.referrals.states import ReferralState
from assistdesk.referrals.views import saying
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import InvalidInput

INVALID = 422


def page(request: ActorRequest, marketplace: str, reference: str, *, error: str = "") -> HttpResponse:
    """Return the page of a referral that the actor has; what is personal on it is audited."""
    at, language = clock.now(), saying.language()
    own = services.read_own(reference, marketplace=marketplace, actor=request.actor, at=at)
    found, pack = own.referral, policy.running(marketplace)
    edition = queries.edition_of(found, pack=pack)
    rules = edition.follow_up
    spoken = queries.language_name(found.language, language=language)
    is_open = found.state == ReferralState.IN_PROGRESS.value
    news = found.last_news_at if is_open else None
    shown = {
        "pack": pack,
        "at": at,
        "referral": found,
        "resident": saying.resident(own.contact, edition, spoken=spoken) if own.contact else None,
        "is_open": is_open,
        "status": _status_words(
            found.state, {one.key: one.label.in_language(language) for one in rules.statuses}
        ),
        "results": [(one.key, one.label.in_language(language)) for one in rules.attempt_results],
        "outcomes": [(one.key, one.label.in_language(language)) for one in rules.outcomes],
        "history": [
            (gettext(saying.HAPPENED[one.what]), one)
            for one in queries.history(found, edition, language=language)
        ],
        "attempts": queries.attempts(found),
        "ask_at": news + rules.ask_after_silence if news else None,
        "again_at": news + rules.offer_again_after if news else None,
        "key": uuid.uuid4().hex,
        "error": error,
        "done": request.GET.get("done", ""),
    }
    return render(request, "referrals/own.html", shown, status=INVALID if error else 200)


def _status_words(state: str, labels: dict[str, str]) -> str:
    return labels.get(state) or gettext("Withdrawn by the resident")


@require_POST
@allows(Permission.TAKE_REFERRALS)
def attempt(request: ActorRequest, marketplace: str, reference: str) -> HttpResponse:
    """Record an attempt to reach the resident."""
    services.attempt(
        reference,
        marketplace=marketplace,
        result=request.POST.get("result", ""),
        key=request.POST.get("key", "")[:64] or uuid.uuid4().hex,
        actor=request.actor,
        at=clock.now(),
    )
    return _back(marketplace, reference, done="attempt")


@require_POST
@allows(Permission.TAKE_REFERRALS)
def complete(request: ActorRequest, marketplace: str, reference: str) -> HttpResponse:
    """Set a referral complete."""
    try:
        services.complete(
            reference,
            marketplace=marketplace,
            outcome=request.POST.get("outcome", ""),
            actor=request.actor,
            at=clock.now(),
        )
    except InvalidInput:
        return page(request, marketplace, reference, error=gettext("Choose how the referral ended."))
    return _back(marketplace, reference, done="complete")


def _back(marketplace: str, reference: str, *, done: str) -> HttpResponse:
    return redirect(f"{reverse('referrals:one', args=[marketplace, reference])}?done={done}")
