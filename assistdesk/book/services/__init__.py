"""What can be done in the book of business; each function is one whole transaction."""

from assistdesk.book.services.converting import Conversion, Outcome, check_convert, convert_prospect
from assistdesk.book.services.importing import Refused, Taken, import_policies, import_prospects
from assistdesk.book.services.looking import Look, note_look
from assistdesk.book.services.prospects import (
    abandon_prospect,
    add_prospect,
    change_prospect,
    resume_prospect,
)
from assistdesk.book.services.quotes import (
    accept_quote,
    add_plan,
    add_plans,
    reject_quote,
    remove_plan,
    start_quote,
    submit_quote,
)
from assistdesk.book.services.rehashing import RehashedProspects, rehash_prospects

__all__ = [
    "Conversion",
    "Look",
    "Outcome",
    "Refused",
    "RehashedProspects",
    "Taken",
    "abandon_prospect",
    "accept_quote",
    "add_plan",
    "add_plans",
    "add_prospect",
    "change_prospect",
    "check_convert",
    "convert_prospect",
    "import_policies",
    "import_prospects",
    "note_look",
    "rehash_prospects",
    "reject_quote",
    "remove_plan",
    "resume_prospect",
    "start_quote",
    "submit_quote",
]
