"""Prospects: add, change, let go, take up again, make a client."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistdesk.book import queries, services
from assistdesk.book.forms.fields import ProspectForm
from assistdesk.book.queries import ProspectRow
from assistdesk.book.rules.prospects import NEEDED_TO_CONVERT
from assistdesk.book.services import Look, terms
from assistdesk.book.views.desk import INVALID, BookDesk
from assistdesk.book.views.titles import SEXES
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.KEEP_BOOK)
def add(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the form of a prospect, or add one."""
    desk = BookDesk.of(request, marketplace)
    form = _form(desk, request)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_prospect(
                form.written(), marketplace=marketplace, actor=desk.actor, at=desk.at
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            return redirect("book:prospect", marketplace, made)
    shown = {"pack": desk.pack, "form": form, "prospect_warning": desk.prospect_warning()}
    return render(request, "book/prospect_form.html", shown, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.KEEP_BOOK)
def change(request: ActorRequest, marketplace: str, prospect_id: UUID) -> HttpResponse:
    """Show what is known of a prospect as a form, or change it."""
    desk = BookDesk.of(request, marketplace)
    row = queries.prospect(desk.actor, prospect_id)
    form = _form(desk, request, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_prospect(prospect_id, form.written(), actor=desk.actor, at=desk.at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            return redirect("book:prospect", marketplace, prospect_id)
    shown = {"pack": desk.pack, "form": form, "row": row, "prospect_warning": desk.prospect_warning()}
    return render(request, "book/prospect_form.html", shown, status=INVALID if form.errors else 200)


@require_safe
@allows(Permission.KEEP_BOOK)
def prospect(request: ActorRequest, marketplace: str, prospect_id: UUID) -> HttpResponse:
    """Show a prospect; the look is written down."""
    desk = BookDesk.of(request, marketplace)
    row = queries.prospect(desk.actor, prospect_id)
    services.note_look(Look.PROSPECT, subject=prospect_id, actor=desk.actor, at=desk.at)
    return _page(request, desk, row)


@require_POST
@allows(Permission.KEEP_BOOK)
def abandon(request: ActorRequest, marketplace: str, prospect_id: UUID) -> HttpResponse:
    """Let a prospect go."""
    desk = BookDesk.of(request, marketplace)
    services.abandon_prospect(prospect_id, actor=desk.actor, at=desk.at)
    return redirect("book:prospect", marketplace, prospect_id)


@require_POST
@allows(Permission.KEEP_BOOK)
def resume(request: ActorRequest, marketplace: str, prospect_id: UUID) -> HttpResponse:
    """Take a prospect up again."""
    desk = BookDesk.of(request, marketplace)
    services.resume_prospect(prospect_id, actor=desk.actor, at=desk.at)
    return redirect("book:prospect", marketplace, prospect_id)


@require_POST
@allows(Permission.REQUEST_CASE_ACCESS)
def convert(request: ActorRequest, marketplace: str, prospect_id: UUID) -> HttpResponse:
    """Make a client of a prospect, or say that the way is Request Case Access."""
    desk = BookDesk.of(request, marketplace)
    row = queries.prospect(desk.actor, prospect_id)
    has_agreed = request.POST.get("has_agreed") == "yes"
    services.check_convert(actor=desk.actor, at=desk.at)
    try:
        done = services.convert_prospect(prospect_id, has_agreed=has_agreed, actor=desk.actor, at=desk.at)
    except InvalidInput:
        return _page(request, desk, row, status=INVALID, is_unattested=not has_agreed)
    if done.person is None:
        return _page(request, desk, row, status=409, is_known=True)
    return redirect("book:client", marketplace, done.person.person_id)


def _page(
    request: ActorRequest, desk: BookDesk, row: ProspectRow, *, status: int = 200, **said: bool
) -> HttpResponse:
    lacking = [name for name in NEEDED_TO_CONVERT if not getattr(row, name)]
    may_convert = "convert" in row.moves and desk.actor.may(Permission.REQUEST_CASE_ACCESS)
    shown = {
        "pack": desk.pack,
        "row": row,
        "sex": _sexes(desk).get(row.sex, row.sex),
        "quotes": queries.quotes_for(desk.actor, pack=desk.pack, prospect_id=row.id),
        "lacking": lacking,
        "may_convert": may_convert,
        "prospect_warning": desk.prospect_warning(),
        **said,
    }
    return render(request, "book/prospect.html", shown, status=status)


def _form(desk: BookDesk, request: ActorRequest, *, row: ProspectRow | None = None) -> ProspectForm:
    initial: dict[str, str] = {}
    if row is not None:
        initial = {
            "first_name": row.first_name,
            "last_name": row.last_name,
            "date_of_birth": row.date_of_birth.isoformat() if row.date_of_birth else "",
            "sex": row.sex,
            "phone": row.phone,
            "email": row.email,
            "zip": row.zip_code,
            "language": row.language,
            "note": row.note,
        }
    data = request.POST if request.method == "POST" else None
    languages = [(code, code) for code in desk.pack.identity.languages]
    return ProspectForm(data, sexes=_sexes(desk).items(), languages=languages, initial=initial)


def _sexes(desk: BookDesk) -> dict[str, str]:
    """Return the sexes by key, in the language of the page."""
    listed = terms.sexes_of(desk.pack, today=desk.days.today)
    languages = list(desk.pack.identity.languages)
    place = languages.index(desk.language) if desk.language in languages else 0
    return {key: words[place] if words else str(SEXES.get(key, key)) for key, words in listed.items()}
