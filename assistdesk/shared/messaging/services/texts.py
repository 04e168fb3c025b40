"""Text messages that come in, and reports on those that went out."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from assistdesk.shared import keys
from assistdesk.shared.messaging import opt_outs, redacting, steps
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.services import marks
from assistdesk.shared.messaging.services.inbound import take_in
from assistdesk.shared.messaging.states import MailKind
from assistdesk.shared.messaging.texts import BadNumber, Command, Keyword, Outcome, command_of, e164
from assistdesk.shared.messaging.values import (
    About,
    Inbound,
    InboundText,
    Message,
    Priority,
    Received,
    Recipient,
    TextReport,
)
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import ChannelName, Pack
from assistdesk.shared.privacy.known import NOTHING_KNOWN

COMMANDED = "messaging.command"
_SAFE_WAY = "pii_texted"
E164 = re.compile(r"^\+[1-9]\d{7,14}$")  # a short code is a machine's
_ANSWERS = {Keyword.STOP: "sms_stopped", Keyword.START: "sms_started", Keyword.HELP: "sms_help"}


@transaction.atomic(durable=True)
def receive_text(text: InboundText, *, at: datetime) -> Received:
    """Take in a text message; STOP, START and HELP, and their kin, are obeyed before this returns.

    Each is answered once, in the language of its word, or else of the messages that its sender gets; a STOP
    after a STOP is not answered. A message that the provider brings twice is taken in once.
    """
    sender = _number(text.sender)
    command = command_of(text.text)
    inbound = Inbound(
        channel=ChannelName.SMS,
        sender=sender,
        to=(text.to,),
        subject="",
        text=text.text,
        message_id=text.reference,
        kind=MailKind.COMMAND if command else MailKind.PERSON,
    )
    received = take_in(inbound, at=at)
    if command is not None and received.is_new:
        is_news = _obey(command, sender, number_of_ours=_number(text.to), at=at)
        if is_news and not text.is_answered:
            _answer(command, sender, received, at=at)
    if command is None and received.is_new:
        _tell_safe_way(sender, received, at=at)
    return received


@transaction.atomic(durable=True)
def take_text_report(report: TextReport, *, at: datetime) -> None:
    """Note what a provider reports on a text message. Reports may come late, twice, or in the wrong order.

    Any report shows that the provider has the message, even where its acceptance never reached us.

    Raises:
        NotThere: there is no such message.
    """
    marks.late_acceptance(report.outgoing_id, reference=report.reference)
    if report.outcome is Outcome.DELIVERED:
        marks.take_receipt(report.outgoing_id, "confirm", delivered_at=at)
    elif report.outcome is Outcome.FAILED and not _is_another(report):
        fate = {"failed_at": at, "failure": report.failure.value}
        marks.take_receipt(report.outgoing_id, "bounce", **fate)


def _is_another(report: TextReport) -> bool:
    """Return whether the provider has the message twice, and reports on the one that we don't wait for."""
    known = Outgoing.objects.filter(id=report.outgoing_id).values_list("provider_reference", flat=True).get()
    return known not in ("", report.reference)


def _obey(command: Command, number: str, *, number_of_ours: str, at: datetime) -> bool:
    """Do what was asked and return whether there is something to answer."""
    if command.keyword is Keyword.STOP:
        is_news = opt_outs.stop(number, number_of_ours=number_of_ours, at=at)
        marks.stop_waiting(number)
        return is_news
    if command.keyword is Keyword.START:
        opt_outs.start(number, at=at)
    return True


def _answer(command: Command, number: str, received: Received, *, at: datetime) -> None:
    row = Incoming.objects.get(pk=received.incoming_id)
    pack = _pack(row.marketplace)
    if pack is None:
        return
    message = Message(
        pack=pack,
        template=_ANSWERS[command.keyword],
        to=Recipient("", "", number, command.language or _language(number)),
        about=About(COMMANDED, row.id),
        values={},
        channel=ChannelName.SMS,
        priority=Priority.URGENT,
    )
    steps.queue(message, actor=Actor.system(pack.marketplace), at=at)


def _tell_safe_way(number: str, received: Received, *, at: datetime) -> None:
    """Tell who texted something personal a safer way: once a day, and nobody who wants no text messages.

    What was texted is sealed, and shown without what is personal in it.

    Source: rule V-06.
    """
    row = Incoming.objects.get(pk=received.incoming_id)
    pack = _pack(row.marketplace)
    if pack is None or not E164.match(number):
        return
    sender = [Recipient("", "", number, "")]
    if not redacting.redact(row.id, pack=pack, parties=sender, known=NOTHING_KNOWN, at=at):
        return
    day = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    if _SAFE_WAY not in pack.messages_on(day).messages:
        return
    message = Message(
        pack=pack,
        template=_SAFE_WAY,
        to=Recipient("", "", number, _language(number)),
        about=About(COMMANDED, row.id),
        values={"link": settings.BASE_URL},
        channel=ChannelName.SMS,
        dedupe_key=f"{_SAFE_WAY} {keys.fingerprint(number, purpose=_SAFE_WAY)} {day}",
    )
    steps.queue(message, actor=Actor.system(pack.marketplace), at=at)


def _pack(marketplace: str) -> Pack | None:
    """Return the pack whose words answer: the sender's marketplace, or the first that runs here."""
    packs = policy.marketplaces()
    own = [pack for pack in packs if pack.marketplace == marketplace]
    return next(iter([*own, *packs]), None)


def _language(number: str) -> str:
    """Return the language of what `number` was sent last, or of whom it belongs to; empty where unknown."""
    ours = Outgoing.objects.filter(channel=ChannelName.SMS.value, to_address=number)
    last = ours.order_by("-queued_at", "-id").values_list("language", flat=True).first()
    owner = Account.objects.filter(phone=number, is_active=True).values_list("language", flat=True).first()
    return last or owner or ""


def _number(written: str) -> str:
    """Return a number as E.164; what is none, such as a short code, as it is written."""
    try:
        return e164(written)
    except BadNumber:
        return written.strip()
