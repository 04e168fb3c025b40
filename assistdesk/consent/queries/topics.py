"""Which changes of case access concern whom, said in topics."""

from uuid import UUID

from assistdesk.consent.models.topics import (
    client_topic,
    helper_topic,
    page_topic,
    reviewers_topic,
    watch_topic,
)
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy


def topics_of(actor: Actor, *, is_page: bool, page_of: UUID | None = None) -> frozenset[str]:
    """Return what `actor` listens to: a helper to what they asked for, a client to what they are asked.

    A stream that is no page of the desk's is a sign of life of all requests of its helper. The page of one
    request, `page_of`, is one of that request alone: another page that is still open keeps none alive.
    """
    found: set[str] = set()
    if actor.account_id is not None and actor.may(Permission.REQUEST_CASE_ACCESS):
        found.add(helper_topic(actor.account_id))
        if not is_page:
            found.add(watch_topic(actor.account_id))
        elif page_of is not None:
            found.add(page_topic(actor.account_id, page_of))
    if actor.person_id is not None and actor.may(Permission.OWN_ACCESS):
        found.add(client_topic(actor.person_id))
    if actor.may(Permission.REVIEW_OPENINGS):
        found |= {reviewers_topic(one) for one in _served(actor)}
    return frozenset(found)


def _served(actor: Actor) -> list[str]:
    """Return the marketplaces that an actor serves."""
    if actor.marketplace is not None:
        return [actor.marketplace]
    return [pack.marketplace for pack in policy.marketplaces()]
