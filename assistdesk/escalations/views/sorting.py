"""Mail that joined nothing, and messages that the guard holds: what staff do about them."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import clean_line, clean_text
from assistdesk.escalations.refusals import IncidentNotFound
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.words import errors_said, said
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import InvalidInput

JOIN, DISMISS = "join", "dismiss"


@require_safe
@allows(Permission.SORT_MAIL)
def mails(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the mail that joined nothing, the oldest first."""
    desk = Desk.of(request, marketplace)
    cursor = request.GET.get("cursor")
    serves_all = desk.actor.marketplace is None
    is_unknown = serves_all and "unknown" in request.GET
    page = messages.seen_page(actor=desk.actor, marketplace="" if is_unknown else marketplace, cursor=cursor)
    asked = {"unknown": "1"} if is_unknown else {}
    words = {
        "pack": desk.pack,
        "page": page,
        "is_unknown": is_unknown,
        "serves_all": serves_all,
        "strays": messages.waiting_count(desk.actor, marketplace=marketplace).strays if serves_all else 0,
        "next": "?" + urlencode({**asked, "cursor": page.next}) if page.next else "",
        "first": "?" + urlencode(asked) if cursor else "",
    }
    return render(request, "escalations/mails.html", words)


@require_safe
@allows(Permission.SORT_MAIL)
def mail(request: ActorRequest, marketplace: str, mail_id: UUID) -> HttpResponse:
    """Show one mail as text, without what is personal in it."""
    return _mail(request, marketplace, mail_id, wrong={}, number="")


@require_POST
@allows(Permission.SORT_MAIL)
def mail_as_it_came(request: ActorRequest, marketplace: str, mail_id: UUID) -> HttpResponse:
    """Show one mail as it came; that somebody looked is recorded, and no cache keeps it."""
    desk = Desk.of(request, marketplace)
    row = messaging.open_mail(mail_id, actor=desk.actor, at=desk.at)
    words = {"pack": desk.pack, "mail": row, "raw": messages.original(mail_id)}
    part = "escalations/mail_as_it_came.html#words" if request.htmx else "escalations/mail_as_it_came.html"
    response = render(request, part, words)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@allows(Permission.SORT_MAIL)
def join_mail(request: ActorRequest, marketplace: str, mail_id: UUID) -> HttpResponse:
    """Join a mail to the incident of a number."""
    desk = Desk.of(request, marketplace)
    number = clean_line(request.POST.get("number", ""))
    try:
        services.join_mail(mail_id, IncidentRef(number, marketplace), actor=desk.actor, at=desk.at)
    except IncidentNotFound as refusal:
        return _mail(request, marketplace, mail_id, wrong={JOIN: said(refusal)}, number=number)
    return redirect("escalations:incident", marketplace, number)


@require_POST
@allows(Permission.SORT_MAIL)
def dismiss_mail(request: ActorRequest, marketplace: str, mail_id: UUID) -> HttpResponse:
    """Take a mail out of the tray, for a reason."""
    desk = Desk.of(request, marketplace)
    try:
        reason = clean_text(request.POST.get("reason", ""))
        messaging.dismiss(mail_id, reason=reason, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        wrong = {DISMISS: errors_said(refusal)[0][1]}
        return _mail(request, marketplace, mail_id, wrong=wrong, number="")
    return redirect("escalations:mails", marketplace)


@require_POST
@allows(Permission.SORT_MAIL)
def pass_mail_on(request: ActorRequest, marketplace: str, mail_id: UUID) -> HttpResponse:
    """Give a mail of which nobody knew whose it is to a marketplace."""
    desk = Desk.of(request, marketplace)
    to = clean_line(request.POST.get("to", ""))
    services.pass_mail_on(mail_id, marketplace=to, actor=desk.actor, at=desk.at)
    return redirect("escalations:mails", to)


def _mail(
    request: ActorRequest, marketplace: str, mail_id: UUID, *, wrong: dict[str, str], number: str
) -> HttpResponse:
    desk = Desk.of(request, marketplace)
    seen = messages.seen_mail(mail_id, actor=desk.actor)
    row = seen.row
    words = {
        "pack": desk.pack,
        "mail": row,
        "seen": seen,
        "number": number or queries.incident_named(row.about, actor=desk.actor),
        "likely": queries.likely_incident(
            sender=row.sender, marketplace=marketplace, actor=desk.actor, language=desk.language
        ),
        "wrong_join": wrong.get(JOIN, ""),
        "wrong_dismiss": wrong.get(DISMISS, ""),
        "marketplaces": [] if row.marketplace else policy.marketplaces(),
    }
    return render(request, "escalations/mail.html", words, status=INVALID if wrong else 200)
