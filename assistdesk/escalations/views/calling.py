"""A caller's clients, one by one: found, looked at, answered or escalated."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import (
    CallersWordsForm,
    ConsumerSearchForm,
    EscalationForm,
    Typed,
    clean_line,
    form_key,
)
from assistdesk.escalations.queries import Asked, CallBackRow, CallView, ConsumerRow, TypeRow
from assistdesk.escalations.refusals import CallConsumerLimit, CallFormSentBefore, DuplicateIncident
from assistdesk.escalations.rules import Bounds, IncidentRef
from assistdesk.escalations.rules.hotline import can_be_called_in
from assistdesk.escalations.states import CallOutcome
from assistdesk.escalations.views.desks import CONFLICT, INVALID, Desk
from assistdesk.escalations.views.hotline import CallForms, call_of, call_page
from assistdesk.escalations.views.words import details_of, errors_said, said
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, NotThere, Refusal

ANSWERED, ESCALATE, ADD = "answered", "escalate", "add-"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A client on a call: who they are, what was typed, what is open about them already."""

    call: CallView
    caller: Actor
    client: ConsumerRow
    typed: Typed
    offered: list[TypeRow]
    open_ones: list[CallBackRow]

    @property
    def kind(self) -> TypeRow | None:
        """The type that is chosen."""
        return next((row for row in self.offered if row.key == self.typed.type), None)

    @property
    def has_new_part(self) -> bool:
        """Whether the type asks for something that the page has not shown yet."""
        kind = self.kind
        return kind is not None and kind.key != self.typed.shown_type and bool(kind.fields)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.ANSWER_HOTLINE)
def call_clients(request: ActorRequest, marketplace: str, call_id: UUID) -> HttpResponse:
    """Find clients of the caller; what is shown is written down."""
    if request.method != "POST":
        return redirect("escalations:call", marketplace, call_id)
    desk = Desk.of(request, marketplace)
    view = call_of(desk, call_id)
    form = ConsumerSearchForm(request.POST)
    if not form.is_valid():
        return call_page(request, desk, view, forms=CallForms(search=form))
    caller = services.caller_for_clients(view.id, actor=desk.actor, at=desk.at)
    typed = form.cleaned_data
    names = ("first_name", "last_name", "date_of_birth", "person_id", "carrier")
    found = queries.consumers(
        caller,
        Asked(**{name: typed[name] for name in names}),
        marketplace=marketplace,
        at=desk.at,
        after=typed["after"],
    )
    seen = [row.person_id for row in found.items]
    services.record_seen(view.id, person_ids=seen, actor=desk.actor, at=desk.at)
    return call_page(request, desk, view, forms=CallForms(search=form), found=found)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.ANSWER_HOTLINE)
def call_client(request: ActorRequest, marketplace: str, call_id: UUID) -> HttpResponse:
    """Show one client of the caller, and write down what becomes of their issue."""
    if request.method != "POST":
        return redirect("escalations:call", marketplace, call_id)
    desk = Desk.of(request, marketplace)
    sheet = _sheet(request, desk, call_of(desk, call_id))
    action = request.POST.get("action", "")
    if not action or (action == ESCALATE and sheet.has_new_part):
        return _client_page(request, desk, sheet, errors=[], refusal=None)
    try:
        made = _written(desk, sheet, action=action)
    except CallConsumerLimit as refusal:
        return call_page(request, desk, sheet.call, forms=CallForms(), refused=said(refusal))
    except InvalidInput as refusal:
        return _client_page(request, desk, sheet, errors=errors_said(refusal), refusal=None)
    except (DuplicateIncident, CallFormSentBefore) as refusal:
        return _client_page(request, desk, sheet, errors=[], refusal=refusal)
    return redirect("escalations:call_number", marketplace, sheet.call.id, made.matter_id)


