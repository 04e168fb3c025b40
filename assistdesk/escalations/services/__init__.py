"""What can be done with incidents; each function is one whole transaction."""

from assistdesk.escalations.services.adding import add_to_another
from assistdesk.escalations.services.bulk import NewBulk, StartedBulk, start_bulk, work_bulk
from assistdesk.escalations.services.calls import log_call
from assistdesk.escalations.services.drafts import SavedDraft, Typed, drop_draft, forget_drafts, save_draft
from assistdesk.escalations.services.enclosing import enclosable_files
from assistdesk.escalations.services.forms import forget_forms, keep_form
from assistdesk.escalations.services.handoffs import Preview, hand_on, preview, take_back
from assistdesk.escalations.services.history import fate_changed
from assistdesk.escalations.services.hotline import (
    caller_for_clients,
    correct_caller,
    end_call,
    record_looked_up,
    record_seen,
    start_call,
)
from assistdesk.escalations.services.infected import tell_infected
from assistdesk.escalations.services.mailed import mails_with_files_waiting, take_files
from assistdesk.escalations.services.matters import add_consumer, follow_up
from assistdesk.escalations.services.merging import merge, unmerge
from assistdesk.escalations.services.nudges import nudge_offices
from assistdesk.escalations.services.originals import open_original
from assistdesk.escalations.services.presence import be_here, forget_presence, leave
from assistdesk.escalations.services.reply_templates import NewTemplate, delete_template, save_template
from assistdesk.escalations.services.safe_way import tell_of_file
from assistdesk.escalations.services.saved_filters import NewFilter, delete_filter, save_filter
from assistdesk.escalations.services.sorting import join_mail, pass_mail_on
from assistdesk.escalations.services.submitting import submit
from assistdesk.escalations.services.taking import take_replies
from assistdesk.escalations.services.threads import reply, take_reply
from assistdesk.escalations.services.values import (
    Addition,
    CallAnswer,
    NewCall,
    NewCallConsumer,
    NewEscalation,
    NewFollowUp,
    NewHotlineCall,
    Submitted,
)
from assistdesk.escalations.services.working import add_note, assign, take, take_next, transition

__all__ = [
    "Addition",
    "CallAnswer",
    "NewBulk",
    "NewCall",
    "NewCallConsumer",
    "NewEscalation",
    "NewFilter",
    "NewFollowUp",
    "NewHotlineCall",
    "NewTemplate",
    "Preview",
    "SavedDraft",
    "StartedBulk",
    "Submitted",
    "Typed",
    "add_consumer",
    "add_note",
    "add_to_another",
    "assign",
    "be_here",
    "caller_for_clients",
    "correct_caller",
    "delete_filter",
    "delete_template",
    "drop_draft",
    "enclosable_files",
    "end_call",
    "fate_changed",
    "follow_up",
    "forget_drafts",
    "forget_forms",
    "forget_presence",
    "hand_on",
    "join_mail",
    "keep_form",
    "leave",
    "log_call",
    "mails_with_files_waiting",
    "merge",
    "nudge_offices",
    "open_original",
    "pass_mail_on",
    "preview",
    "record_looked_up",
    "record_seen",
    "reply",
    "save_draft",
    "save_filter",
    "save_template",
    "start_bulk",
    "start_call",
    "submit",
    "take",
    "take_back",
    "take_files",
    "take_next",
    "take_replies",
    "take_reply",
    "tell_infected",
    "tell_of_file",
    "transition",
    "unmerge",
    "work_bulk",
]
