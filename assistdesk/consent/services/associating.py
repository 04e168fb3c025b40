"""The step by which an association begins: the grant, how it came about, the log, the open pages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assistdesk.consent.models import Association, ConsentRequest
from assistdesk.consent.models.topics import client_topic, helper_topic
from assistdesk.consent.services import history
from assistdesk.consent.services.rulebook import Rulebook
from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.live import steps as live
from assistdesk.shared.people import access
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Case


@dataclass(frozen=True, slots=True)
class Beginning:
    """Whose access to whose case begins, and how it came about."""

    helper_id: UUID
    person_id: UUID
    case: Case
    method: str
    from_on_demand: bool
    request: ConsentRequest | None = None


def begin(new: Beginning, *, book: Rulebook, actor: Actor, at: datetime) -> Association:
    """Let a helper see a case from `at` on, for as long as the pack says.

    Where they see it already, since the client or staff let them meanwhile, that association goes on.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    lasts = book.edition.association.lasts
    grant = access.grant(
        account_id=new.helper_id,
        person_id=new.person_id,
        scope=Scope.SEE_CASE,
        ends_at=at + lasts if lasts else None,
        at=at,
    )
    facts: dict[str, object] = {"method": new.method, "from_on_demand": new.from_on_demand}
    audit.record(action="consent.association.began", subject=grant.id, actor=actor, at=at, facts=facts)
    topics = {helper_topic(new.helper_id), client_topic(new.person_id)}
    live.changed(history.ACCESS, thing=str(grant.id), to=topics, at=at)
    association, _ = Association.objects.get_or_create(
        grant=grant,
        defaults={
            "marketplace": book.pack.marketplace,
            "request": new.request,
            "case": new.case,
            "method": new.method,
            "from_on_demand": new.from_on_demand,
            "started_at": at,
        },
    )
    return association
