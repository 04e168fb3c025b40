"""What staff and helpers see of one case besides who is in it: who has access and how, and who looked."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from assistdesk.consent.models import Association, CaseView
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.identities import NOBODY
from assistdesk.shared.people.models import Case

MOST = 20


@dataclass(frozen=True, slots=True)
class AssociationRow:
    """How somebody came to see a case. `over_at` None: until it is taken back; `thread` names its records."""

    thread: UUID
    name: str = field(repr=False)
    role: str
    agency: str
    client: str = field(repr=False)
    method: str
    from_on_demand: bool
    since: datetime
    over_at: datetime | None
    is_standing: bool


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look at a case, with the name of whoever looked. `is_emergency`: staff gave a reason for it."""

    name: str = field(repr=False)
    role: str
    at: datetime
    is_emergency: bool


def associations_with(case: Case, *, actor: Actor, at: datetime) -> list[AssociationRow]:
    """Return the consents to see a case, the newest first, MOST at most: of a helper their own, or all."""
    rows = Association.objects.filter(case=case)
    rows = rows if actor.is_staff else rows.filter(grant__account_id=actor.account_id or NOBODY)
    found = rows.select_related("grant__account__agency", "grant__person")
    return [_association(one, at=at) for one in found.order_by("-started_at", "-grant_id")[:MOST]]


def looks_at(case: Case, *, before: datetime) -> list[LookRow]:
    """Return who looked at a case before a moment, exclusive, the newest first, MOST at most; for staff."""
    rows = CaseView.objects.filter(Q(at__lt=before), case=case).select_related("account")
    return [
        LookRow(one.account.name, one.role, one.at, is_emergency=one.opening_id is not None)
        for one in rows.order_by("-at", "-id")[:MOST]
    ]


def _association(one: Association, *, at: datetime) -> AssociationRow:
    account, person, over_at = one.grant.account, one.grant.person, one.grant.ends_at
    return AssociationRow(
        thread=one.request_id or one.grant_id,
        name=account.name,
        role=account.role,
        agency=account.agency.name if account.agency else "",
        client=f"{person.first_name} {person.last_name}",
        method=one.method,
        from_on_demand=one.from_on_demand,
        since=one.started_at,
        over_at=over_at,
        is_standing=over_at is None or over_at > at,
    )
