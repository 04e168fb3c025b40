"""The tables of case access, one file a subject."""

from assistdesk.consent.models.keeping import Erasure, Hold
from assistdesk.consent.models.notes import CaseNote
from assistdesk.consent.models.openings import CaseOpening
from assistdesk.consent.models.records import Association, CaseView, Record
from assistdesk.consent.models.requests import ConsentRequest
from assistdesk.consent.models.searches import Search

__all__ = [
    "Association",
    "CaseNote",
    "CaseOpening",
    "CaseView",
    "ConsentRequest",
    "Erasure",
    "Hold",
    "Record",
    "Search",
]
