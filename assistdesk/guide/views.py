"""The guide's pages: entries and their search, one entry, the sheet, editions, issuers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from assistdesk.guide import forms, queries
from assistdesk.guide.queries import OpenGuide
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, open_to_all
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import PartName

GUIDE_IS_OPEN = "whom to turn to is public; contacts for helpers alone are left out for everybody else"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason=GUIDE_IS_OPEN)
def entries(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the entries, or what a search finds. Words are posted, since a name typed may be a client's."""
    opened = _opened(request, marketplace)
    search = forms.clean_search(request.POST.get("q", ""))
    words = {
        **_frame(opened),
        "search": search,
        "found": queries.search(opened.reader, opened.edition, search) if search else [],
    }
    return render(request, "guide/entries.html#found" if request.htmx else "guide/entries.html", words)


@require_safe
@open_to_all(reason=GUIDE_IS_OPEN)
def entry(request: ActorRequest, marketplace: str, entry: str) -> HttpResponse:
    """Show one entry: materials first, then the steps, each with what can be done at once."""
    opened = _opened(request, marketplace)
    own = request.actor.serves(marketplace) and opened.is_in_force
    has_types = opened.pack.has(PartName.ESCALATIONS)
    words = {
        **_frame(opened),
        "entry": opened.entry(entry),
        "may_escalate": own and has_types and request.actor.may(Permission.ESCALATE),
        "may_log": own and has_types and request.actor.may(Permission.LOG_CALLS),
        "may_sign_in": has_types and opened.is_in_force and not request.actor.is_signed_in,
    }
    return render(request, "guide/entry.html", words)


@require_safe
@open_to_all(reason=GUIDE_IS_OPEN)
def print_page(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the whole guide on one sheet, for the wall."""
    opened = _opened(request, marketplace)
    sheet = queries.sheet(opened.reader, opened.edition)
    return render(request, "guide/print.html", {**_frame(opened), "sheet": sheet})


@require_safe
@open_to_all(reason=GUIDE_IS_OPEN)
def pdf(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Send the sheet as a PDF."""
    opened = _opened(request, marketplace)
    made = queries.paper(opened.reader, opened.edition)
    name = f"{marketplace}-guide-{opened.edition}.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@require_safe
@open_to_all(reason=GUIDE_IS_OPEN)
def editions(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show all editions, and what changed from `?old=` to `?new=`: the last two where none are named."""
    opened = _opened(request, marketplace)
    listed = queries.editions(opened.reader, today=opened.today)
    new = _named(request, "new") or listed[0].edition
    old = _named(request, "old") or listed[min(1, len(listed) - 1)].edition
    words = {
        **_frame(opened),
        "editions": listed,
        "old": old,
        "new": new,
        "changes": queries.changes(opened.reader, old=old, new=new),
    }
    return render(request, "guide/editions.html", words)


@require_safe
@open_to_all(reason=GUIDE_IS_OPEN)
def issuers(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the issuer directory, all of it or one plan type."""
    opened = _opened(request, marketplace)
    chosen = forms.plan_type_of(request.GET)
    words = {
        **_frame(opened),
        "chosen": chosen.value if chosen else "",
        "plan_types": queries.plan_types(opened.reader),
        "issuers": queries.issuers(opened.reader, plan_type=chosen),
        "sites": queries.issuer_sites(opened.reader),
    }
    return render(request, "guide/issuers.html", words)


def _opened(request: ActorRequest, marketplace: str) -> OpenGuide:
    return queries.open_guide(
        marketplace,
        actor=request.actor,
        language=get_language() or "en",
        at=clock.now(),
        edition=_named(request, "edition"),
    )


def _named(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")[:40]


def _frame(opened: OpenGuide) -> dict[str, object]:
    """Return what every page of the guide shows; `edition` only where another than today's is read."""
    return {
        "pack": opened.pack,
        "guide": opened.shown,
        "edition": "" if opened.is_in_force else opened.edition,
    }
