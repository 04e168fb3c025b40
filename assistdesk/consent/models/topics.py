"""The topics by which changes of case access are told."""

from uuid import UUID


def helper_topic(account_id: UUID) -> str:
    """Return the topic of what one helper asked for and may see."""
    return f"consent/helper/{account_id}"


def client_topic(person_id: UUID) -> str:
    """Return the topic of what one client is asked, and who has access to their case."""
    return f"consent/client/{person_id}"
