"""Questions that screens and programs ask about incidents; plain rows out."""

from assistdesk.escalations.queries.asking import ListAsked
from assistdesk.escalations.queries.calls import CallRow, PhoneEntry, logged_calls, phone_entries
from assistdesk.escalations.queries.consumers import Asked, ConsumerPage, ConsumerRow, chosen, consumers
from assistdesk.escalations.queries.files import files_of
from assistdesk.escalations.queries.likeness import open_like
from assistdesk.escalations.queries.lists import (
    TeamSummary,
    due_first,
    incidents,
    open_count,
    search,
    team_summaries,
    waiting_for_helper_count,
)
from assistdesk.escalations.queries.queue import QueueView, Sort, check_reads, counts, sort_of, team_queue
from assistdesk.escalations.queries.rows import IncidentPage, IncidentRow
from assistdesk.escalations.queries.topics import topics_of
from assistdesk.escalations.queries.types import TypeRow, local_day, types_of
from assistdesk.escalations.queries.whole import IncidentView, MessageRow, StepRow, incident

__all__ = [
    "Asked",
    "CallRow",
    "ConsumerPage",
    "ConsumerRow",
    "IncidentPage",
    "IncidentRow",
    "IncidentView",
    "ListAsked",
    "MessageRow",
    "PhoneEntry",
    "QueueView",
    "Sort",
    "StepRow",
    "TeamSummary",
    "TypeRow",
    "check_reads",
    "chosen",
    "consumers",
    "counts",
    "due_first",
    "files_of",
    "incident",
    "incidents",
    "local_day",
    "logged_calls",
    "open_count",
    "open_like",
    "phone_entries",
    "search",
    "sort_of",
    "team_queue",
    "team_summaries",
    "topics_of",
    "types_of",
    "waiting_for_helper_count",
]
