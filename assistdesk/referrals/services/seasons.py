"""Whether requests are taken: by the pack's seasons, unless staff closed or opened by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from assistdesk.referrals.models import SeasonSwitch
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere


def is_open(marketplace: str, book: Rulebook, *, at: datetime) -> bool:
    """Tell whether requests are taken at `at`: the newest switch by hand counts, else the pack's seasons."""
    switch = SeasonSwitch.objects.filter(marketplace=marketplace).order_by("-at").first()
    if switch is not None:
        return switch.is_open
    return book.edition.is_open_on(at.astimezone(ZoneInfo(book.pack.identity.zone)).date())


@transaction.atomic(durable=True)
def switch(marketplace: str, *, is_open: bool, reason: str, actor: Actor, at: datetime) -> None:
    """Open or close a marketplace's referrals by hand; what is under way goes on.

    Raises:
        NotThere: the marketplace is not the actor's.
    """
    if not actor.serves(marketplace) or actor.account_id is None:
        raise NotThere
    row = SeasonSwitch.objects.create(
        marketplace=marketplace, is_open=is_open, at=at, by_id=actor.account_id, reason=reason.strip()[:200]
    )
    action = "open" if is_open else "close"
    audit.record(action=f"referrals.season.{action}", subject=row.id, actor=actor, at=at)
