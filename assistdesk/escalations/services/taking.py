"""Mails that came together join their incidents together: each alone, where one of them fails."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction

from assistdesk.escalations.models import Incident, Post
from assistdesk.escalations.services import families, threads
from assistdesk.escalations.services.sorting import FILES
from assistdesk.shared import jobs
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import sorting
from assistdesk.shared.messaging.queries import IncomingReply

TAKE_REPLY = "escalations.take_reply"

log = structlog.get_logger("assistdesk.mail")


def take_replies(incoming_ids: Sequence[UUID], *, at: datetime) -> None:
    """Let mails that answer ours join their incidents, in the order in which they came; see `take_reply`.

    Those that wait since before for the same incidents join first. Where one of them fails, none has joined,
    and each is queued to be taken alone. A second time changes nothing.

    Raises:
        OperationalError, InterfaceError: the database can't be reached; nothing has joined.
    """
    try:
        _take_together(incoming_ids, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001 - a worker's task: what one mail does stops no other
        log.warning("mails are taken one by one", fault=type(fault).__name__, mails=len(incoming_ids))
        _take_each(incoming_ids)


@transaction.atomic(durable=True)
def _take_together(incoming_ids: Sequence[UUID], *, at: datetime) -> None:
    about = {mail.about.id for mail in messages.waiting_with(incoming_ids)}
    incidents = families.locked_with_helpers(about)
    mails = messages.waiting_with(incoming_ids)  # anew: some joined while we waited
    alone = [mail for mail in mails if mail.about.id not in incidents]
    for mail in alone:
        jobs.queue(TAKE_REPLY, incoming_id=str(mail.id))
    mine = [mail for mail in mails if mail.about.id in incidents]
    sorting.taken(*[mail.id for mail in mine])
    posts = Post.objects.filter(incoming_id__in=[mail.id for mail in mine])
    joined = set(posts.values_list("incoming_id", flat=True))
    waiting = [mail for mail in mine if mail.id not in joined]
    while waiting:
        waiting = _take_firsts(waiting, incidents, at=at)


def _take_firsts(
    mails: Sequence[IncomingReply], incidents: dict[UUID, Incident], *, at: datetime
) -> list[IncomingReply]:
    """Let the first mail of each incident join it, and return the others: each is a version of its own."""
    firsts: dict[UUID, IncomingReply] = {}
    for mail in mails:
        firsts.setdefault(mail.about.id, mail)
    joined = [threads.join(incidents[one], mail, at=at) for one, mail in firsts.items()]
    threads.finish_together(joined, at=at)
    for mail in firsts.values():
        if mail.file_names:
            jobs.queue(FILES, incoming_id=str(mail.id))
    return [mail for mail in mails if firsts[mail.about.id] is not mail]


@transaction.atomic(durable=True)
def _take_each(incoming_ids: Sequence[UUID]) -> None:
    for one in incoming_ids:
        jobs.queue(TAKE_REPLY, incoming_id=str(one))
