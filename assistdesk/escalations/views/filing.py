"""Step two and three of an escalation: describe and submit; the number it got."""

from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assistdesk.escalations import queries, rules, services
from assistdesk.escalations.forms import EscalationForm, Typed
from assistdesk.escalations.queries import ConsumerRow, TypeRow
from assistdesk.escalations.refusals import (
    ChangedMeanwhile,
    DuplicateIncident,
    FormSentBefore,
    IncidentNotFound,
    NotAuthorizedToEscalate,
)
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.views import duplicates, uploads, workplace
from assistdesk.escalations.views.desks import CONFLICT, FORBIDDEN, INVALID, Desk
from assistdesk.escalations.views.searching import search_page
from assistdesk.escalations.views.words import details_of, error_said, errors_said, guard_errors, said
from assistdesk.shared.files import queries as files
from assistdesk.shared.people import knowledge
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, Refusal

SUBMIT, REMOVE, ADD = "submit", "remove-", "add-"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The form as it stands: what was typed, whom it is about, which types fit."""

    typed: Typed
    persons: list[ConsumerRow]
    offered: list[TypeRow]
    kind: TypeRow | None

    @property
    def has_new_part(self) -> bool:
        """Whether the type asks for something that the page has not shown yet."""
        kind = self.kind
        return (
            kind is not None and kind.key != self.typed.shown_type and bool(kind.fields or kind.check_first)
        )


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.ESCALATE)
def describe(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the form for the consumers that were chosen, keep its files, or file the incident."""
    if request.method != "POST":
        return redirect("escalations:search", marketplace)
    desk = Desk.of(request, marketplace)
    typed = Typed.read(request.POST)
    types = desk.types()
    sheet = _sheet(desk, typed, types)
    wrong = _wrong_choice(sheet, types)
    if wrong:
        kind = next((row for row in types if row.key == typed.type), None)
        return search_page(request, desk, types=types, kind=kind, error=wrong)
    action = request.POST.get("action", "")
    kept, errors = uploads.store(request, desk)
    sheet = replace(sheet, typed=_with_files(typed, kept, action=action))
    if not errors and action.startswith(ADD) and sheet.kind is not None:
        return _add(request, desk, sheet, to=action.removeprefix(ADD))
    if errors:
        return _page(request, desk, sheet, errors=errors, refusal=None)
    if action != SUBMIT or sheet.has_new_part:
        return _go_on(request, desk, sheet)
    return _submit(request, desk, sheet)


@require_safe
@allows(Permission.ESCALATE)
def described(request: ActorRequest, marketplace: str, form_id: UUID) -> HttpResponse:
    """Show the form as it was left; its address is one to come back to."""
    desk = Desk.of(request, marketplace)
    content = queries.kept_form(form_id, marketplace=marketplace, actor=desk.actor)
    types = desk.types()
    sheet = _sheet(desk, Typed.reread(content, kept_as=form_id), types)
    if _wrong_choice(sheet, types):
        return redirect("escalations:search", marketplace)
    return _page(request, desk, sheet, errors=[], refusal=None)


def _go_on(request: ActorRequest, desk: Desk, sheet: _Sheet) -> HttpResponse:
    """Keep what was typed and show it at its own address; to htmx, the part of the type."""
    if request.htmx:
        return _page(request, desk, sheet, errors=[], refusal=None)
    return redirect("escalations:described", desk.marketplace, _kept(desk, sheet))


def _kept(desk: Desk, sheet: _Sheet) -> UUID:
    typed = replace(sheet.typed, type=sheet.kind.key if sheet.kind else sheet.typed.type)
    return services.keep_form(
        typed.kept_as, marketplace=desk.marketplace, content=typed.content, actor=desk.actor, at=desk.at
    )


