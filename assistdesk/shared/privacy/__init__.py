"""What counts as personal, and the guard on every text that leaves the desk.

Recognizers claim stretches of a text as personal or as allowed, the stronger claim stands, and a
separate policy decides: pass, redact or hold. It knows no database and no clock; whom a message
may name comes in as `Directory`, which `directories` makes of a pack, and `Parties`. It works
offline, logs no text, keeps none and queues no jobs.
"""

from assistdesk.shared.policy.schema.personal import Decision
from assistdesk.shared.privacy.findings import Finding, MessageVerdict, Reason, Verdict
from assistdesk.shared.privacy.guard import FailSafeGuard, Guard, Question, TextGuard
from assistdesk.shared.privacy.kinds import AllowedType, PersonalType
from assistdesk.shared.privacy.parties import Directory, Parties, emails, phones
from assistdesk.shared.privacy.posts import POST, Post
from assistdesk.shared.privacy.recognizers import DEFAULT, Recognizer
from assistdesk.shared.privacy.rules import DEFAULT_POLICY, HOLD_EVERYTHING, DecisionPolicy
from assistdesk.shared.privacy.screening import Opinion, opinions, screen

__all__ = [
    "DEFAULT",
    "DEFAULT_POLICY",
    "HOLD_EVERYTHING",
    "POST",
    "AllowedType",
    "Decision",
    "DecisionPolicy",
    "Directory",
    "FailSafeGuard",
    "Finding",
    "Guard",
    "MessageVerdict",
    "Opinion",
    "Parties",
    "PersonalType",
    "Post",
    "Question",
    "Reason",
    "Recognizer",
    "TextGuard",
    "Verdict",
    "emails",
    "opinions",
    "phones",
    "screen",
]
