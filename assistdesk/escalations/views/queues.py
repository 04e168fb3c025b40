"""A team's queue as a colleague's daily place: views, search, the next one to take."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import clean_line
from assistdesk.escalations.forms.queue import AT_RISK, QueueFilter
from assistdesk.escalations.queries import FilterRow, QueueView, Sort
from assistdesk.escalations.states import IncidentState
from assistdesk.escalations.views import kept, workplace
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.outcomes import Done, go_to
from assistdesk.escalations.views.words import errors_said
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput


@dataclass(frozen=True, slots=True)
class Tab:
    """A view that stands above the queue, with how many incidents it holds."""

    name: str
    address: str
    count: int
    is_here: bool

    @property
    def is_full(self) -> bool:
        """Whether there may be more than the count says."""
        return self.count >= queries.MOST_COUNTED


@dataclass(frozen=True, slots=True)
class Place:
    """Which view of which queue is shown: its form, and the saved filter or kept search it came from."""

    desk: Desk
    team: str
    filter: QueueFilter
    saved: FilterRow | None
    search: str
    rows: list[FilterRow]

    @classmethod
    def of(cls, request: ActorRequest, desk: Desk, team: str) -> "Place":
        """Return what the address names."""
        rows = queries.saved_filters(desk.actor, marketplace=desk.marketplace, team=team)
        saved = next((one for one in rows if str(one.id) == request.GET.get("saved", "")), None)
        if saved is not None:
            return cls(desk, team, QueueFilter.read(saved.asked), saved, "", rows)
        search = request.GET.get("search", "")
        words, filed_by = kept.kept(request, search)
        narrow = QueueFilter.read(request.GET.dict()).with_typed(words=words, filed_by=filed_by)
        return cls(desk, team, narrow, None, search if words or filed_by else "", rows)

    @property
    def address(self) -> str:
        """The address of the queue itself."""
        return reverse("escalations:queue", args=[self.desk.marketplace, self.team])

    @property
    def query(self) -> dict[str, str]:
        """What the address of this view says."""
        if self.saved is not None:
            return {"saved": str(self.saved.id)}
        return {**self.filter.query, **({"search": self.search} if self.search else {})}

    @property
    def view(self) -> QueueView:
        """What is asked of the queue."""
        return self.view_of(self.filter)

    def view_of(self, narrow: QueueFilter) -> QueueView:
        """Return what a form asks of this queue."""
        desk = self.desk
        return narrow.view(
            marketplace=desk.marketplace, team=self.team, zone=desk.pack.identity.zone, at=desk.at
        )

    def to(self, **query: str) -> str:
        """Return the address of a view of this queue."""
        return f"{self.address}?{urlencode(query)}" if query else self.address


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.WORK_INCIDENTS)
def queue(request: ActorRequest, marketplace: str, team: str) -> HttpResponse:
    """Show a view of a team's queue, or go to the one that the form asks for."""
    desk = Desk.of(request, marketplace)
    queries.check_reads(desk.actor, marketplace=marketplace, team=team)
    if request.method == "POST":
        return redirect(_asked_for(request, marketplace, team))
    return _page(request, Place.of(request, desk, team), errors=[])


