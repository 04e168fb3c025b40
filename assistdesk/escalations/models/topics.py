"""The topics by which changes of incidents are told."""

from uuid import UUID

from assistdesk.escalations.models.incidents import Incident

EVERY = "*"


def account_topic(marketplace: str | None, account_id: UUID) -> str:
    """Return the topic of what somebody filed; None is every marketplace."""
    return f"account/{marketplace or EVERY}/{account_id}"


def agency_topic(marketplace: str | None, agency_id: UUID) -> str:
    """Return the topic of what an agency's people filed."""
    return f"agency/{marketplace or EVERY}/{agency_id}"


def team_topic(marketplace: str | None, team: str) -> str:
    """Return the topic of a team's incidents."""
    return f"team/{marketplace or EVERY}/{team}"


def marketplace_topic(marketplace: str | None) -> str:
    """Return the topic of all incidents of a marketplace."""
    return f"marketplace/{marketplace or EVERY}"


def staff_topics(incident: Incident) -> frozenset[str]:
    """Return the topics of the colleagues who may read an incident."""
    return frozenset(
        topic
        for marketplace in (incident.marketplace, None)
        for topic in (team_topic(marketplace, incident.team), marketplace_topic(marketplace))
    )


def all_topics(incident: Incident) -> frozenset[str]:
    """Return the topics of everybody who may read an incident."""
    helpers = {
        account_topic(marketplace, incident.filed_by_id) for marketplace in (incident.marketplace, None)
    }
    if incident.agency_id is not None:
        helpers |= {
            agency_topic(marketplace, incident.agency_id) for marketplace in (incident.marketplace, None)
        }
    return staff_topics(incident) | helpers
