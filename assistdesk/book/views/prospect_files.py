"""The template of prospects, and the files that are made from it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assistdesk.book import services
from assistdesk.book.forms.fields import FileForm
from assistdesk.book.forms.files import read_file
from assistdesk.book.rules.prospects import FIELDS, read
from assistdesk.book.services import Refused, Taken, terms
from assistdesk.book.views.desk import INVALID, BookDesk
from assistdesk.book.views.lists import csv_answer
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput

NEEDED = ("first_name", "last_name")
MOST_SHOWN = 200


@require_safe
@allows(Permission.KEEP_BOOK)
def template(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Send the template: a table with the names of the columns."""
    BookDesk.of(request, marketplace)
    return csv_answer([FIELDS], name="prospect-template.csv")


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.KEEP_BOOK)
def import_file(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show how to bring prospects in by a file, or take them in and say which lines were refused."""
    desk = BookDesk.of(request, marketplace)
    form, taken = FileForm(), None
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            taken = _take(desk, form)
    shown: dict[str, object] = {"pack": desk.pack, "form": form, "columns": FIELDS, "needed": NEEDED}
    if taken is not None:
        lines = refused_lines(taken.refused)
        shown |= {"taken": taken, "refused": lines[:MOST_SHOWN], "refused_count": len(lines)}
        shown["more"] = max(0, len(lines) - MOST_SHOWN)
    return render(request, "book/prospect_import.html", shown, status=INVALID if form.errors else 200)


def refused_lines(refused: list[Refused]) -> list[tuple[int, list[tuple[str, str]]]]:
    """Return why lines were refused, by their number: for each the fields and what is wrong with them."""
    lines: dict[int, list[tuple[str, str]]] = {}
    for one in sorted(refused, key=lambda each: each.line):
        words = gettext(one.error.message) % dict(one.error.facts)
        lines.setdefault(one.line, []).append((one.error.field, words))
    return list(lines.items())


def _take(desk: BookDesk, form: FileForm) -> Taken | None:
    known = terms.prospect_terms(desk.pack, today=desk.days.today)
    try:
        found = read_file(form.content(), columns=FIELDS, needed=NEEDED, read=partial(read, terms=known))
    except InvalidInput as refusal:
        form.refuse(refusal)
        return None
    taken = services.import_prospects(found.things, actor=desk.actor, at=desk.at)
    return Taken(taken.made, taken.renewed, [*found.refused, *taken.refused])
