"""Who may act for whom: granted by a helper until a moment, withdrawn by the helper at once.

Whether a delegation stands is a comparison in the statement that asks, so it ends with no job running.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from assistdesk.shared import limits
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import terms
from assistdesk.shared.people.actors import Actor, Delegate
from assistdesk.shared.people.models import Account, Delegation
from assistdesk.shared.people.powers import Power, permissions_of
from assistdesk.shared.people.queries import actor_of
from assistdesk.shared.people.refusals import ActingEnded, NoSuchDelegate
from assistdesk.shared.people.roles import HELPERS
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import FieldError, InvalidInput, NotAuthorized, NotThere

MOST = 200
"""How many delegations a list shows at most."""


TRIES, HOUR = 20, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One delegation as it is shown; `is_standing` at the moment that was asked about.

    `other` is the delegate on a helper's list, and the helper on the list of who may act. `over_at` is when
    it ended or will end.
    """

    id: UUID
    other: str = field(repr=False)
    other_username: str
    powers: tuple[Power, ...]
    starts_at: datetime
    over_at: datetime
    is_standing: bool
    is_withdrawn: bool


def check_pace(actor: Actor, *, at: datetime) -> None:
    """Count that `actor` lets somebody act, so that nobody finds out who has an account by trying names.

    Raises:
        TooManyRequests: they tried TRIES times within an hour.
    """
    limits.hit("people.delegation", of=str(actor.account_id), most=TRIES, within=HOUR, at=at)


@transaction.atomic(durable=True)
def grant(whom: str, *, powers: Collection[Power], until: date, actor: Actor, at: datetime) -> Delegation:
    """Let somebody act for `actor` from `at` to the end of the day `until`, instead of what they may now.

    `whom` is the username or the email of a helper's account in the actor's marketplace.

    Raises:
        NotAuthorized: the actor may let nobody act, such as who acts for another.
        NoSuchDelegate: there is no such account, or several, or it is the actor's own.
        InvalidInput: there is no power, or `until` is over or later than the marketplace allows.
        PartLeftOut: the marketplace says nothing of people who act for helpers.
    """
    own_id = actor.account_id
    if own_id is None or actor.marketplace is None or actor.delegate is not None:
        raise NotAuthorized
    if not powers:
        raise InvalidInput([FieldError("powers", "Choose at least one thing that they may do.")])
    ends_at = _end(until, marketplace=actor.marketplace, at=at)
    Account.objects.select_for_update().get(pk=own_id)  # one grant after the other
    delegate = _delegate(whom, own_id=own_id, marketplace=actor.marketplace)
    for earlier in Delegation.objects.filter(principal_id=own_id, delegate=delegate, ended_at__isnull=True):
        _put_away(earlier, at=at)
    made = Delegation.objects.create(
        id=uuid.uuid4(),
        marketplace=actor.marketplace,
        principal_id=own_id,
        delegate=delegate,
        powers=sorted({power.value for power in powers}),
        starts_at=at,
        ends_at=ends_at,
    )
    facts: dict[str, object] = {
        "delegate": str(delegate.id),
        "powers": made.powers,
        "ends_at": ends_at.isoformat(),
    }
    audit.record(action="people.delegation.granted", subject=made.id, actor=actor, at=at, facts=facts)
    return made


def _end(until: date, *, marketplace: str, at: datetime) -> datetime:
    pack = policy.running(marketplace)
    zone = pack.identity.zone
    today = at.astimezone(ZoneInfo(zone)).date()
    terms.check_until(until, today=today, longest=pack.dashboard_on(today).delegation.longest)
    return terms.over_at(until, zone=zone)


def _delegate(whom: str, *, own_id: UUID, marketplace: str) -> Account:
    written = whom.strip()
    accounts = Account.objects.filter(
        Q(username=written.lower()) | Q(email__iexact=written),
        marketplace=marketplace,
        role__in=[role.value for role in HELPERS],
        is_active=True,
    ).exclude(pk=own_id)
    found = list(accounts.order_by("id")[:2]) if written else []
    if len(found) != 1:
        raise NoSuchDelegate
    return found[0]


