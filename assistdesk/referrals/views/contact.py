"""Where referrals reach a helper: the second step, Preferred Contact, and My Information."""

from enum import StrEnum

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.referrals.forms.contact import CodeForm, ContactForm
from assistdesk.referrals.queries.participation import Participation, participation
from assistdesk.referrals.refusals import CodeWrong, TooManyCodes
from assistdesk.referrals.services import contacts
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.referrals.views.words import put_errors, said
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.refusals import InvalidInput

INVALID = 422
TOO_MANY = 429
READ_OR_SEND = ["GET", "HEAD", "POST"]


class Screen(StrEnum):
    """The pages that hold the form, by the name of their address."""

    STEP = "step_contact"
    CONTACT = "contact"
    PREFERENCES = "preferences"


@require_http_methods(READ_OR_SEND)
@allows(Permission.TAKE_REFERRALS)
def step_contact(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show or keep where referrals reach the helper: the second step."""
    return _screen(request, marketplace, Screen.STEP)


@require_http_methods(READ_OR_SEND)
@allows(Permission.TAKE_REFERRALS)
def contact(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show or change where referrals reach the helper: the screen Preferred Contact."""
    return _screen(request, marketplace, Screen.CONTACT)


@require_http_methods(READ_OR_SEND)
@allows(Permission.TAKE_REFERRALS)
def preferences(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show or change the same, from My Information."""
    return _screen(request, marketplace, Screen.PREFERENCES)


@require_http_methods(["GET", "HEAD"])
@allows(Permission.TAKE_REFERRALS)
def my_information(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show what the desk knows of the helper, with the preferences that they can edit."""
    now = participation(request.actor, marketplace=marketplace, at=clock.now())
    role = now.pack.identity.roles[RoleName(request.actor.role.value)]
    words = {"pack": now.pack, "now": now, "edition": now.edition, "role": role}
    return render(request, "referrals/my_information.html", words)


@require_POST
@allows(Permission.TAKE_REFERRALS)
def code(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Confirm a new address by its code, have another one sent, or give the address up."""
    at = clock.now()
    form = CodeForm(request.POST)
    if not form.is_valid():
        return redirect("referrals:on_demand", marketplace)
    channel = form.cleaned_data["channel"]
    try:
        if request.POST.get("do") == "again":
            contacts.send_code_again(channel, actor=request.actor, marketplace=marketplace, at=at)
        elif request.POST.get("do") == "forget":
            contacts.forget_waiting(channel, actor=request.actor, marketplace=marketplace, at=at)
        else:
            typed = form.cleaned_data["code"]
            contacts.confirm_address(channel, typed, actor=request.actor, marketplace=marketplace, at=at)
    except (CodeWrong, TooManyCodes) as refusal:
        now = participation(request.actor, marketplace=marketplace, at=at)
        status = TOO_MANY if isinstance(refusal, TooManyCodes) else INVALID
        return _page(request, now, ContactForm(now=now), wrong={channel: said(refusal)}, status=status)
    return _on(participation(request.actor, marketplace=marketplace, at=at))


def _screen(request: ActorRequest, marketplace: str, screen: Screen) -> HttpResponse:
    at = clock.now()
    now = participation(request.actor, marketplace=marketplace, at=at)
    if now.registration is None:
        return redirect("referrals:agree", marketplace)
    if request.method != "POST":
        return _page(request, now, ContactForm(now=now), screen=screen)
    form = ContactForm(request.POST, now=now)
    if form.is_valid():
        try:
            contacts.save_contacts(form.contacts(), actor=request.actor, marketplace=marketplace, at=at)
        except InvalidInput as refusal:
            put_errors(form, refusal)
        except TooManyCodes as refusal:
            form.add_error(None, said(refusal))
        else:
            return _on(participation(request.actor, marketplace=marketplace, at=at), screen=screen)
    return _page(request, now, form, screen=screen, status=INVALID)


def _on(now: Participation, *, screen: Screen | None = None) -> HttpResponse:
    """Return the way to the page that follows: codes first, then the next step, or what was changed."""
    where = screen or _screen_of(now)
    if now.waiting:
        return redirect(f"referrals:{where.value}", now.pack.marketplace)
    if where is Screen.STEP:
        return redirect("referrals:step_schedule", now.pack.marketplace)
    after = "referrals:my_information" if where is Screen.PREFERENCES else "referrals:on_demand"
    return redirect(after, now.pack.marketplace)


def _screen_of(now: Participation) -> Screen:
    """Return the screen on which a helper types codes: who registers, in the step; agents in their own."""
    if now.status == RegistrationStatus.STARTED:
        return Screen.STEP
    return Screen.PREFERENCES if now.account.role == Role.AGENT else Screen.CONTACT


def _page(
    request: ActorRequest,
    now: Participation,
    form: ContactForm,
    *,
    screen: Screen | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    where = screen or _screen_of(now)
    ways = now.edition.registration.update_contact.get(RoleName(now.account.role), ())
    words = {
        "pack": now.pack,
        "now": now,
        "edition": now.edition,
        "form": form,
        "screen": where.value,
        "step": 2,
        "ways": ways,
        "codes": [(one, (wrong or {}).get(one.channel, "")) for one in now.waiting],
    }
    return render(request, "referrals/contact.html", words, status=status)
