"""Lists and the whole of incidents; what a team and a helper do with one."""

import re
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import MoveForm, NoteForm, ReplyForm, WordsForm, clean_line, clean_text
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import INCIDENT, NEEDS_ANOTHER
from assistdesk.escalations.views import uploads
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.templates import started
from assistdesk.escalations.views.words import details_of, errors_said
from assistdesk.shared.files import queries as files
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, MalformedRequest

REPLY, NOTE = "reply", "note"
NUMBER = re.compile(r"^\d{6}-\d{7,12}$")


@require_GET
@allows(Permission.SEE_INCIDENTS)
def incident(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Show one incident whole; of one that was merged, the one that goes on in its place."""
    desk = Desk.of(request, marketplace)
    merged_into = queries.merged_into(IncidentRef(number, marketplace), actor=desk.actor)
    if merged_into:
        address = reverse("escalations:incident", args=[marketplace, merged_into])
        return redirect(f"{address}?{urlencode({'merged': number})}")
    return _page(request, IncidentRef(number, marketplace), form=None, name="")


@require_POST
@allows(Permission.REPLY_TO_INCIDENTS)
def reply(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Answer in the thread."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    text = clean_text(request.POST.get("text", ""))
    kept, errors = uploads.store(request, desk)
    attachments = (*uploads.named(request), *kept)
    if not errors:
        try:
            services.reply(ref, text=text, attachments=attachments, actor=desk.actor, at=desk.at)
        except InvalidInput as refusal:
            errors = errors_said(refusal)
    if errors:
        form = ReplyForm(request.POST)
        form.say(errors)
        return _page(request, ref, form=form, name=REPLY, attachments=attachments)
    return _thread(ref)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def note(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Keep a note that helpers never see."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    try:
        text = clean_text(request.POST.get("text", ""))
        services.add_note(ref, text=text, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        form = NoteForm(request.POST)
        form.say(errors_said(refusal))
        return _page(request, ref, form=form, name=NOTE)
    return _thread(ref)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def take(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Let the actor work on the incident."""
    desk = Desk.of(request, marketplace)
    services.take(IncidentRef(number, marketplace), actor=desk.actor, at=desk.at)
    return redirect("escalations:incident", marketplace, number)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def assign(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Give the incident to somebody of its team."""
    desk = Desk.of(request, marketplace)
    to = clean_line(request.POST.get("to", ""))
    services.assign(IncidentRef(number, marketplace), to=to, actor=desk.actor, at=desk.at)
    return redirect("escalations:incident", marketplace, number)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def move(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Move the incident on, by the name of the move and for a reason."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    name = request.POST.get("move", "")
    if name not in INCIDENT.moves or name in NEEDS_ANOTHER:
        raise MalformedRequest
    try:
        reason = clean_text(request.POST.get("reason", ""))
        services.transition(ref, to=INCIDENT.target(name), reason=reason, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        form = MoveForm(request.POST)
        form.say(errors_said(refusal))
        return _page(request, ref, form=form, name=name)
    return redirect("escalations:incident", marketplace, number)


def _page(
    request: ActorRequest,
    ref: IncidentRef,
    *,
    form: WordsForm | None,
    name: str,
    attachments: tuple[UUID, ...] = (),
) -> HttpResponse:
    """Return an incident's page; `form` is the one called `name` that needs another look, with its files."""
    desk = Desk.of(request, ref.marketplace or "")
    view = queries.incident(ref, actor=desk.actor, language=desk.language)
    moves = [
        (one, form if form is not None and name == one else MoveForm(auto_id=f"id_{one}_%s"))
        for one in view.moves
        if one != "take" and not (one == "hand_on" and view.can_hand_on)
    ]
    reply_form = form if form is not None and name == REPLY else ReplyForm()
    words: dict[str, object] = {
        "pack": desk.pack,
        "view": view,
        "incident": view.incident,
        "at": desk.at,
        "came_from": came_from[0] if (came_from := NUMBER.findall(request.GET.get("merged", ""))) else "",
        "consumers": [details_of(row, view.labels.edition.consumer_details) for row in view.consumers],
        "reply_form": reply_form,
        "note_form": form if form is not None and name == NOTE else NoteForm(auto_id="id_note_%s"),
        "files": files.listed(view.attachments),
        "attachments": files.loose_of(desk.actor, attachments) if attachments else [],
        "limits": desk.edition.attachment_limits,
        "moves": moves,
        "can_take": view.can_work and not view.incident.assignee_id and bool(view.moves),
    }
    if view.can_work:
        words |= started(request, desk, view.incident, reply_form)
    status = INVALID if form is not None else 200
    return render(request, "escalations/incident.html", words, status=status)


def _thread(ref: IncidentRef) -> HttpResponse:
    """Go back to the incident, to what was written last."""
    address = reverse("escalations:incident", args=[ref.marketplace, ref.number])
    return redirect(f"{address}#latest")
