"""Questions that screens and programs ask about incidents; plain rows out."""

from assistdesk.escalations.queries.calls import CallRow, PhoneEntry, logged_calls, phone_entries
from assistdesk.escalations.queries.consumers import Asked, ConsumerPage, ConsumerRow, chosen, consumers
from assistdesk.escalations.queries.lists import (
    IncidentPage,
    IncidentRow,
    ListAsked,
    TeamSummary,
    due_first,
    incidents,
    open_count,
    team_queue,
    team_summaries,
    waiting_for_helper_count,
)
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
    "StepRow",
    "TeamSummary",
    "TypeRow",
    "chosen",
    "consumers",
    "due_first",
    "incident",
    "incidents",
    "local_day",
    "logged_calls",
    "open_count",
    "phone_entries",
    "team_queue",
    "team_summaries",
    "types_of",
    "waiting_for_helper_count",
]
