"""Handing an incident on: choose the office, write, see what goes out, send; take back; pass an answer on."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import HandoffForm, TakeBackForm, clean_line, clean_text
from assistdesk.escalations.queries import IncidentView, OfficeRow
from assistdesk.escalations.refusals import ChangedMeanwhile
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.rules.handing_on import asks_something
from assistdesk.escalations.services import Preview, filled
from assistdesk.escalations.states import HANDOFF_BOX, PostKind
from assistdesk.escalations.views import enclosed, workplace
from assistdesk.escalations.views.desks import CONFLICT, INVALID, Desk
from assistdesk.escalations.views.outcomes import Done, go_to
from assistdesk.escalations.views.words import errors_said, said
from assistdesk.escalations.views.workplace import seen_by, writing_of
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

SEND, CHANGE = "send", "change"


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.WORK_INCIDENTS)
def hand_on(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Choose an office, write to it, see what the guard lets out, and send that."""
    desk = Desk.of(request, marketplace)
    view = _view(desk, number)
    if request.method == "POST":
        return _post(request, desk, view)
    office = _office(desk, view, key=request.GET.get("contact", ""))
    if office is None:
        return _choose(request, desk, view)
    return _write(request, desk, view, office, form=None)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.WORK_INCIDENTS)
def take_back(request: ActorRequest, marketplace: str, number: str, handoff_id: UUID) -> HttpResponse:
    """End the waiting for one office, for a reason."""
    desk = Desk.of(request, marketplace)
    view = _view(desk, number)
    handoff = next((one for one in view.handoffs if one.id == handoff_id and one.is_waiting), None)
    if handoff is None:
        raise NotThere
    form = TakeBackForm()
    if request.method == "POST":
        reason = clean_text(request.POST.get("reason", ""))
        try:
            services.take_back(
                IncidentRef(number, marketplace),
                handoff_id=handoff_id,
                reason=reason,
                actor=desk.actor,
                at=desk.at,
            )
            return go_to(IncidentRef(number, marketplace), Done.TAKEN_BACK)
        except InvalidInput as refusal:
            form = TakeBackForm(request.POST)
            form.say(errors_said(refusal))
    words = {"pack": desk.pack, "view": view, "incident": view.incident, "handoff": handoff, "form": form}
    return render(request, "escalations/take_back.html", words, status=INVALID if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.WORK_INCIDENTS)
def pass_on(request: ActorRequest, marketplace: str, number: str, post_id: UUID) -> HttpResponse:
    """Send the helper what an office answered, in words that staff have read and may change."""
    desk = Desk.of(request, marketplace)
    view = _view(desk, number)
    answer = next((one for one in view.messages if one.id == post_id), None)
    if answer is None or answer.kind != PostKind.FROM_AGENCY:
        raise NotThere
    form, status = HandoffForm(initial={"text": answer.text}), 200
    if request.method == "POST":
        text = clean_text(request.POST.get("text", ""))
        try:
            services.reply(
                IncidentRef(number, marketplace),
                text=text,
                attachments=(),
                actor=desk.actor,
                at=desk.at,
                seen=seen_by(request),
                key=writing_of(request),
            )
            return go_to(IncidentRef(number, marketplace), Done.PASSED_ON)
        except InvalidInput as refusal:
            form, status = HandoffForm(request.POST), INVALID
            form.say(errors_said(refusal))
        except ChangedMeanwhile as refusal:
            form, status = HandoffForm(request.POST), CONFLICT
            form.say([("text", said(refusal))])
    words = {
        "pack": desk.pack,
        "view": view,
        "incident": view.incident,
        "answer": answer,
        "form": form,
        "version": (request.POST.get("version", "") if status == INVALID else view.incident.version),
        "writing": writing_of(request),
        "is_for_several": filled.is_for_several(view.incident),
    }
    return render(request, "escalations/pass_on.html", words, status=status)


