"""One association as staff see it after they recorded it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from assistdesk.consent.models import Association
from assistdesk.consent.states import ABOUT_ASSOCIATION
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.models import Helper
from assistdesk.shared.policy.schema.consent import StaffMethod
from assistdesk.shared.refusals import NotThere

TOLD = "consent_recorded"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to the client: by which channel, and what became of it."""

    channel: str
    state: str


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """What was recorded. No `messages`: the client has no channel by which they could be told."""

    case_number: str
    helper: str = field(repr=False)
    npn: str
    client: str = field(repr=False)
    method: str
    since: datetime
    is_over: bool
    messages: list[Delivery]


def recorded(grant_id: UUID, *, marketplace: str) -> RecordedRow:
    """Return an association that staff recorded.

    Raises:
        NotThere: there is none there.
    """
    rows = Association.objects.select_related("case", "grant__account", "grant__person")
    ways = [one.value for one in StaffMethod]
    found = rows.filter(grant_id=grant_id, marketplace=marketplace, method__in=ways).first()
    if found is None:
        raise NotThere
    person, account = found.grant.person, found.grant.account
    helper = Helper.objects.filter(pk=account.pk).first()
    sent = Outgoing.objects.about(ABOUT_ASSOCIATION, grant_id).filter(template=TOLD)
    return RecordedRow(
        case_number=found.case.case_number,
        helper=account.name,
        npn=helper.npn if helper else "",
        client=f"{person.first_name} {person.last_name}",
        method=found.method,
        since=found.started_at,
        is_over=found.ended_at is not None,
        messages=[Delivery(one.channel, one.state) for one in sent.order_by("channel", "id")],
    )