@require_safe
@allows(Permission.ESCALATE)
def sent(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Show the number that a new incident got, and what happens next."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    view = queries.incident(ref, actor=desk.actor, language=desk.language)
    words = {
        "pack": desk.pack,
        "view": view,
        "incident": view.incident,
        "at": desk.at,
        "email": desk.actor.email,
    }
    return render(request, "escalations/sent.html", words)


def _sheet(desk: Desk, typed: Typed, types: list[TypeRow]) -> _Sheet:
    persons = queries.chosen(desk.actor, list(typed.consumers), marketplace=desk.marketplace, at=desk.at)
    count = len(persons)
    wanted = next((row for row in types if row.key == typed.type), None)
    if wanted is not None and wanted.has_own_icon:
        offered = [wanted]
    else:
        offered = [row for row in types if not row.has_own_icon and _fits(row, count)]
    kind = next((row for row in offered if row.key == typed.type), None)
    if kind is None and len(offered) == 1:
        kind = offered[0]
    typed = replace(typed, consumers=tuple(row.person_id for row in persons))
    return _Sheet(typed, persons, offered, kind)


def _fits(row: TypeRow, count: int) -> bool:
    return row.consumers_min <= count <= row.consumers_max


def _wrong_choice(sheet: _Sheet, types: list[TypeRow]) -> str:
    """Return what is wrong with how many consumers were chosen; nothing where all is right."""
    count = len(sheet.persons)
    wanted = next((row for row in types if row.key == sheet.typed.type), None)
    bounds = rules.Bounds(wanted.consumers_min, wanted.consumers_max) if wanted else rules.Bounds(1, 1)
    if wanted is None and sheet.offered:
        return ""
    errors = rules.consumer_errors(count, bounds=bounds)
    return error_said(errors[0]) if errors else ""


def _with_files(typed: Typed, kept: list[UUID], *, action: str) -> Typed:
    whole = uploads.with_files(typed, kept)
    gone = action.removeprefix(REMOVE) if action.startswith(REMOVE) else ""
    return replace(whole, attachments=tuple(one for one in whole.attachments if str(one) != gone))


def _submit(request: ActorRequest, desk: Desk, sheet: _Sheet) -> HttpResponse:
    typed = sheet.typed
    known = partial(knowledge.known_of_clients, typed.consumers, actor=desk.actor, at=desk.at)
    warned = guard_errors(
        request, typed.description, known, field="description", actor=desk.actor, at=desk.at
    )
    if warned:
        return _page(request, desk, sheet, errors=warned, refusal=None)
    if typed.kept_as:
        _kept(desk, sheet)  # so that going back shows what was sent
    own = {field.key for field in sheet.kind.fields} if sheet.kind else set()
    new = services.NewEscalation(
        marketplace=desk.marketplace,
        type=sheet.kind.key if sheet.kind else typed.type,
        description=typed.description,
        submission_key=f"form {typed.submission_key}",
        consumers=typed.consumers,
        fields={key: value for key, value in typed.fields.items() if key in own},
        attachments=typed.attachments,
        checked=_checked(sheet),
        duplicate_reason=typed.duplicate_reason,
    )
    try:
        made = services.submit(new, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        return _page(request, desk, sheet, errors=errors_said(refusal), refusal=None)
    except DuplicateIncident as refusal:
        why = gettext("Say why another one is needed, or add to the one that is open.")
        return _page(request, desk, sheet, errors=[("duplicate_reason", why)], refusal=refusal)
    except (NotAuthorizedToEscalate, FormSentBefore) as refusal:
        return _page(request, desk, sheet, errors=[], refusal=refusal)
    return redirect("escalations:sent", made.marketplace, made.number)


def _add(request: ActorRequest, desk: Desk, sheet: _Sheet, *, to: str) -> HttpResponse:
    """Let the words go to an incident that is open already, instead of opening another."""
    assert sheet.kind is not None
    try:
        seen = workplace.version_of(request, f"version-{to}")
        return duplicates.add(desk, sheet.kind, sheet.typed, to=to, seen=seen)
    except InvalidInput as refusal:
        errors = [("description", words) for _, words in errors_said(refusal)]
        return _page(request, desk, sheet, errors=errors, refusal=None)
    except (ChangedMeanwhile, IncidentNotFound) as refusal:
        return _page(request, desk, sheet, errors=[], refusal=refusal)


def _checked(sheet: _Sheet) -> tuple[str, ...]:
    """Return the ticked materials of the type: those of a type that was chosen before it don't count."""
    own = {one.key for one in sheet.kind.check_first} if sheet.kind else set()
    return tuple(key for key in sheet.typed.checked if key in own)


def _page(
    request: ActorRequest,
    desk: Desk,
    sheet: _Sheet,
    *,
    errors: list[tuple[str, str]],
    refusal: Refusal | None,
) -> HttpResponse:
    form = EscalationForm(typed=sheet.typed, offered=sheet.offered, kind=sheet.kind)
    if errors:
        form.say(errors)
    keys = desk.edition.consumer_details
    if request.method == "POST" and not request.htmx:
        sheet = replace(sheet, typed=replace(sheet.typed, kept_as=_kept(desk, sheet)))
    key = f"form {sheet.typed.submission_key}"
    words = {
        "sent_as": queries.number_of_form(key, actor=desk.actor) if request.method != "POST" else "",
        "pack": desk.pack,
        "form": form,
        "kind": sheet.kind,
        "typed": sheet.typed,
        "offered": sheet.offered,
        "is_chosen_by_icon": sheet.kind is not None and sheet.kind.has_own_icon,
        "takes_files": sheet.kind is None or sheet.kind.attachments_max > 0,
        "limits": desk.edition.attachment_limits,
        "verify": desk.edition.verify_consumer,
        "one_resource": desk.edition.one_resource,
        "consumers": [(row, details_of(row, keys)) for row in sheet.persons],
        "about": " ".join(row.person_id for row in sheet.persons),
        "attachments": files.loose_of(desk.actor, sheet.typed.attachments),
        "refusal": said(refusal) if refusal else "",
        "alike": duplicates.open_ones(desk, sheet.kind, sheet.typed, sheet.persons),
        "at": desk.at,
    }
    template = "escalations/describe.html#type-part" if request.htmx else "escalations/describe.html"
    return render(request, template, words, status=_status(errors, refusal))


def _status(errors: list[tuple[str, str]], refusal: Refusal | None) -> int:
    if refusal is not None:
        return FORBIDDEN if isinstance(refusal, NotAuthorizedToEscalate) else CONFLICT
    return INVALID if errors else 200