def _view(desk: Desk, number: str) -> IncidentView:
    """Return the incident, for somebody of the team that works on it.

    Raises:
        IncidentNotFound: there is none to this actor.
        NotThere: another team works on it.
    """
    view = queries.incident(IncidentRef(number, desk.marketplace), actor=desk.actor, language=desk.language)
    if not view.can_work:
        raise NotThere
    return view


def _office(desk: Desk, view: IncidentView, *, key: str) -> OfficeRow | None:
    offices = queries.offices(view.incident, language=desk.language, words="")
    return next((one for one in offices if one.key == key), None)


def _post(request: ActorRequest, desk: Desk, view: IncidentView) -> HttpResponse:
    key = clean_line(request.POST.get("contact", ""))
    office = _office(desk, view, key=key)
    if office is None:
        return _choose(request, desk, view, status=INVALID)
    text, wish = clean_text(request.POST.get("text", "")), request.POST.get("do", "")
    if wish == CHANGE:
        return _write(request, desk, view, office, form=HandoffForm(initial={"text": text}))
    files = enclosed.chosen(request)
    ref = IncidentRef(view.incident.number, desk.marketplace)
    try:
        _check_asks(desk, view, text=text)
        if wish == SEND or not office.email:
            seen = seen_by(request)
            services.hand_on(
                ref, contact=key, text=text, actor=desk.actor, at=desk.at, seen=seen, files=files
            )
            return go_to(ref, Done.HANDED_ON)
        preview = services.preview(ref, contact=key, text=text, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        form = HandoffForm(request.POST)
        form.say(errors_said(refusal))
        return _write(request, desk, view, office, form=form)
    except ChangedMeanwhile:
        return _write(request, desk, view, office, form=HandoffForm(request.POST), is_behind=True)
    return _show(request, desk, view, office, text=text, preview=preview)


def _check_asks(desk: Desk, view: IncidentView, *, text: str) -> None:
    """Check that somebody wrote more than was proposed.

    Raises:
        InvalidInput: the question is left out.
    """
    if text and not asks_something(text, proposed=queries.proposed_words(view, on=desk.today)):
        raise InvalidInput([FieldError("text", "Say what you ask of the office. The rest is still here.")])


def _choose(request: ActorRequest, desk: Desk, view: IncidentView, *, status: int = 200) -> HttpResponse:
    asked = request.GET.get("q", "")
    offices = queries.offices(view.incident, language=desk.language, words=asked)
    waiting = {one.office for one in view.handoffs if one.is_waiting}
    words = {
        "pack": desk.pack,
        "view": view,
        "incident": view.incident,
        "asked": asked,
        "offices": [(one, one.key in waiting) for one in offices],
        "was_wrong": status == INVALID,
    }
    return render(request, "escalations/hand_on.html", words, status=status)


def _write(
    request: ActorRequest,
    desk: Desk,
    view: IncidentView,
    office: OfficeRow,
    *,
    form: HandoffForm | None,
    is_behind: bool = False,
) -> HttpResponse:
    """Show the place to write; without a `form` it holds the draft, else the words that the pack proposes."""
    place = workplace.apart(desk, view, box=HANDOFF_BOX, seen=seen_by(request), is_behind=is_behind)
    if form is None:
        draft = cast("workplace.Box", place["box"]).text
        form = HandoffForm(initial={"text": draft or queries.proposed_words(view, on=desk.today)})
    words = {"pack": desk.pack, "view": view, "incident": view.incident, "office": office, "form": form}
    words |= place | enclosed.offered(request, view)
    status = CONFLICT if is_behind else INVALID if form.errors else 200
    return render(request, "escalations/hand_on_words.html", words, status=status)


def _show(
    request: ActorRequest,
    desk: Desk,
    view: IncidentView,
    office: OfficeRow,
    *,
    text: str,
    preview: Preview,
) -> HttpResponse:
    words = {
        "pack": desk.pack,
        "view": view,
        "incident": view.incident,
        "office": office,
        "text": text,
        "version": seen_by(request) or view.incident.version,
        "preview": preview,
    }
    words |= enclosed.shown(request, desk, view)
    return render(request, "escalations/hand_on_preview.html", words)
