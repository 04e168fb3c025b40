"""Quotes: begin one, put plans side by side, submit it, write the answer down."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.book import queries, services
from assistdesk.book.forms.fields import FileForm, PlanForm, QuoteForm
from assistdesk.book.forms.files import read_file
from assistdesk.book.queries import QuoteRow
from assistdesk.book.rules.plans import PLAN_FIELDS, read_plan
from assistdesk.book.services import Look, terms
from assistdesk.book.states import QuoteState
from assistdesk.book.views.desk import INVALID, BookDesk
from assistdesk.book.views.prospect_files import refused_lines
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema.directory import PlanType
from assistdesk.shared.refusals import InvalidInput, NotThere

NEEDED = ("issuer", "plan", "kind", "premium")


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.KEEP_BOOK)
def start_for_prospect(request: ActorRequest, marketplace: str, prospect_id: UUID) -> HttpResponse:
    """Ask from which day a quote for a prospect is to cover, and begin it."""
    desk = BookDesk.of(request, marketplace)
    whom = queries.prospect(desk.actor, prospect_id)
    return _start(request, desk, names=(whom.first_name, whom.last_name), prospect_id=prospect_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.KEEP_BOOK)
def start_for_client(request: ActorRequest, marketplace: str, person_id: str) -> HttpResponse:
    """Ask from which day a quote for a client is to cover, and begin it."""
    desk = BookDesk.of(request, marketplace)
    if not desk.actor.may(Permission.READ_CLIENTS):
        raise NotThere
    whom, _ = queries.client(desk.actor, person_id, days=desk.days)
    return _start(request, desk, names=(whom.first_name, whom.last_name), person_id=person_id)


def _start(
    request: HttpRequest,
    desk: BookDesk,
    *,
    names: tuple[str, str],
    prospect_id: UUID | None = None,
    person_id: str = "",
) -> HttpResponse:
    form = QuoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = services.start_quote(
            person_id=person_id,
            prospect_id=prospect_id,
            starts_on=form.cleaned_data["starts_on"],
            plans=[],
            actor=desk.actor,
            at=desk.at,
        )
        return redirect("book:quote", desk.pack.marketplace, made)
    shown = {
        "pack": desk.pack,
        "form": form,
        "first_name": names[0],
        "last_name": names[1],
        "prospect_id": prospect_id,
        "person_id": person_id,
    }
    return render(request, "book/quote_form.html", shown, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.KEEP_BOOK)
def quote(request: ActorRequest, marketplace: str, quote_id: UUID) -> HttpResponse:
    """Show a quote with its plans side by side, or put a plan into it."""
    desk = BookDesk.of(request, marketplace)
    form = _plan_form(desk, request)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_plan(quote_id, form.written(), actor=desk.actor, at=desk.at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            return redirect("book:quote", marketplace, quote_id)
    row = queries.quote(desk.actor, quote_id, pack=desk.pack)
    services.note_look(Look.QUOTE, subject=quote_id, actor=desk.actor, at=desk.at)
    return _page(request, desk, row, form=form)


@require_POST
@allows(Permission.KEEP_BOOK)
def import_plans(request: ActorRequest, marketplace: str, quote_id: UUID) -> HttpResponse:
    """Put the plans of a file into a quote: all of them, or none with the reason of each refused line."""
    desk = BookDesk.of(request, marketplace)
    row = queries.quote(desk.actor, quote_id, pack=desk.pack)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, row, file_form=form)
    known = partial(read_plan, terms=terms.plan_terms(desk.pack))
    try:
        found = read_file(form.content(), columns=PLAN_FIELDS, needed=NEEDED, read=known)
        if found.refused:
            return _page(request, desk, row, file_form=form, refused=refused_lines(found.refused))
        plans = [one for _, one in found.things]
        services.add_plans(quote_id, plans, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        form.refuse(refusal)
        return _page(request, desk, row, file_form=form)
    return redirect("book:quote", marketplace, quote_id)


@require_POST
@allows(Permission.KEEP_BOOK)
def remove_plan(request: ActorRequest, marketplace: str, quote_id: UUID, plan_id: UUID) -> HttpResponse:
    """Take a plan out of a quote."""
    desk = BookDesk.of(request, marketplace)
    services.remove_plan(quote_id, plan_id, actor=desk.actor, at=desk.at)
    return redirect("book:quote", marketplace, quote_id)


@require_POST
@allows(Permission.KEEP_BOOK)
def submit(request: ActorRequest, marketplace: str, quote_id: UUID) -> HttpResponse:
    """Submit a quote."""
    desk = BookDesk.of(request, marketplace)
    services.submit_quote(quote_id, actor=desk.actor, at=desk.at)
    return redirect("book:quote", marketplace, quote_id)


@require_POST
@allows(Permission.KEEP_BOOK)
def accept(request: ActorRequest, marketplace: str, quote_id: UUID) -> HttpResponse:
    """Write down which plan was accepted."""
    desk = BookDesk.of(request, marketplace)
    row = queries.quote(desk.actor, quote_id, pack=desk.pack)
    chosen = next((one.id for one in row.plans if str(one.id) == request.POST.get("plan")), None)
    try:
        services.accept_quote(quote_id, plan_id=chosen, actor=desk.actor, at=desk.at)
    except InvalidInput:
        return _page(request, desk, row, is_unchosen=True)
    return redirect("book:quote", marketplace, quote_id)


@require_POST
@allows(Permission.KEEP_BOOK)
def reject(request: ActorRequest, marketplace: str, quote_id: UUID) -> HttpResponse:
    """Write down that a quote was rejected."""
    desk = BookDesk.of(request, marketplace)
    services.reject_quote(quote_id, actor=desk.actor, at=desk.at)
    return redirect("book:quote", marketplace, quote_id)


def _page(
    request: HttpRequest,
    desk: BookDesk,
    row: QuoteRow,
    *,
    form: PlanForm | None = None,
    file_form: FileForm | None = None,
    **said: object,
) -> HttpResponse:
    shown = {
        "pack": desk.pack,
        "row": row,
        "form": form or _plan_form(desk, None),
        "file_form": file_form or FileForm(),
        "columns": PLAN_FIELDS,
        "is_open": row.state is QuoteState.IN_PROGRESS,
        **said,
    }
    is_wrong = bool((form and form.errors) or file_form or said)
    return render(request, "book/quote.html", shown, status=INVALID if is_wrong else 200)


def _plan_form(desk: BookDesk, request: HttpRequest | None) -> PlanForm:
    data = request.POST if request is not None and request.method == "POST" else None
    issuers = [(key, one.name) for key, one in desk.pack.directory.issuers.items()]
    return PlanForm(data, issuers=issuers, kinds=[(one.value, one.value) for one in PlanType])
