"""Open streams as signs of life: what they mean to the contexts."""

from assistdesk.consent import services as consent
from assistdesk.consent.models.topics import WATCH, watchers


def watch(topics: frozenset[str]) -> None:
    """Note that the helpers of these topics still listen."""
    consent.heard_of(watchers(topics))


SIGNS = {WATCH: watch}
"""Who is told of the topics that are listened to, by what they begin with."""
