"""Questions that screens and programs ask about incidents; plain rows out."""

from assistdesk.escalations.queries import history
from assistdesk.escalations.queries.asking import ListAsked
from assistdesk.escalations.queries.bulk import (
    Forecast,
    RunView,
    all_that_match,
    bulk_run,
    forecasts,
    team_incidents,
)
from assistdesk.escalations.queries.callbacks import CallBackRow, asked_incidents, open_incidents_of
from assistdesk.escalations.queries.calls import CallRow, PhoneEntry, logged_calls, phone_entries
from assistdesk.escalations.queries.consumers import Asked, ConsumerPage, ConsumerRow, chosen, consumers
from assistdesk.escalations.queries.desk import ColleagueRow, FilterRow, colleagues, saved_filters
from assistdesk.escalations.queries.eligibility import why_not_eligible
from assistdesk.escalations.queries.families import merged_into
from assistdesk.escalations.queries.files import files_of
from assistdesk.escalations.queries.forms import kept_form, number_of_form
from assistdesk.escalations.queries.handoffs import (
    LateRow,
    OfficeRow,
    late_offices,
    offices,
    proposed_words,
)
from assistdesk.escalations.queries.hotline import (
    CallView,
    HotlineCallPage,
    HotlineCallRow,
    IncidentCall,
    MatterRow,
    calls_about,
    hotline_call,
    hotline_calls,
    open_calls,
)
from assistdesk.escalations.queries.likeness import open_like
from assistdesk.escalations.queries.lists import (
    TeamSummary,
    due_first,
    incidents,
    incidents_about,
    open_count,
    search,
    team_summaries,
    waiting_for_helper_count,
)
from assistdesk.escalations.queries.mailed import MailedRow, incident_named, incidents_named
from assistdesk.escalations.queries.persons import known_in
from assistdesk.escalations.queries.queue import (
    MOST_COUNTED,
    QueueView,
    Sort,
    check_reads,
    counts,
    sort_of,
    team_queue,
)
from assistdesk.escalations.queries.reply_templates import TemplateRow, reply_templates
from assistdesk.escalations.queries.resemblance import LikelyRow, likely_duplicates, likely_incident
from assistdesk.escalations.queries.rows import IncidentPage, IncidentRow
from assistdesk.escalations.queries.threads import MessageRow
from assistdesk.escalations.queries.together import DraftRow, HereRow, drafts, others_at, others_here
from assistdesk.escalations.queries.topics import topics_of
from assistdesk.escalations.queries.types import TypeRow, local_day, types_of
from assistdesk.escalations.queries.whole import IncidentView, StepRow, incident
from assistdesk.escalations.queries.with_offices import HandoffRow

__all__ = [
    "MOST_COUNTED",
    "Asked",
    "CallBackRow",
    "CallRow",
    "CallView",
    "ColleagueRow",
    "ConsumerPage",
    "ConsumerRow",
    "DraftRow",
    "FilterRow",
    "Forecast",
    "HandoffRow",
    "HereRow",
    "HotlineCallPage",
    "HotlineCallRow",
    "IncidentCall",
    "IncidentPage",
    "IncidentRow",
    "IncidentView",
    "LateRow",
    "LikelyRow",
    "ListAsked",
    "MailedRow",
    "MatterRow",
    "MessageRow",
    "OfficeRow",
    "PhoneEntry",
    "QueueView",
    "RunView",
    "Sort",
    "StepRow",
    "TeamSummary",
    "TemplateRow",
    "TypeRow",
    "all_that_match",
    "asked_incidents",
    "bulk_run",
    "calls_about",
    "check_reads",
    "chosen",
    "colleagues",
    "consumers",
    "counts",
    "drafts",
    "due_first",
    "files_of",
    "forecasts",
    "history",
    "hotline_call",
    "hotline_calls",
    "incident",
    "incident_named",
    "incidents",
    "incidents_about",
    "incidents_named",
    "kept_form",
    "known_in",
    "late_offices",
    "likely_duplicates",
    "likely_incident",
    "local_day",
    "logged_calls",
    "merged_into",
    "number_of_form",
    "offices",
    "open_calls",
    "open_count",
    "open_incidents_of",
    "open_like",
    "others_at",
    "others_here",
    "phone_entries",
    "proposed_words",
    "reply_templates",
    "saved_filters",
    "search",
    "sort_of",
    "team_incidents",
    "team_queue",
    "team_summaries",
    "topics_of",
    "types_of",
    "waiting_for_helper_count",
    "why_not_eligible",
]
