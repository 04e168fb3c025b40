"""The topics by which changes of referrals are told."""

from uuid import UUID

EVERY = "*"


def helper_topic(account_id: UUID) -> str:
    """Return the topic of what one helper is offered and has."""
    return f"referrals/helper/{account_id}"


def status_topic(referral_id: UUID) -> str:
    """Return the topic of one resident's request."""
    return f"referrals/status/{referral_id}"


def board_topic(marketplace: str | None) -> str:
    """Return the topic of all referrals of a marketplace; None is every marketplace."""
    return f"referrals/board/{marketplace or EVERY}"


def board_topics(marketplace: str) -> frozenset[str]:
    """Return the topics of the staff who read a marketplace's referrals."""
    return frozenset({board_topic(marketplace), board_topic(None)})
