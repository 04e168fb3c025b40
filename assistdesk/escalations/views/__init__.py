"""The pages: guard, parse, one call, render."""

from assistdesk.escalations.views.bulk import bulk, bulk_run
from assistdesk.escalations.views.calls import log_call
from assistdesk.escalations.views.drafts import drop_draft, save_draft
from assistdesk.escalations.views.duplicates import added
from assistdesk.escalations.views.files import file_list
from assistdesk.escalations.views.filing import describe, described, sent
from assistdesk.escalations.views.handoffs import hand_on, pass_on, take_back
from assistdesk.escalations.views.holding import decide_file, decide_held, held
from assistdesk.escalations.views.incidents import assign, incident, move, note, reply, take
from assistdesk.escalations.views.lists import mine
from assistdesk.escalations.views.merging import merge, unmerge
from assistdesk.escalations.views.originals import original
from assistdesk.escalations.views.presence import here
from assistdesk.escalations.views.queues import delete_filter, queue, save_filter, take_next
from assistdesk.escalations.views.reports import report_file, reports
from assistdesk.escalations.views.searching import search, search_several
from assistdesk.escalations.views.sorting import (
    dismiss_mail,
    join_mail,
    mail,
    mail_as_it_came,
    mails,
    pass_mail_on,
)
from assistdesk.escalations.views.templates import delete_template, reply_templates

__all__ = [
    "added",
    "assign",
    "bulk",
    "bulk_run",
    "decide_file",
    "decide_held",
    "delete_filter",
    "delete_template",
    "describe",
    "described",
    "dismiss_mail",
    "drop_draft",
    "file_list",
    "hand_on",
    "held",
    "here",
    "incident",
    "join_mail",
    "log_call",
    "mail",
    "mail_as_it_came",
    "mails",
    "merge",
    "mine",
    "move",
    "note",
    "original",
    "pass_mail_on",
    "pass_on",
    "queue",
    "reply",
    "reply_templates",
    "report_file",
    "reports",
    "save_draft",
    "save_filter",
    "search",
    "search_several",
    "sent",
    "take",
    "take_back",
    "take_next",
    "unmerge",
]
