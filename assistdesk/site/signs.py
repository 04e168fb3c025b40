"""Open streams as signs of life: what they mean to the contexts."""

from assistdesk.consent import services as consent
from assistdesk.consent.models.topics import PAGE, WATCH, pages, watchers


def watch(topics: frozenset[str]) -> None:
    """Note that the helpers of these topics still listen."""
    consent.heard_of(watchers(topics))


def watch_pages(topics: frozenset[str]) -> None:
    """Note that the pages of these topics are still open."""
    consent.heard_of_pages(pages(topics))


SIGNS = {WATCH: watch, PAGE: watch_pages}
"""Who is told of the topics that are listened to, by what they begin with."""
