"""Book of Business: all lists with their counts, each list, and its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assistdesk.book import queries, services
from assistdesk.book.forms.asking import ADDRESSES, shown_of
from assistdesk.book.queries import Asked
from assistdesk.book.rules.writing import line
from assistdesk.book.services import Look
from assistdesk.book.states import BookList
from assistdesk.book.views import list_files
from assistdesk.book.views.desk import BookDesk
from assistdesk.shared import spreadsheets
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotAuthorized, NotThere

LONGEST_WORDS = 100
WORDS_OF = {name: word for word, name in ADDRESSES.items()}


@dataclass(frozen=True, slots=True)
class CountRow:
    """One count, and the address of the list behind it."""

    title: str
    count: int
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ListCard:
    """One list with its counts; `word` stands for it in addresses."""

    word: str
    title: str
    counts: list[CountRow]


def cards(desk: BookDesk, *, here: StrEnum | None = None) -> list[ListCard]:
    """Return the lists that the actor may see, with their counts; one query."""
    counted = queries.counts(desk.actor, days=desk.days)
    return [_card(desk, name, numbers, here) for name, numbers in counted.items()]


def _card(desk: BookDesk, name: BookList, numbers: dict[str, int], here: StrEnum | None) -> ListCard:
    root = reverse("book:list", args=[desk.pack.marketplace, WORDS_OF[name]])
    counts = [
        CountRow(desk.shown_title(name, one), numbers[one.value], f"{root}?show={one.value}", one is here)
        for one in desk.shown_of(name)
    ]
    return ListCard(WORDS_OF[name], desk.title(name), counts)


@require_safe
@allows(Permission.OWN_HOME)
def overview(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the counts of all lists, each a way to its list."""
    desk = BookDesk.of(request, marketplace)
    if not queries.lists_of(desk.actor):
        raise NotAuthorized
    shown = {"pack": desk.pack, "cards": cards(desk)}
    return render(request, "book/overview.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.OWN_HOME)
def book_list(request: ActorRequest, marketplace: str, word: str) -> HttpResponse:
    """Show a page of a list, or find names in it. Names are sent, they never stand in an address."""
    desk = BookDesk.of(request, marketplace)
    sent = request.POST if request.method == "POST" else request.GET
    asked = _asked(desk, word, show=sent.get("show", ""), cursor=sent.get("cursor", ""))
    words = line(request.POST.get("words", ""))[:LONGEST_WORDS]
    if request.method == "POST" and not words:
        return redirect(f"{reverse('book:list', args=[marketplace, word])}?show={asked.shown.value}")
    asked = Asked(asked.name, asked.shown, words, asked.cursor)
    found = queries.listed(desk.actor, asked, pack=desk.pack, days=desk.days)
    facts: dict[str, object] = {"shown": asked.shown.value, "rows": len(found.items), "by_words": bool(words)}
    services.note_look(Look.LIST, subject=asked.name.value, actor=desk.actor, at=desk.at, facts=facts)
    card = next(one for one in cards(desk, here=asked.shown) if one.word == word)
    root = f"{reverse('book:list', args=[marketplace, word])}?show={asked.shown.value}"
    shown = {
        "pack": desk.pack,
        "card": card,
        "show": asked.shown.value,
        "title": desk.shown_title(asked.name, asked.shown),
        "page": found,
        "words": words,
        "part": f"book/parts/{word}.html",
        "next": f"{root}&cursor={found.next}" if found.next and not words else "",
        "first": root if asked.cursor else "",
        "prospect_warning": desk.prospect_warning() if asked.name is BookList.PROSPECTS else "",
    }
    return render(request, "book/list.html", shown)


@require_safe
@allows(Permission.OWN_HOME)
def list_file(request: ActorRequest, marketplace: str, word: str) -> HttpResponse:
    """Send a list as a file; that it was taken out is written down."""
    desk = BookDesk.of(request, marketplace)
    asked = _asked(desk, word, show=request.GET.get("show", ""), cursor="")
    rows = list(list_files.rows(desk, asked))
    facts: dict[str, object] = {"shown": asked.shown.value, "rows": len(rows) - 1}
    services.note_look(Look.FILE, subject=asked.name.value, actor=desk.actor, at=desk.at, facts=facts)
    return csv_answer(rows, name=f"{word}-{asked.shown.value}-{desk.days.today}.csv")


def csv_answer(rows: list[Sequence[str]], *, name: str) -> HttpResponse:
    """Return a file of rows that a spreadsheet opens."""
    answer = HttpResponse(spreadsheets.written(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _asked(desk: BookDesk, word: str, *, show: str, cursor: str) -> Asked:
    name = ADDRESSES.get(word)
    shown = shown_of(name, show) if name else None
    if name is None or shown is None:
        raise NotThere
    if not desk.actor.may(queries.NEEDED[name]):
        raise NotAuthorized
    return Asked(name, shown, cursor=cursor or None)