@require_POST
@allows(Permission.WORK_INCIDENTS)
def take_next(request: ActorRequest, marketplace: str, team: str) -> HttpResponse:
    """Let the actor work on what presses most, and go there."""
    desk = Desk.of(request, marketplace)
    ref = services.take_next(
        marketplace=marketplace, team=team, actor=desk.actor, at=desk.at, key=workplace.writing_of(request)
    )
    return go_to(ref, Done.TAKEN)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def save_filter(request: ActorRequest, marketplace: str, team: str) -> HttpResponse:
    """Keep the view that is shown under a name."""
    desk = Desk.of(request, marketplace)
    queries.check_reads(desk.actor, marketplace=marketplace, team=team)
    new = services.NewFilter(
        marketplace=marketplace,
        team=team,
        name=clean_line(request.POST.get("name", "")),
        asked=QueueFilter.read(request.POST.dict()).kept,
        is_shared=bool(request.POST.get("is_shared")),
        is_tab=bool(request.POST.get("is_tab")),
    )
    try:
        made = services.save_filter(new, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        narrow = QueueFilter.read(request.POST.dict())
        search = kept.keep(request, words=narrow.words, filed_by=narrow.filed_by)
        rows = queries.saved_filters(desk.actor, marketplace=marketplace, team=team)
        place = Place(desk, team, narrow, None, search, rows)
        return _page(request, place, errors=[words for _, words in errors_said(refusal)])
    address = reverse("escalations:queue", args=[marketplace, team])
    return redirect(f"{address}?{urlencode({'saved': str(made)})}")


@require_POST
@allows(Permission.WORK_INCIDENTS)
def delete_filter(request: ActorRequest, marketplace: str, team: str, filter_id: UUID) -> HttpResponse:
    """Forget a saved view."""
    desk = Desk.of(request, marketplace)
    services.delete_filter(filter_id, actor=desk.actor, at=desk.at)
    return redirect("escalations:queue", marketplace, team)


def _asked_for(request: ActorRequest, marketplace: str, team: str) -> str:
    narrow = QueueFilter.read(request.POST.dict())
    search = kept.keep(request, words=narrow.words, filed_by=narrow.filed_by)
    query = {**narrow.query, **({"search": search} if search else {})}
    address = reverse("escalations:queue", args=[marketplace, team])
    return f"{address}?{urlencode(query)}" if query else address


def _page(request: ActorRequest, place: Place, *, errors: list[str]) -> HttpResponse:
    desk, cursor = place.desk, request.GET.get("cursor")
    page = queries.team_queue(desk.actor, place.view, language=desk.language, cursor=cursor)
    words = {
        "pack": desk.pack,
        "team": place.team,
        "writing": workplace.writing_of(request),
        "team_words": desk.pack.directory.teams[place.team],
        "is_own": place.team in desk.actor.teams,
        "may_share": desk.actor.may(Permission.LEAD_TEAM),
        "page": page,
        "at": desk.at,
        "late_offices": queries.late_offices(
            desk.actor, marketplace=desk.marketplace, team=place.team, language=desk.language, at=desk.at
        ),
        "place": place,
        "filter": place.filter,
        "status": place.filter.status or "open",
        "sort": place.view.sort,
        "sorts": [one for one in Sort if one is not Sort.BEST],
        "statuses": list(IncidentState),
        "types": _types(desk),
        "colleagues": queries.colleagues(desk.actor, marketplace=desk.marketplace, team=place.team),
        "tabs": _tabs(place),
        "errors": errors,
        "next": place.to(**place.query, cursor=page.next) if page.next else "",
        "first": place.to(**place.query) if cursor else "",
    }
    return render(request, "escalations/queue.html", words, status=INVALID if errors else 200)


def _types(desk: Desk) -> list[tuple[str, str]]:
    """Return key and title of the types of today, of every team: an incident may have been moved."""
    return [(key, kind.title.in_language(desk.language)) for key, kind in desk.edition.types.items()]


def _tabs(place: Place) -> list[Tab]:
    """Return the views above the queue: those that everybody has, then the saved ones that are tabs."""
    everybodys = [
        (gettext("Open"), QueueFilter()),
        (gettext("Mine"), QueueFilter(assigned="me")),
        (gettext("Nobody's"), QueueFilter(assigned="nobody")),
        (gettext("Due within a day"), QueueFilter(due=AT_RISK)),
    ]
    found = [(name, narrow, place.to(**narrow.query), not place.saved) for name, narrow in everybodys]
    for one in place.rows:
        if one.is_tab:
            is_here = place.saved is not None and place.saved.id == one.id
            found.append((one.name, QueueFilter.read(one.asked), place.to(saved=str(one.id)), is_here))
    counts = queries.counts(place.desk.actor, [place.view_of(narrow).asked for _, narrow, _, _ in found])
    return [
        Tab(name, address, count, is_here=is_here and narrow.kept == place.filter.kept)
        for (name, narrow, address, is_here), count in zip(found, counts, strict=True)
    ]
