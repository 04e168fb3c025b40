"""Whether requests are taken, and who decided that."""

from dataclasses import dataclass
from datetime import date, datetime

from assistdesk.referrals.models import SeasonSwitch
from assistdesk.referrals.queries.staff import check_reads
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ReferralsEdition


@dataclass(frozen=True, slots=True)
class Season:
    """Whether requests are taken. `by`, `since` and `reason` are of the switch by hand; None without one."""

    is_open: bool
    since: datetime | None
    by: str
    reason: str


def season(actor: Actor, *, edition: ReferralsEdition, marketplace: str, on: date) -> Season:
    """Return whether a marketplace takes requests on a day: by the newest switch by hand, else by its pack.

    One query.

    Raises:
        NotThere: it is not the actor's to read.
    """
    check_reads(actor, marketplace=marketplace)
    switches = SeasonSwitch.objects.filter(marketplace=marketplace).select_related("by")
    newest = switches.order_by("-at").first()
    if newest is None:
        return Season(edition.is_open_on(on), None, "", "")
    return Season(newest.is_open, newest.at, newest.by.name, newest.reason)
