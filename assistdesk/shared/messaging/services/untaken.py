"""Mail that is about a thing, and which that thing has not taken: it is asked again, so that none is lost."""

from datetime import datetime, timedelta

from django.db import transaction

from assistdesk.shared import jobs
from assistdesk.shared.messaging import replies
from assistdesk.shared.messaging.models import Incoming

PATIENCE = timedelta(minutes=1)  # the job that came with the mail is done by then, or waits for its next try
AT_ONCE = 20


@transaction.atomic(durable=True)
def ask_again(*, at: datetime) -> None:
    """Queue the tasks of things anew that have not taken their mail, unless they are queued still.

    Those that waited longest are first; each then waits from `at`, so that one that nobody can take stands in
    no other's way.
    """
    waiting = Incoming.objects.filter(waits_since__lt=at - PATIENCE).order_by("waits_since")
    rows = list(waiting.select_for_update(skip_locked=True).only("id", "about_kind")[:AT_ONCE])
    for row in rows:
        task = replies.task_for(row.about_kind)
        if task:
            jobs.queue_once(task, incoming_id=str(row.id))
    if rows:
        Incoming.objects.filter(pk__in=[row.id for row in rows]).update(waits_since=at)
