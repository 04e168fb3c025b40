"""Sorting the tray inside somebody's transaction: a person joins a mail to what it is about."""

from datetime import datetime
from uuid import UUID

from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging.models import Incoming
from assistdesk.shared.messaging.refusals import NotInTray
from assistdesk.shared.messaging.states import INCOMING
from assistdesk.shared.messaging.values import About
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere


def in_tray(incoming_id: UUID, *, actor: Actor) -> Incoming:
    """Return a mail that lies in the actor's tray, locked until the transaction ends.

    Raises:
        NoTransaction: the caller holds no transaction open.
        NotThere: there is no such mail, or it is another marketplace's, or nobody knows whose and the actor
            doesn't serve every one.
        NotInTray: somebody has dealt with it.
    """
    transactions.required()
    row = Incoming.objects.select_for_update().filter(pk=incoming_id).first()
    if row is None or not actor.serves(row.marketplace):
        raise NotThere
    if row.state != INCOMING.start.value:
        raise NotInTray
    return row


def join(incoming_id: UUID, about: About, *, marketplace: str, actor: Actor, at: datetime) -> Incoming:
    """Join a mail of the tray to a thing, as a person decided, and return it.

    Raises:
        NoTransaction, NotThere, NotInTray: as `in_tray`.
    """
    row = in_tray(incoming_id, actor=actor)
    row.state = INCOMING.target("match").value
    row.about_kind, row.about_id, row.marketplace = about.kind, about.id, marketplace
    row.decided_by_id, row.decided_at = actor.account_id, at
    row.save(update_fields=["state", "about_kind", "about_id", "marketplace", "decided_by", "decided_at"])
    facts: dict[str, object] = {"about_kind": about.kind, "about_id": str(about.id)}
    audit.record(
        action="messaging.mail.matched",
        subject=row.id,
        actor=actor,
        at=at,
        facts=facts,
    )
    return row


def pass_on(incoming_id: UUID, *, marketplace: str, actor: Actor, at: datetime) -> None:
    """Give a mail of which nobody knew whose it is to a marketplace's tray.

    Raises:
        NoTransaction, NotThere, NotInTray: as `in_tray`.
    """
    row = in_tray(incoming_id, actor=actor)
    row.marketplace = marketplace
    row.save(update_fields=["marketplace"])
    facts: dict[str, object] = {"marketplace": marketplace}
    audit.record(action="messaging.mail.passed_on", subject=row.id, actor=actor, at=at, facts=facts)


def taken(*incoming_ids: UUID) -> None:
    """Note that the things which mails are about have taken them, so that they are asked no more.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    Incoming.objects.filter(pk__in=incoming_ids).update(waits_since=None)
