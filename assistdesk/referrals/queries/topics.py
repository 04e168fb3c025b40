"""Which changes of referrals concern whom, said in topics."""

from assistdesk.referrals.models.topics import board_topic, helper_topic
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission


def topics_of(actor: Actor) -> frozenset[str]:
    """Return what `actor` listens to: staff to the whole board, a helper to what is offered to them."""
    if actor.account_id is None:
        return frozenset()
    found: set[str] = set()
    if actor.may(Permission.SEE_REFERRALS):
        found.add(board_topic(actor.marketplace))
    if actor.may(Permission.TAKE_REFERRALS):
        found.add(helper_topic(actor.account_id))
    return frozenset(found)
