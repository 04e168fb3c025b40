"""What a client sees of their own: who asks, who has access, who looked."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from assistdesk.consent.models import Association, CaseView, ConsentRequest
from assistdesk.consent.states import RequestMethod
from assistdesk.shared import cursors
from assistdesk.shared.people import identities
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Account, CaseMember, Helper

MOST = 50


@dataclass(frozen=True, slots=True)
class AccessRow:
    """Somebody who may see the case. `until` None: until it is taken back; `method` empty: not known."""

    id: UUID
    name: str = field(repr=False)
    role: str
    agency: str
    npn: str
    since: datetime
    until: datetime | None
    method: str
    from_on_demand: bool | None


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One look at the client's case. Of staff only the role is told, not the name.

    `is_emergency`: somebody of the staff gave a reason for it, which a lead reviews.
    """

    name: str = field(repr=False)
    role: str
    agency: str
    at: datetime
    is_emergency: bool = False


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A page of requests to the client, the newest first; `next` is the cursor of the page after it."""

    items: list[ConsentRequest]
    next: str | None


@dataclass(frozen=True, slots=True)
class ViewPage:
    """A page of looks, the newest first; `next` as there."""

    items: list[ViewRow]
    next: str | None


def requests_to(actor: Actor, *, cursor: str | None) -> RequestPage:
    """Return the electronic requests to the client who is signed in.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    rows = ConsentRequest.objects.filter(
        person_id=_person(actor), method=RequestMethod.ELECTRONIC.value
    ).select_related("helper__agency")
    place = _place(cursor)
    if place is not None:
        rows = rows.filter(Q(started_at__lt=place[0]) | Q(started_at=place[0], id__lt=place[1]))
    found = list(rows.order_by("-started_at", "-id")[: MOST + 1])
    last = found[MOST - 1] if found[MOST:] else None
    return RequestPage(
        found[:MOST], cursors.encode(last.started_at.isoformat(), str(last.id)) if last else None
    )


def is_asked(actor: Actor) -> bool:
    """Return whether the client who is signed in can answer a request now, by the database's clock."""
    waiting = ConsentRequest.objects.answerable().filter(person_id=_person(actor))
    return waiting.filter(method=RequestMethod.ELECTRONIC.value).exists()


def access_of(actor: Actor, *, at: datetime) -> list[AccessRow]:
    """Return who may see the client's case at `at`, the latest first; three queries."""
    grants = list(_standing(actor, at=at).select_related("account__agency").order_by("-starts_at", "id"))
    known = {one.grant_id: one for one in Association.objects.filter(grant__in=grants)}
    helpers = {
        one.account_id: one for one in Helper.objects.filter(pk__in=[one.account_id for one in grants])
    }
    return [_access(one, known.get(one.id), helpers.get(one.account_id)) for one in grants]


def views_of(actor: Actor, *, cursor: str | None) -> ViewPage:
    """Return who looked at the client's cases.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    cases = CaseMember.objects.filter(person_id=_person(actor)).values("case_id")
    rows = CaseView.objects.filter(case__in=cases).select_related("account__agency")
    place = _place(cursor)
    if place is not None:
        rows = rows.filter(Q(at__lt=place[0]) | Q(at=place[0], id__lt=place[1]))
    found = list(rows.order_by("-at", "-id")[: MOST + 1])
    last = found[MOST - 1] if found[MOST:] else None
    items = [_view(one) for one in found[:MOST]]
    return ViewPage(items, cursors.encode(last.at.isoformat(), str(last.id)) if last else None)


def _standing(actor: Actor, *, at: datetime) -> QuerySet[AccessGrant]:
    grants = AccessGrant.objects.filter(
        person_id=_person(actor), scope=Scope.SEE_CASE.value, starts_at__lte=at
    )
    return grants.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def _person(actor: Actor) -> UUID:
    """Return whose record the actor's is; nobody's where there is none."""
    return actor.person_id or identities.NOBODY


def _access(grant: AccessGrant, known: Association | None, helper: Helper | None) -> AccessRow:
    return AccessRow(
        id=grant.id,
        name=grant.account.name,
        role=grant.account.role,
        agency=_agency(grant.account),
        npn=helper.npn if helper else "",
        since=grant.starts_at,
        until=grant.ends_at,
        method=known.method if known else "",
        from_on_demand=known.from_on_demand if known else None,
    )


def _view(view: CaseView) -> ViewRow:
    name = "" if view.is_by_role else view.account.name
    agency = "" if view.is_by_role else _agency(view.account)
    return ViewRow(name, view.role, agency, view.at, is_emergency=view.opening_id is not None)


def _agency(account: Account) -> str:
    return account.agency.name if account.agency else ""


def _place(cursor: str | None) -> tuple[datetime, UUID] | None:
    place = cursors.decode(cursor, parts=2)
    return (cursors.moment(place[0]), cursors.key(place[1])) if place is not None else None
