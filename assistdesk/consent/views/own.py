"""The client's own page, signed in: who asks, who has access, who looked."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.consent import services
from assistdesk.consent.forms.lines import clean_line
from assistdesk.consent.queries import own as queries
from assistdesk.consent.refusals import AlreadyAnswered, LinkExpired, MatchCodeWrong
from assistdesk.consent.services import Rulebook
from assistdesk.consent.services.survey import Survey, survey_of
from assistdesk.consent.states import Answer, AnsweredBy
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import RoleName
from assistdesk.shared.refusals import InvalidInput, NotThere, Refusal

INVALID, CONFLICT = 422, 409
LATE_LIMIT = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """Somebody with access, or a look, with the role in the marketplace's words."""

    row: queries.AccessRow | queries.ViewRow = field(repr=False)
    role: str


@require_http_methods(["GET", "HEAD"])
@allows(Permission.OWN_ACCESS)
def access(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the client what they are asked, who has access and who looked."""
    return _page(request, marketplace)


@require_POST
@allows(Permission.OWN_ACCESS)
def answer(request: ActorRequest, marketplace: str, request_id: UUID) -> HttpResponse:
    """Take the answer of the client who is signed in."""
    at, asked = clock.now(), services.own(request_id, actor=request.actor)
    given = request.POST.get("answer", "")
    try:
        if given == Answer.ACCEPT:
            services.check_match(asked, request.POST.get("match_code", ""), at=at)
            services.accept(asked.id, by=AnsweredBy.SIGNED_IN, actor=request.actor, at=clock.now())
        elif given == Answer.DECLINE:
            services.decline(asked.id, by=AnsweredBy.SIGNED_IN, actor=request.actor, at=clock.now())
    except (LinkExpired, AlreadyAnswered, MatchCodeWrong) as refusal:
        return _page(request, marketplace, refusal=refusal, status=CONFLICT)
    return redirect("consent:own", marketplace)


@require_POST
@allows(Permission.OWN_ACCESS)
def revoke(request: ActorRequest, marketplace: str, grant_id: UUID) -> HttpResponse:
    """Take access back: it ends at once."""
    services.revoke(grant_id, actor=request.actor, at=clock.now())
    return redirect("consent:own", marketplace)


@require_POST
@allows(Permission.OWN_ACCESS)
def add(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Give somebody access by producer number or e-mail address."""
    written = clean_line(request.POST.get("who", ""))
    npn, email = ("", written) if "@" in written else (written, "")
    try:
        services.add_access(npn=npn, email=email, actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        wrong = gettext(refusal.errors[0].message)
        return _page(request, marketplace, wrong=wrong, written=written, status=INVALID)
    return redirect("consent:own", marketplace)


def _page(
    request: ActorRequest,
    marketplace: str,
    *,
    refusal: Refusal | None = None,
    wrong: str = "",
    written: str = "",
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    if not request.actor.serves(marketplace):
        raise NotThere
    book = services.rulebook(marketplace, at=at)
    shown = {
        "pack": book.pack,
        "edition": book.edition,
        "at": at,
        "open_requests": _open(request, at=at),
        "access": [_Row(one, _role(book, one.role)) for one in queries.access_of(request.actor, at=at)],
        "views": [
            _Row(one, _role(book, one.role)) for one in queries.views_of(request.actor, cursor=None).items
        ],
        "refusal": gettext(refusal.message) if refusal else "",
        "wrong": wrong,
        "written": written,
    }
    return render(request, "consent/own.html", shown, status=status)


def _open(request: ActorRequest, *, at: datetime) -> list[Survey]:
    latest = queries.requests_to(request.actor, cursor=None).items[:LATE_LIMIT]
    found = [survey_of(one, at=at) for one in latest if one.state == "pending"]
    return [one for one in found if one.is_open]


def _role(book: Rulebook, role: str) -> str:
    known = {one.value for one in RoleName}
    named = book.pack.identity.roles.get(RoleName(role)) if role in known else None
    return named.singular.in_language(get_language() or "en") if named else ""
