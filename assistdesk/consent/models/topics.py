"""The topics by which changes of case access are told."""

from uuid import UUID

WATCH = "consent/watch/"


def watch_topic(account_id: UUID) -> str:
    """Return the topic by which an open stream says that its helper is still there."""
    return f"{WATCH}{account_id}"


def watchers(topics: frozenset[str]) -> list[UUID]:
    """Return whose streams listen, by the topics that say so."""
    return [UUID(one.removeprefix(WATCH)) for one in sorted(topics)]


PAGE = "consent/page/"


def page_topic(account_id: UUID, request_id: UUID) -> str:
    """Return the topic by which the open page of one request says that its helper is still there."""
    return f"{PAGE}{account_id}/{request_id}"


def pages(topics: frozenset[str]) -> list[tuple[UUID, UUID]]:
    """Return which helper's page of which request is open, by the topics that say so."""
    found = [one.removeprefix(PAGE).split("/") for one in sorted(topics)]
    return [(UUID(account), UUID(request)) for account, request in found]


def helper_topic(account_id: UUID) -> str:
    """Return the topic of what one helper asked for and may see."""
    return f"consent/helper/{account_id}"


def client_topic(person_id: UUID) -> str:
    """Return the topic of what one client is asked, and who has access to their case."""
    return f"consent/client/{person_id}"


def reviewers_topic(marketplace: str) -> str:
    """Return the topic of the cases that a marketplace's staff opened in an emergency."""
    return f"consent/openings/{marketplace}"
