"""The pages: guard, parse, one call, render."""

from assistdesk.escalations.views.calls import log_call
from assistdesk.escalations.views.files import file_list
from assistdesk.escalations.views.filing import describe, sent
from assistdesk.escalations.views.incidents import assign, incident, mine, move, note, queue, reply, take
from assistdesk.escalations.views.searching import search, search_several

__all__ = [
    "assign",
    "describe",
    "file_list",
    "incident",
    "log_call",
    "mine",
    "move",
    "note",
    "queue",
    "reply",
    "search",
    "search_several",
    "sent",
    "take",
]
