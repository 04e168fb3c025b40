"""Opening a case: for who is associated, and for staff whose role needs it. Each look is written down."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assistdesk.consent.models import CaseOpening, CaseView
from assistdesk.consent.refusals import CaseNotFound, ReasonNeeded
from assistdesk.consent.services.rulebook import rulebook
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import access
from assistdesk.shared.people import rules as normal
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Case, Person


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case and those of its members whom the actor may see; the emergency in which, if it is one."""

    case: Case
    members: list[Person]
    opening: CaseOpening | None = None


@transaction.atomic(durable=True)
def open_case(case_number: str, *, actor: Actor, at: datetime, marketplace: str | None = None) -> OpenedCase:
    """Return a case and write down that the actor looked. `marketplace` None: wherever the actor belongs.

    Raises:
        CaseNotFound: there is none, or none that the actor may see now.
        ReasonNeeded: the actor's role opens one in an emergency alone, and gave no reason.
    """
    opened = _may_see(case_number, actor=actor, at=at, marketplace=marketplace)
    _keep(opened.case, opened.opening, actor=actor, at=at)
    return opened


def check_case(case_number: str, *, actor: Actor, at: datetime, marketplace: str) -> None:
    """Check that the actor may see a case now; nothing is shown, and nothing written down.

    Raises:
        CaseNotFound, ReasonNeeded: as `open_case`.
    """
    _may_see(case_number, actor=actor, at=at, marketplace=marketplace)


def case_number_of(written: str) -> str:
    """Return a case number as it is compared, however somebody typed it."""
    return normal.number(written)


def _may_see(case_number: str, *, actor: Actor, at: datetime, marketplace: str | None) -> OpenedCase:
    if actor.account_id is None:
        raise CaseNotFound
    rows = Case.objects.filter(case_number=case_number)
    place = marketplace or actor.marketplace
    if place is not None:
        rows = rows.filter(marketplace=place)
    if actor.marketplace is not None:
        rows = rows.filter(marketplace=actor.marketplace)
    case = rows.order_by("marketplace").first()
    opening = _opening(case, actor=actor, at=at) if actor.is_staff else None
    if case is None:
        raise CaseNotFound
    members = Person.objects.filter(casemember__case=case).order_by("person_id")
    if not actor.is_staff:
        members = members.filter(pk__in=access.clients_of(actor, at=at).values("pk"))
    seen = list(members)
    if not seen:
        raise CaseNotFound
    return OpenedCase(case, seen, opening)


def _opening(case: Case | None, *, actor: Actor, at: datetime) -> CaseOpening | None:
    """Return the emergency in which staff may see a case; None where their work needs it anyway.

    Whether the case exists is not told to who gave no reason.

    Raises:
        CaseNotFound: their role sees none there.
        ReasonNeeded: it has to be an emergency.
    """
    place = case.marketplace if case else actor.marketplace
    assert actor.account_id is not None
    found = CaseOpening.objects.standing().filter(case=case, account_id=actor.account_id).first()
    if found is not None:
        return found
    if place is None:
        raise ReasonNeeded
    staff = rulebook(place, at=at).edition.staff
    if actor.role in {one.value for one in staff.sees_roles}:
        return None
    if actor.role in {one.value for one in staff.emergency_roles}:
        raise ReasonNeeded
    raise CaseNotFound


def _keep(case: Case, opening: CaseOpening | None, *, actor: Actor, at: datetime) -> None:
    assert actor.account_id is not None
    CaseView.objects.create(
        id=uuid.uuid4(),
        marketplace=case.marketplace,
        case=case,
        account_id=actor.account_id,
        role=actor.role.value,
        is_by_role=actor.is_staff,
        opening=opening,
        at=at,
    )
    facts: dict[str, object] = {"case_number": case.case_number, "by_role": actor.is_staff}
    if opening is not None:
        facts["opening"] = str(opening.id)
    audit.record(action="consent.case.viewed", subject=case.id, actor=actor, at=at, facts=facts)
