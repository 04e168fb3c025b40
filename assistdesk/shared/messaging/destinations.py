"""Where a message goes, where an answer to it goes, and which message it follows."""

from collections.abc import Collection, Sequence

from assistdesk.shared.messaging import addresses, opt_outs, replies, rules
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import Failure
from assistdesk.shared.messaging.texts import BadNumber, e164
from assistdesk.shared.messaging.values import Message
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.policy.templates import TEMPLATE_RULES


def reachable(message: Message, stopped: Collection[str] | None) -> tuple[str, Failure | None]:
    """Return where a message goes, and why nothing can be sent there; None where something can.

    `stopped` are those of the numbers that want no text messages; None asks for this one.
    """
    address = rules.one_line(message.to.address(message.channel))
    if not address:
        return "", Failure.NO_ADDRESS
    if message.channel is ChannelName.EMAIL:
        return address, None if rules.is_mail_address(address) else Failure.BAD_ADDRESS
    try:
        number = e164(address)
    except BadNumber:
        return address, Failure.BAD_ADDRESS
    if message.template in rules.WHEN_STOPPED:
        return number, None
    is_stopped = opt_outs.is_stopped(number) if stopped is None else number in stopped
    return number, Failure.OPTED_OUT if is_stopped else None


def from_address(message: Message) -> str:
    """Return where an answer goes: to the thing the message is about, where that can be answered."""
    if TEMPLATE_RULES[message.template].answerable and replies.task_for(message.about.kind):
        return addresses.reply_address(kind=message.about.kind, thing_id=message.about.id)
    return addresses.plain_address()


def join_threads(rows: Sequence[Outgoing]) -> None:
    """Let each new row answer the first mail about the same thing to the same address; one query.

    Mail programs show them together then.
    """
    if not rows:
        return
    alike = ("about_kind", "about_id", "channel", "to_address")
    before = Outgoing.objects.filter(about_id__in={row.about_id for row in rows})
    first = before.order_by(*alike, "queued_at", "id").distinct(*alike).values_list(*alike, "message_id")
    known = {tuple(own): message_id for *own, message_id in first}
    for row in rows:
        row.answers = known.get((row.about_kind, row.about_id, row.channel, row.to_address), "")