def _sheet(request: ActorRequest, desk: Desk, view: CallView) -> _Sheet:
    typed = Typed.read(request.POST)
    caller = services.caller_for_clients(view.id, actor=desk.actor, at=desk.at)
    wanted = clean_line(request.POST.get("person_id", ""))
    clients = queries.chosen(caller, [wanted], marketplace=desk.marketplace, at=desk.at)
    if not clients or caller.account_id is None:
        raise NotThere
    open_ones = queries.open_incidents_of(
        wanted,
        actor=desk.actor,
        marketplace=desk.marketplace,
        caller=caller.account_id,
        language=desk.language,
    )
    seen = [one.number for one in open_ones]
    services.record_seen(view.id, person_ids=[wanted], numbers=seen, actor=desk.actor, at=desk.at)
    types = queries.types_of(desk.pack, actor=caller, on=desk.today, language=desk.language)
    offered = [row for row in types if _can_be_called_in(row)]
    return _Sheet(view, caller, clients[0], typed, offered, open_ones)


def _can_be_called_in(row: TypeRow) -> bool:
    return can_be_called_in(
        consumers=Bounds(row.consumers_min, row.consumers_max),
        attachments=Bounds(row.attachments_min, row.attachments_max),
        has_own_icon=row.has_own_icon,
    )


def _written(desk: Desk, sheet: _Sheet, *, action: str) -> services.CallAnswer:
    typed, key = sheet.typed, f"form {sheet.typed.submission_key}"
    if action.startswith(ADD):
        follow_up = services.NewFollowUp(
            call_id=sheet.call.id,
            incident=IncidentRef(action.removeprefix(ADD), desk.marketplace),
            outcome=CallOutcome.ADDED,
            submission_key=key,
            text=typed.description,
            person_id=sheet.client.person_id,
        )
        return services.follow_up(follow_up, actor=desk.actor, at=desk.at)
    is_answered = action == ANSWERED
    own = {field.key for field in sheet.kind.fields} if sheet.kind else set()
    new = services.NewCallConsumer(
        call_id=sheet.call.id,
        person_id=sheet.client.person_id,
        outcome=CallOutcome.ANSWERED if is_answered else CallOutcome.ESCALATED,
        submission_key=key,
        type="" if is_answered else typed.type,
        description=typed.description,
        fields={} if is_answered else {name: one for name, one in typed.fields.items() if name in own},
        duplicate_reason="" if is_answered else typed.duplicate_reason,
    )
    return services.add_consumer(new, actor=desk.actor, at=desk.at)


def _client_page(
    request: ActorRequest,
    desk: Desk,
    sheet: _Sheet,
    *,
    errors: list[tuple[str, str]],
    refusal: Refusal | None,
) -> HttpResponse:
    if isinstance(refusal, CallFormSentBefore):  # what is typed now is sent as a form of its own
        sheet = replace(sheet, typed=replace(sheet.typed, submission_key=form_key(request.GET)))
    form = EscalationForm(typed=sheet.typed, offered=sheet.offered, kind=sheet.kind)
    form.fields["description"].label = CallersWordsForm.base_fields["text"].label
    if errors:
        renamed = {"text": "description"}
        form.say((renamed.get(field, field), words) for field, words in errors)
    edition = desk.pack.hotline_on(desk.today)
    words = {
        "pack": desk.pack,
        "edition": edition,
        "call": sheet.call,
        "client": sheet.client,
        "details": details_of(sheet.client, edition.consumer_details),
        "typed": sheet.typed,
        "form": form,
        "kind": sheet.kind,
        "offered": sheet.offered,
        "open_ones": sheet.open_ones,
        "at": desk.at,
        "refusal": said(refusal) if refusal else "",
        "needs_reason": isinstance(refusal, DuplicateIncident) or bool(sheet.typed.duplicate_reason),
    }
    status = CONFLICT if refusal else INVALID if errors else 200
    return render(request, "escalations/call_client.html", words, status=status)
