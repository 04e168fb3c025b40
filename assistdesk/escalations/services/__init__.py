"""What can be done with incidents; each function is one whole transaction."""

from assistdesk.escalations.services.calls import log_call
from assistdesk.escalations.services.history import fate_changed
from assistdesk.escalations.services.infected import tell_infected
from assistdesk.escalations.services.submitting import submit
from assistdesk.escalations.services.threads import reply, take_reply
from assistdesk.escalations.services.values import NewCall, NewEscalation, Submitted
from assistdesk.escalations.services.working import add_note, assign, take, transition

__all__ = [
    "NewCall",
    "NewEscalation",
    "Submitted",
    "add_note",
    "assign",
    "fate_changed",
    "log_call",
    "reply",
    "submit",
    "take",
    "take_reply",
    "tell_infected",
    "transition",
]
