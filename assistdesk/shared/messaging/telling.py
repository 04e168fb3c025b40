"""Writing down what became of messages that were queued, and letting workers know."""

from collections.abc import Sequence
from datetime import datetime

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.audit.steps import Recorded
from assistdesk.shared.messaging import couriers
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import OUTGOING, OutgoingState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName


def tell(rows: Sequence[Outgoing], *, actor: Actor, at: datetime) -> None:
    """Record what became of messages and, where some may go, let a worker know once for each channel."""
    audit.record_together([_entry(row, actor=actor, at=at) for row in rows])
    waiting = [ChannelName(row.channel) for row in rows if OutgoingState(row.state) is OUTGOING.start]
    couriers.call_each(list(dict.fromkeys(waiting)))


def _entry(row: Outgoing, *, actor: Actor, at: datetime) -> Recorded:
    facts = {
        "template": row.template,
        "channel": row.channel,
        "about_kind": row.about_kind,
        "about_id": str(row.about_id),
        "decision": row.decision,
    }
    return Recorded(f"messaging.message.{OutgoingState(row.state).value}", row.id, actor, at, facts)
