"""Lists and the whole of incidents; what a team and a helper do with one."""

import re
from functools import partial
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import MoveForm, NoteForm, ReplyForm, WordsForm, clean_line, clean_text
from assistdesk.escalations.refusals import ChangedMeanwhile
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import INCIDENT, NEEDS_ANOTHER
from assistdesk.escalations.views import uploads, workplace
from assistdesk.escalations.views.desks import CONFLICT, INVALID, Desk
from assistdesk.escalations.views.outcomes import Done, done_in, go_to
from assistdesk.escalations.views.templates import started
from assistdesk.escalations.views.words import details_of, errors_said, guard_errors
from assistdesk.shared.files import queries as files
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, MalformedRequest

REPLY, NOTE, ASSIGN = "reply", "note", "assign"
NUMBER = re.compile(r"^\d{6}-\d{7,12}$")


@require_safe
@allows(Permission.SEE_INCIDENTS)
def incident(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Show one incident whole; of one that was merged, the one that goes on in its place."""
    desk = Desk.of(request, marketplace)
    merged_into = queries.merged_into(IncidentRef(number, marketplace), actor=desk.actor)
    done = done_in(request)
    if merged_into and done:
        return go_to(IncidentRef(merged_into, marketplace), done, merged=number)
    if merged_into:
        address = reverse("escalations:incident", args=[marketplace, merged_into])
        return redirect(f"{address}?{urlencode({'merged': number})}")
    workplace.come_in(request, IncidentRef(number, marketplace), at=desk.at)
    return _page(request, IncidentRef(number, marketplace), form=None, name="")


@require_POST
@allows(Permission.REPLY_TO_INCIDENTS)
def reply(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Answer in the thread."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    text = clean_text(request.POST.get("text", ""))
    kept, errors = uploads.store(request, desk)
    errors += guard_errors(
        request,
        text,
        partial(queries.known_in, ref, actor=desk.actor),
        field="text",
        actor=desk.actor,
        at=desk.at,
    )
    attachments = (*uploads.named(request), *kept)
    is_behind = False
    if not errors:
        try:
            seen = workplace.seen_by(request)
            services.reply(
                ref,
                text=text,
                attachments=attachments,
                actor=desk.actor,
                at=desk.at,
                seen=seen,
                key=workplace.writing_of(request),
            )
        except InvalidInput as refusal:
            errors = errors_said(refusal)
        except ChangedMeanwhile:
            is_behind = True
    if errors or is_behind:
        form = ReplyForm(request.POST)
        form.say(errors)
        return _page(request, ref, form=form, name=REPLY, attachments=attachments, is_behind=is_behind)
    return go_to(ref, Done.REPLIED)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def note(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Keep a note that helpers never see."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    try:
        text = clean_text(request.POST.get("text", ""))
        writing = workplace.writing_of(request)
        services.add_note(ref, text=text, actor=desk.actor, at=desk.at, key=writing)
    except InvalidInput as refusal:
        form = NoteForm(request.POST)
        form.say(errors_said(refusal))
        return _page(request, ref, form=form, name=NOTE)
    return go_to(ref, Done.NOTED)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def take(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Let the actor work on the incident."""
    desk = Desk.of(request, marketplace)
    services.take(IncidentRef(number, marketplace), actor=desk.actor, at=desk.at)
    return go_to(IncidentRef(number, marketplace), Done.TAKEN)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def assign(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Give the incident to somebody of its team."""
    desk = Desk.of(request, marketplace)
    to = clean_line(request.POST.get("to", ""))
    ref = IncidentRef(number, marketplace)
    try:
        services.assign(ref, to=to, actor=desk.actor, at=desk.at, seen=workplace.seen_by(request))
    except ChangedMeanwhile:
        return _page(request, ref, form=WordsForm(request.POST), name=ASSIGN, is_behind=True)
    return go_to(ref, Done.ASSIGNED)


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
        seen, target = workplace.seen_by(request), INCIDENT.target(name)
        services.transition(
            ref,
            to=target,
            reason=reason,
            actor=desk.actor,
            at=desk.at,
            seen=seen,
            key=workplace.writing_of(request),
        )
    except InvalidInput as refusal:
        form = MoveForm(request.POST)
        form.say(errors_said(refusal))
        return _page(request, ref, form=form, name=name)
    except ChangedMeanwhile:
        return _page(request, ref, form=MoveForm(request.POST), name=name, is_behind=True)
    return go_to(ref, Done.MOVED)


def _page(
    request: ActorRequest,
    ref: IncidentRef,
    *,
    form: WordsForm | None,
    name: str,
    attachments: tuple[UUID, ...] = (),
    is_behind: bool = False,
) -> HttpResponse:
    """Return an incident's page; `form` is the one called `name` that needs another look, with its files.

    It does because it can't be used as it is, or, where it `is_behind`, because somebody did something
    meanwhile that its sender has not seen.
    """
    desk = Desk.of(request, ref.marketplace or "")
    view = queries.incident(ref, actor=desk.actor, language=desk.language)
    place = workplace.words_of(
        request, desk, view, box=name, seen=workplace.seen_by(request), is_behind=is_behind
    )
    forms = workplace.forms_of(place, view, form=form, name=name)
    words: dict[str, object] = {
        "pack": desk.pack,
        "view": view,
        "incident": view.incident,
        "at": desk.at,
        **_news(request),
        "consumers": [details_of(row, view.labels.edition.consumer_details) for row in view.consumers],
        **place,
        **forms,
        "files": files.listed(view.attachments),
        "calls": queries.calls_about(view.incident.id, actor=desk.actor),
        "takes_calls": desk.actor.may(Permission.ANSWER_HOTLINE),
        "attachments": files.loose_of(desk.actor, attachments) if attachments else [],
        "limits": desk.edition.attachment_limits,
        "can_take": view.can_work and not view.incident.assignee_id and bool(view.moves),
    }
    if view.can_work:
        words |= started(request, desk, view.incident, cast("WordsForm", forms["reply_form"]))
    status = CONFLICT if is_behind else INVALID if form is not None else 200
    return render(request, "escalations/incident.html", words, status=status)


def _news(request: ActorRequest) -> dict[str, object]:
    """Return what the address says of how one came here: what was done, and from which merged incident."""
    came_from = NUMBER.findall(request.GET.get("merged", ""))
    return {"done": done_in(request), "came_from": came_from[0] if came_from else ""}