def _put_away(delegation: Delegation, *, at: datetime) -> None:
    delegation.ended_at = min(at, delegation.ends_at)
    delegation.save(update_fields=["ended_at"])


@transaction.atomic(durable=True)
def withdraw(delegation_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Let somebody act for `actor` no more, from this moment on. One that is over stays as it is.

    Raises:
        NotAuthorized: the actor acts for another.
        NotThere: there is no such delegation of the actor's.
    """
    if actor.delegate is not None:
        raise NotAuthorized
    mine = Delegation.objects.filter(principal_id=actor.account_id)
    found = mine.select_for_update().filter(pk=delegation_id).first()
    if found is None:
        raise NotThere
    if found.ended_at is not None or found.ends_at <= at:
        return
    _put_away(found, at=at)
    audit.record(
        action="people.delegation.withdrawn",
        subject=found.id,
        actor=actor,
        at=at,
        facts={"delegate": str(found.delegate_id)},
    )


@transaction.atomic(durable=True)
def begin(delegation_id: UUID, *, actor: Actor, at: datetime) -> Actor:
    """Return the helper for whom `actor` acts from now on, and write it down.

    Raises:
        NotAuthorized: the actor acts for another already.
        NotThere: the actor may not act by this delegation, or not any more.
    """
    if actor.account_id is None or actor.delegate is not None:
        raise NotAuthorized
    try:
        acting = acting_by(delegation_id, own=actor, at=at)
    except ActingEnded:
        raise NotThere from None
    audit.record(action="people.delegation.begun", subject=delegation_id, actor=acting, at=at)
    return acting


def acting_by(delegation_id: UUID, *, own: Actor, at: datetime) -> Actor:
    """Return the helper for whom `own` acts by a delegation that stands at `at`; one query.

    Everything is the helper's but the language; what it may do is what both the role and the powers allow.

    Raises:
        ActingEnded: it does not stand, is not `own`'s, or one of the two accounts is closed.
    """
    if own.account_id is None:
        raise ActingEnded
    mine = _standing(Delegation.objects.filter(pk=delegation_id, delegate_id=own.account_id), at=at)
    found = mine.select_related("principal").first()
    if found is None:
        raise ActingEnded
    delegate = Delegate(
        account_id=own.account_id,
        delegation_id=found.id,
        permissions=permissions_of(Power(power) for power in found.powers),
        ends_at=found.ends_at,
        name=own.name,
    )
    return replace(actor_of(found.principal), language=own.language, delegate=delegate)


def _standing(rows: QuerySet[Delegation], *, at: datetime) -> QuerySet[Delegation]:
    return rows.filter(
        starts_at__lte=at, ends_at__gt=at, ended_at__isnull=True, principal__is_active=True
    ).filter(delegate__is_active=True)


def granted_by(actor: Actor, *, at: datetime) -> list[DelegationRow]:
    """Return whom `actor` let act, the newest first; the MOST last ones."""
    rows = Delegation.objects.filter(principal_id=actor.account_id).select_related("delegate")
    return [_row(one, one.delegate, at=at) for one in rows.order_by("-starts_at", "-id")[:MOST]]


def open_to(actor: Actor, *, at: datetime) -> list[DelegationRow]:
    """Return for whom the one who signed in may act at `at`, in the order of the names."""
    rows = _standing(Delegation.objects.filter(delegate_id=actor.own_account_id), at=at)
    found = rows.select_related("principal").order_by("principal__name", "id")[:MOST]
    return [_row(one, one.principal, at=at) for one in found]


def _row(one: Delegation, other: Account, *, at: datetime) -> DelegationRow:
    over_at = one.ended_at or one.ends_at
    return DelegationRow(
        id=one.id,
        other=other.name,
        other_username=other.username,
        powers=tuple(Power(power) for power in one.powers),
        starts_at=one.starts_at,
        over_at=over_at,
        is_standing=one.starts_at <= at < over_at,
        is_withdrawn=one.ended_at is not None and one.ended_at < one.ends_at,
    )
