"""Text messages as phones and carriers have them: numbers, the words that people command with, reports.

Nothing here knows a database.
"""

from assistdesk.shared.messaging.texts.keywords import Command, Keyword, command_of
from assistdesk.shared.messaging.texts.numbers import BadNumber, checked_number, e164
from assistdesk.shared.messaging.texts.twilio import (
    Outcome,
    failure_of,
    is_signed_by_twilio,
    outcome_of,
    signature_of,
)

__all__ = [
    "BadNumber",
    "Command",
    "Keyword",
    "Outcome",
    "checked_number",
    "command_of",
    "e164",
    "failure_of",
    "is_signed_by_twilio",
    "outcome_of",
    "signature_of",
]
