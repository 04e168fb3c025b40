"""The tables of the book of business."""

from assistdesk.book.models.policies import InformationRequest, Policy
from assistdesk.book.models.prospects import Prospect
from assistdesk.book.models.quotes import Quote, QuotePlan

__all__ = ["InformationRequest", "Policy", "Prospect", "Quote", "QuotePlan"]
