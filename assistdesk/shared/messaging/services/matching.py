"""What a message is about: by signed addresses and ids alone, and only from whom we wrote to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assistdesk.shared.messaging import addresses, replies, rules, senders
from assistdesk.shared.messaging.mails import Receipt, ReceiptOutcome
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.services import marks
from assistdesk.shared.messaging.services.known import Known, bare
from assistdesk.shared.messaging.states import MailKind, Unmatched
from assistdesk.shared.messaging.values import About, Inbound
from assistdesk.shared.policy.schema import ChannelName


@dataclass(frozen=True, slots=True)
class Match:
    """What a message means to be about, the message of ours that it answers, or why it joins nothing.

    `report` is what a mail server reports of the message `answers`.
    """

    about: About | None
    answers: Outgoing | None
    why: Unmatched | None
    marketplace: str
    report: Receipt | None = None

    @property
    def is_report(self) -> bool:
        """Whether it tells what became of a message of ours."""
        return self.report is not None


def match(inbound: Inbound, *, known: Known) -> Match:
    """Return what a message joins, or why it joins nothing, by what is `known` of all that it names.

    A text message joins nothing by itself; a command in one is for the desk.
    """
    if inbound.channel is ChannelName.SMS:
        why = None if inbound.kind is MailKind.COMMAND else Unmatched.BY_TEXT
        return Match(None, None, why, _marketplace(inbound, [], known))
    if inbound.kind is MailKind.BOUNCE and inbound.receipt is not None:
        reported = _reported(inbound, inbound.receipt, known)
        if reported is not None:
            return Match(_thing(reported), reported, None, reported.marketplace, inbound.receipt)
    named = list(dict.fromkeys(_by_address(inbound, known)))
    by_headers = _by_headers(inbound, known)
    about: About | None = named[0] if named else by_headers
    if len(named) > 1:
        about = by_headers if by_headers in named else None
    if about is None:
        why = Unmatched.SEVERAL if named else _why_not(inbound) or Unmatched.NO_TRACE
        return Match(None, None, why, _marketplace(inbound, named, known))
    return _joined(inbound, about, known)


def note_report(found: Match, *, at: datetime) -> None:
    """Note on a message of ours what a mail server reported of it, inside the caller's transaction."""
    assert found.answers is not None
    assert found.report is not None
    if found.report.outcome is ReceiptOutcome.DELIVERED:
        marks.take_receipt(found.answers.id, "confirm", delivered_at=at)
    elif found.report.outcome is ReceiptOutcome.FAILED:
        failure = rules.failure_of(found.report.status).value
        marks.take_receipt(found.answers.id, "bounce", failed_at=at, failure=failure)


def _joined(inbound: Inbound, about: About, known: Known) -> Match:
    ours = [row for row in known.about(about) if row.channel == inbound.channel.value]
    marketplace = ours[0].marketplace if ours else ""
    why = _why_not(inbound)
    if why is not None:
        return Match(about, None, why, marketplace)
    named = list(addresses.outgoing_ids(inbound.in_reply_to, inbound.references))
    answered = senders.answered([row for row in ours if row.attempts > 0], sender=inbound.sender, named=named)
    if answered is None or replies.task_for(about.kind) is None:
        return Match(about, None, Unmatched.STRANGER, marketplace)
    return Match(about, answered, None, marketplace)


def _why_not(inbound: Inbound) -> Unmatched | None:
    """Return why a message may not join anything, whatever it names; None where it may."""
    if inbound.kind is MailKind.BOUNCE:
        return Unmatched.BOUNCE
    if inbound.kind is MailKind.LOOP or _is_ours(inbound):
        return Unmatched.LOOP
    if inbound.kind is MailKind.UNREADABLE:
        return Unmatched.UNREADABLE
    if inbound.is_automatic or inbound.kind is MailKind.AUTOMATIC:
        return Unmatched.AUTOMATIC
    return Unmatched.FORGED if inbound.is_forged else None


def _is_ours(inbound: Inbound) -> bool:
    """Tell whether the desk itself wrote this: it came back, or somebody passes it off as ours."""
    if inbound.channel is not ChannelName.EMAIL:
        return False
    is_our_id = next(addresses.outgoing_ids(inbound.message_id), None) is not None
    is_marked = addresses.plain_address().lower() in inbound.loops
    return is_our_id or is_marked or addresses.is_of_desk(inbound.sender)


def _by_address(inbound: Inbound, known: Known) -> Iterator[About]:
    for address in inbound.to:
        found = addresses.thing_of_reply_address(bare(address), kinds=replies.kinds())
        if found is not None:
            yield About(*found)
        outgoing_id = addresses.outgoing_of_bounce_address(bare(address))
        row = known.sent.get(outgoing_id) if outgoing_id else None
        if row is not None and replies.task_for(row.about_kind):
            yield _thing(row)


def _by_headers(inbound: Inbound, known: Known) -> About | None:
    for outgoing_id in addresses.outgoing_ids(inbound.in_reply_to, inbound.references):
        row = known.sent.get(outgoing_id)
        if row is not None and replies.task_for(row.about_kind):
            return _thing(row)
    return None


def _reported(inbound: Inbound, receipt: Receipt, known: Known) -> Outgoing | None:
    """Return the message of ours that a mail server reports on: by the address, then by its id."""
    ids = [one for address in inbound.to if (one := addresses.outgoing_of_bounce_address(bare(address)))]
    ids += addresses.outgoing_ids(receipt.message_ids, inbound.in_reply_to, inbound.references)
    return next((known.sent[one] for one in ids if one in known.sent), None)


def _marketplace(inbound: Inbound, named: list[About], known: Known) -> str:
    """Return whose tray a message belongs in; empty where nobody can tell.

    It is that of the things it names; the one whose key stands before the `@` of an address it was sent to,
    alone or after `desk+`; the one to which its sender belongs; or the only one that there is.
    """
    if named:
        return next((row.marketplace for row in known.about(named[0])), "")
    running = known.running
    for address in inbound.to:
        name = bare(address).partition("@")[0].removeprefix(f"{addresses.MAILBOX}+")
        if name in running and addresses.is_own(bare(address)):
            return name
    of_sender = _marketplaces_of(inbound, known)
    if len(of_sender) == 1:
        return next(iter(of_sender))
    return running[0] if len(running) == 1 else ""


def _marketplaces_of(inbound: Inbound, known: Known) -> frozenset[str]:
    """Return the marketplaces to which a sender belongs; by text message, the one that wrote to them last."""
    if inbound.channel is not ChannelName.SMS:
        return known.homes(inbound.sender)
    ours = Outgoing.objects.filter(channel=inbound.channel.value, to_address=inbound.sender)
    return frozenset(ours.order_by("-queued_at", "-id").values_list("marketplace", flat=True)[:1])


def _thing(row: Outgoing) -> About:
    return About(row.about_kind, row.about_id)
