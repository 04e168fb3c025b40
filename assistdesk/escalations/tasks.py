"""Queued work of the escalations."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from assistdesk.escalations import services
from assistdesk.escalations.queries.board import is_any_warning_due
from assistdesk.escalations.services.sorting import FILES
from assistdesk.escalations.services.warnings import warn_leads as warn_the_leads
from assistdesk.shared import clock, jobs

FILES_WAIT = timedelta(hours=1)  # their own job tries until then


@jobs.sweep(name="escalations.warn_leads")
def warn_leads() -> None:
    """Tell leads of what is late. It costs one look at an index while nothing is."""
    at = clock.now()
    if is_any_warning_due(at=at):
        warn_the_leads(at=at)


@jobs.task(name="escalations.take_reply", queue="escalations")
def take_reply(incoming_id: str) -> None:
    """Let a mail that answers one of ours join its incident, and its files. Safe to run twice."""
    at = clock.now()
    services.take_reply(incoming_id=UUID(incoming_id), at=at)
    services.take_files(incoming_id=UUID(incoming_id), at=at)


@jobs.task(name="escalations.take_replies", queue="escalations")
def take_replies(incoming_ids: str) -> None:
    """Let mails that came together join their incidents, in that order. Safe to run twice."""
    services.take_replies([UUID(one) for one in incoming_ids.split()], at=clock.now())


@jobs.task(name="escalations.tell_infected", queue="escalations")
def tell_infected(attachment_id: str) -> None:
    """Tell helper and team, or the team, that a file of an incident holds malware. Safe to run twice."""
    services.tell_infected(UUID(attachment_id), at=clock.now())


@jobs.task(name="escalations.tell_found", queue="escalations")
def tell_found(attachment_id: str) -> None:
    """Tell who mailed a file with personal information in it how to send it safely. Safe to run twice."""
    services.tell_of_file(UUID(attachment_id), at=clock.now())


@jobs.sweep(name="escalations.forget_what_was_for_now")
def forget_what_was_for_now() -> None:
    """Delete drafts that nobody came back to, and who had an incident open once."""
    at = clock.now()
    services.forget_drafts(at=at)
    services.forget_forms(at=at)
    services.forget_presence(at=at)


@jobs.sweep(name="escalations.nudge_offices")
def nudge_offices() -> None:
    """Remind the offices outside whose own time has passed. Safe to run twice, late, or beside itself."""
    services.nudge_offices(at=clock.now())


@jobs.task(name="escalations.work_bulk", queue="escalations")
def work_bulk(run_id: str) -> None:
    """Do what is left of a piece of work on many incidents. Safe to run twice."""
    services.work_bulk(UUID(run_id), at=clock.now())


@jobs.sweep(name="escalations.take_waiting_files")
def take_waiting_files() -> None:
    """Queue the taking of files that wait for long: the storage was away. Safe to run twice or late.

    The sweep itself takes none, since a slow storage must not keep the other sweeps waiting.
    """
    for incoming_id in services.mails_with_files_waiting(before=clock.now() - FILES_WAIT):
        with transaction.atomic():
            jobs.queue_once(FILES, incoming_id=str(incoming_id))


@jobs.task(name=FILES, queue="escalations")
def take_files(incoming_id: str) -> None:
    """Let the files of a mail join its incident. Safe to run twice."""
    services.take_files(incoming_id=UUID(incoming_id), at=clock.now())
