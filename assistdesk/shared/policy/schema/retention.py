"""How long what is kept (`retention/`)."""

from enum import StrEnum

from assistdesk.shared.policy.schema.base import Edition, Section
from assistdesk.shared.policy.schema.values import Duration
from assistdesk.shared.policy.schema.words import Words


class Kept(StrEnum):
    """Kinds of records that a time is set for."""

    INCIDENTS = "incidents"
    ATTACHMENTS = "attachments"
    CALLS = "calls"
    MESSAGES = "messages"
    REFERRALS = "referrals"
    CONSENTS = "consents"
    AUDIT = "audit"


class KeepRule(Section):
    """How long a kind of record is kept after it was closed or, where it never closes, made."""

    keep: Duration
    reason: Words


class RetentionEdition(Edition):
    """What is erased when."""

    rules: dict[Kept, KeepRule]
