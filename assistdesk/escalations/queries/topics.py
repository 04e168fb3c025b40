"""Which changes of incidents concern whom: the same as who may read them, said in topics."""

from assistdesk.escalations.models.incidents import READS_EVERY_TEAM
from assistdesk.escalations.models.topics import account_topic, agency_topic, marketplace_topic, team_topic
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role


def topics_of(actor: Actor) -> frozenset[str]:
    """Return what `actor` listens to: the topics of every incident that they may read, and no others."""
    if actor.account_id is None:
        return frozenset()
    if actor.role in READS_EVERY_TEAM:
        return frozenset({marketplace_topic(actor.marketplace)})
    if actor.is_staff:
        return frozenset(team_topic(actor.marketplace, team) for team in actor.teams)
    if not actor.is_helper:
        return frozenset()
    own = {account_topic(actor.marketplace, actor.account_id)}
    if actor.role is Role.AGENCY_ADMIN and actor.agency_id is not None:
        own.add(agency_topic(actor.marketplace, actor.agency_id))
    return frozenset(own)
