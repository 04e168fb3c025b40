"""Opening a case: for who is associated, and for staff whose role needs it. Each look is written down."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assistdesk.consent.models import CaseView
from assistdesk.consent.refusals import CaseNotFound
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Case, Person


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case and those of its members whom the actor may see."""

    case: Case
    members: list[Person]


@transaction.atomic(durable=True)
def open_case(case_number: str, *, actor: Actor, at: datetime) -> OpenedCase:
    """Return a case and write down that the actor looked.

    Raises:
        CaseNotFound: there is none, or none that the actor may see now.
    """
    rows = Case.objects.filter(case_number=case_number)
    if actor.marketplace is not None:
        rows = rows.filter(marketplace=actor.marketplace)
    case = rows.order_by("marketplace").first()
    if case is None or actor.account_id is None:
        raise CaseNotFound
    members = Person.objects.filter(casemember__case=case).order_by("person_id")
    if actor.is_staff:
        seen = list(members)
    else:
        seen = list(members.filter(pk__in=access.clients_of(actor, at=at).values("pk")))
    if not seen:
        raise CaseNotFound
    CaseView.objects.create(
        id=uuid.uuid4(),
        marketplace=case.marketplace,
        case=case,
        account_id=actor.account_id,
        role=actor.role.value,
        is_by_role=actor.is_staff,
        at=at,
    )
    facts: dict[str, object] = {"case_number": case.case_number, "by_role": actor.is_staff}
    audit.record(action="consent.case.viewed", subject=case.id, actor=actor, at=at, facts=facts)
    return OpenedCase(case, seen)
