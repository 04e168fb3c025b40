"""Messages and files that the guard holds: what staff with the right to do so decide about them."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assistdesk.escalations import queries
from assistdesk.escalations.forms import clean_line, clean_text
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.words import errors_said
from assistdesk.shared.files import held as held_back
from assistdesk.shared.files import services as files
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.privacy import PersonalType
from assistdesk.shared.refusals import InvalidInput, MalformedRequest

DECISIONS = {"release": messaging.release, "drop": messaging.drop}
RELEASE, RETRY = "release", "retry"
TYPES = [one.value for one in PersonalType]


@require_safe
@allows(Permission.RELEASE_MESSAGES)
def held(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the messages and files that the guard holds, the oldest first."""
    return _held(request, marketplace, wrong="", of=None)


@require_POST
@allows(Permission.RELEASE_MESSAGES)
def decide_held(request: ActorRequest, marketplace: str, message_id: UUID) -> HttpResponse:
    """Let a held message go out as it was written, or decide that it never does; for a reason."""
    desk = Desk.of(request, marketplace)
    decide = DECISIONS.get(request.POST.get("decision", ""))
    if decide is None:
        raise MalformedRequest
    try:
        reason = clean_text(request.POST.get("reason", ""))
        decide(message_id, reason=reason, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        return _held(request, marketplace, wrong=errors_said(refusal)[0][1], of=message_id)
    return redirect("escalations:held", marketplace)


@require_POST
@allows(Permission.RELEASE_MESSAGES)
def decide_file(request: ActorRequest, marketplace: str, file_id: UUID) -> HttpResponse:
    """Let a copy of a held file leave as it is, for a reason; or let it be read once more."""
    desk = Desk.of(request, marketplace)
    wish = request.POST.get("decision", "")
    if wish not in (RELEASE, RETRY):
        raise MalformedRequest
    try:
        if wish == RETRY:
            files.retry_screening(file_id, actor=desk.actor, at=desk.at)
        else:
            reason = clean_text(request.POST.get("reason", ""))
            files.release_file(file_id, reason=reason, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        return _held(request, marketplace, wrong=errors_said(refusal)[0][1], of=file_id)
    return redirect("escalations:held", marketplace)


def _held(request: ActorRequest, marketplace: str, *, wrong: str, of: UUID | None) -> HttpResponse:
    desk = Desk.of(request, marketplace)
    cursor, found = request.GET.get("cursor"), clean_line(request.GET.get("found", ""))
    files_cursor = request.GET.get("files")
    found = found if found in TYPES else ""
    page = messages.held_page(actor=desk.actor, marketplace=marketplace, cursor=cursor, found=found)
    numbers = queries.incidents_named([row.about for row in page.items], actor=desk.actor)
    asked = {"found": found} if found else {}
    waiting = held_back.HeldFiles([], None)
    if not found:
        waiting = held_back.held_files(actor=desk.actor, marketplace=marketplace, cursor=files_cursor)
    words = {
        "pack": desk.pack,
        "rows": [(row, numbers.get(row.about.id, "")) for row in page.items],
        "files": waiting.items,
        "next_files": "?" + urlencode({"files": waiting.next}) if waiting.next else "",
        "this_files": "?" + urlencode({"files": files_cursor}) if files_cursor else "",
        "first_files": "?" if files_cursor else "",
        "types": TYPES,
        "found": found,
        "wrong": wrong,
        "wrong_of": of,
        "next": "?" + urlencode({**asked, "cursor": page.next}) if page.next else "",
        "first": "?" + urlencode(asked) if cursor else "",
    }
    return render(request, "escalations/held.html", words, status=INVALID if wrong else 200)
