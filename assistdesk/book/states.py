"""Where things in the book of business stand, which moves there are, and what the dashboard counts."""

from enum import StrEnum

from assistdesk.shared.states import Move, MoveTable


class ProspectState(StrEnum):
    """Where somebody stands who may become a client. `converted`: they are a client now."""

    CURRENT = "current"
    ABANDONED = "abandoned"
    CONVERTED = "converted"


PROSPECT = MoveTable(
    start=ProspectState.CURRENT,
    moves=[
        Move("abandon", frozenset({ProspectState.CURRENT}), ProspectState.ABANDONED),
        Move("resume", frozenset({ProspectState.ABANDONED}), ProspectState.CURRENT),
        Move("convert", frozenset({ProspectState.CURRENT}), ProspectState.CONVERTED),
    ],
)
"""All moves of a prospect."""


class QuoteState(StrEnum):
    """Where a quote stands: being made, shown to the client, and the client's answer."""

    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


QUOTE = MoveTable(
    start=QuoteState.IN_PROGRESS,
    moves=[
        Move("submit", frozenset({QuoteState.IN_PROGRESS}), QuoteState.SUBMITTED),
        Move("accept", frozenset({QuoteState.SUBMITTED}), QuoteState.ACCEPTED),
        Move("reject", frozenset({QuoteState.SUBMITTED}), QuoteState.REJECTED),
    ],
)
"""All moves of a quote."""


class Enrolment(StrEnum):
    """What the exchange says of a policy. What it means on a day, the days of the policy say besides.

    `pending`: chosen, not paid for yet. `terminated` has a last day, and covers until then; `cancelled` never
    covered anything.
    """

    PENDING = "pending"
    ENROLLED = "enrolled"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"


class BookList(StrEnum):
    """The lists of a book, by the keys under which packs title them."""

    CLIENTS = "my_clients"
    POLICIES = "my_policies"
    PROSPECTS = "my_prospects"
    QUOTES = "my_quotes"


class ClientShown(StrEnum):
    """Which clients are counted and listed."""

    CURRENT = "current"
    PAST = "past"
    ADDED = "added_last_month"


class PolicyShown(StrEnum):
    """Which policies are counted and listed. The first three share out all policies of a day."""

    ACTIVE = "active"
    TERMED = "termed"
    PENDING = "pending"
    EXPIRED_RFI = "expired_rfi"
    RFI_EXPIRING = "rfi_expiring"


class ProspectShown(StrEnum):
    """Which prospects are counted and listed. Who was added counts whatever became of them."""

    CURRENT = "current"
    ABANDONED = "abandoned"
    ADDED = "added_last_month"


class QuoteShown(StrEnum):
    """Which quotes are counted and listed."""

    IN_PROGRESS = "in_progress"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    REJECTED = "rejected"


SHOWN: dict[BookList, type[StrEnum]] = {
    BookList.CLIENTS: ClientShown,
    BookList.POLICIES: PolicyShown,
    BookList.PROSPECTS: ProspectShown,
    BookList.QUOTES: QuoteShown,
}
"""What each list can be narrowed to, in the order of the dashboard; the first one without a wish."""
