"""Incidents, their consumers, clocks, history and threads; the numbers they get; calls."""

from assistdesk.escalations.models.calls import Call
from assistdesk.escalations.models.clocks import IncidentClock, IncidentClockQuerySet
from assistdesk.escalations.models.desk import BulkItem, BulkRun, ReplyTemplate, SavedFilter
from assistdesk.escalations.models.drafts import Draft
from assistdesk.escalations.models.forms import KeptForm, SentForm
from assistdesk.escalations.models.handoffs import Handoff, HandoffPost
from assistdesk.escalations.models.hotline import CallMatter, HotlineCall
from assistdesk.escalations.models.incidents import (
    QUEUE_ORDER,
    READS_EVERY_TEAM,
    Incident,
    IncidentConsumer,
    IncidentQuerySet,
)
from assistdesk.escalations.models.likeness import Likeness, one_at_a_time, open_like
from assistdesk.escalations.models.mailed import MailedFile
from assistdesk.escalations.models.merges import Merge
from assistdesk.escalations.models.numbers import NumberSeries
from assistdesk.escalations.models.presence import Presence
from assistdesk.escalations.models.search import SearchEntry
from assistdesk.escalations.models.threads import Post, Step
from assistdesk.escalations.models.topics import all_topics, staff_topics

__all__ = [
    "QUEUE_ORDER",
    "READS_EVERY_TEAM",
    "BulkItem",
    "BulkRun",
    "Call",
    "CallMatter",
    "Draft",
    "Handoff",
    "HandoffPost",
    "HotlineCall",
    "Incident",
    "IncidentClock",
    "IncidentClockQuerySet",
    "IncidentConsumer",
    "IncidentQuerySet",
    "KeptForm",
    "Likeness",
    "MailedFile",
    "Merge",
    "NumberSeries",
    "Post",
    "Presence",
    "ReplyTemplate",
    "SavedFilter",
    "SearchEntry",
    "SentForm",
    "Step",
    "all_topics",
    "one_at_a_time",
    "open_like",
    "staff_topics",
]
