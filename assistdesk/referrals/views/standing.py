"""Behind the link of a request: where it stands, and what its resident can change."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods, require_safe

from assistdesk.referrals import services
from assistdesk.referrals.forms.asking import WayForm, clean_line
from assistdesk.referrals.models import Referral
from assistdesk.referrals.queries.standing import Standing, standing
from assistdesk.referrals.refusals import WindowTaken
from assistdesk.referrals.services import CallWindow, Rulebook
from assistdesk.referrals.views.words import put_errors, said
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, open_to_all
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import InvalidInput

INVALID, CONFLICT, NOTHING_NEW = 422, 409, 204
LINK_IS_THE_KEY = "whoever has the link is the resident"
SECONDS_A_MINUTE = 60

Page = Callable[[ActorRequest, "Visit"], HttpResponse]


class Change(Protocol):
    """What a resident does to the request behind a link."""

    def __call__(self, token: str, *, actor: Actor, at: datetime) -> object:
        """Do it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as somebody with its link meets it."""

    token: str
    referral: Referral
    book: Rulebook
    at: datetime

    @property
    def pack(self) -> Pack:
        """The marketplace's pack."""
        return self.book.pack

    def standing(self) -> Standing:
        """Return where the request stands, in the language of the page."""
        language = get_language() or "en"
        return standing(
            self.referral, pack=self.book.pack, edition=self.book.edition, language=language, at=self.at
        )

    def words(self, stands: Standing | None = None) -> dict[str, object]:
        """Return what every page about the request shows."""
        return {
            "pack": self.pack,
            "edition": self.book.edition,
            "token": self.token,
            "standing": stands or self.standing(),
            "at": self.at,
        }


def _by_link(page: Page) -> Callable[[ActorRequest, str], HttpResponse]:
    """Return a page that opens by the link: in the resident's language, unless the reader chose another."""

    @wraps(page)
    def opened(request: ActorRequest, token: str) -> HttpResponse:
        at = clock.now()
        referral = services.referral_of(token, at=at)
        visit = Visit(token, referral, services.rulebook_of(referral), at)
        if request.method == "POST":
            services.check_change(token, at=at)
        has_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        with override(get_language() if has_chosen else referral.language):
            return page(request, visit)

    return opened


@require_safe
@open_to_all(reason=LINK_IS_THE_KEY)
@_by_link
def status(request: ActorRequest, visit: Visit) -> HttpResponse:
    """Show where a request stands; a page that asks again gets the new part, or nothing where nothing is."""
    stands = visit.standing()
    seen = _fingerprint(stands, at=visit.at)
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=NOTHING_NEW)
    words = visit.words(stands) | {"seen": seen, "is_news": request.GET.get("stage") != stands.stage}
    if not request.htmx:
        return render(request, "referrals/status.html", words)
    return render(request, "referrals/parts/standing.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason=LINK_IS_THE_KEY)
@_by_link
def change(request: ActorRequest, visit: Visit) -> HttpResponse:
    """Ask how else the resident is reached, or change it."""
    edition = visit.book.edition
    if request.method != "POST":
        form = WayForm(edition=edition, initial={"contact_method": visit.referral.contact_method})
        return render(request, "referrals/change.html", visit.words() | {"form": form})
    form = WayForm(request.POST, edition=edition)
    form.is_valid()
    method, contact = form.cleaned_data.get("contact_method", ""), form.cleaned_data.get("contact", "")
    try:
        services.change_contact(visit.token, method=method, contact=contact, actor=request.actor, at=visit.at)
    except InvalidInput as refusal:
        put_errors(form, refusal)
        return render(request, "referrals/change.html", visit.words() | {"form": form}, status=INVALID)
    return redirect("referrals:status", visit.token)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason=LINK_IS_THE_KEY)
@_by_link
def cancel(request: ActorRequest, visit: Visit) -> HttpResponse:
    """Ask whether the request is to be cancelled, or cancel it."""
    return _sure(request, visit, template="referrals/cancel.html", change=services.cancel)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason=LINK_IS_THE_KEY)
@_by_link
def not_called(request: ActorRequest, visit: Visit) -> HttpResponse:
    """Ask whether nobody called, or look for somebody else."""
    return _sure(request, visit, template="referrals/not_called.html", change=services.not_called)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason=LINK_IS_THE_KEY)
@_by_link
def times(request: ActorRequest, visit: Visit) -> HttpResponse:
    """Show the times for a call by day, or take the one that was chosen."""
    if request.method != "POST":
        return _times_page(request, visit)
    starts_at = _moment(request.POST.get("from", ""))
    if starts_at is None:
        return _times_page(request, visit, taken=said(WindowTaken()))
    try:
        services.choose_window(visit.token, starts_at=starts_at, actor=request.actor, at=visit.at)
    except WindowTaken as refusal:
        return _times_page(request, visit, taken=said(refusal))
    return redirect("referrals:status", visit.token)


def _sure(request: ActorRequest, visit: Visit, *, template: str, change: Change) -> HttpResponse:
    """Ask whether somebody means it, or make the change and show where the request stands then."""
    if request.method != "POST":
        return render(request, template, visit.words())
    change(visit.token, actor=request.actor, at=visit.at)
    return redirect("referrals:status", visit.token)


def _times_page(request: ActorRequest, visit: Visit, *, taken: str = "") -> HttpResponse:
    windows = services.windows_of(visit.referral, at=visit.at)
    words = visit.words() | {"days": _by_day(windows, visit.pack.identity.zone), "taken": taken}
    return render(request, "referrals/times.html", words, status=CONFLICT if taken else 200)


def _by_day(windows: tuple[CallWindow, ...], zone: str) -> list[tuple[date, list[CallWindow]]]:
    """Return the windows by the day on which they start in `zone`."""
    where = ZoneInfo(zone)
    days = groupby(windows, key=lambda one: one.starts_at.astimezone(where).date())
    return [(day, list(found)) for day, found in days]


def _moment(text: str) -> datetime | None:
    """Return the moment that a button stands for; None for what is none."""
    try:
        found = parse_datetime(clean_line(text))
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _fingerprint(stands: Standing, *, at: datetime) -> str:
    """Return what changes when the page would show something else: the minutes that are left too."""
    left = stands.call_back_by - at if stands.call_back_by else None
    shown = (stands, stands.contact, left and int(left.total_seconds() // SECONDS_A_MINUTE))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
