"""Merging, talking and reading in the tests of merged incidents."""

from datetime import datetime, timedelta

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries import IncidentView
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

LATER = TEN_O_CLOCK + timedelta(hours=1)
MUCH_LATER = TEN_O_CLOCK + timedelta(days=3)


def merge(one: Incident, into: Incident, *, actor: Actor, at: datetime = LATER) -> None:
    """Merge one incident into another."""
    services.merge(build.ref(one), into=into.number, actor=actor, at=at)
    one.refresh_from_db()
    into.refresh_from_db()


def seen(incident: Incident, *, by: Actor) -> IncidentView:
    """Return an incident as somebody sees it."""
    return queries.incident(build.ref(incident), actor=by, language="en")


def texts(incident: Incident, *, by: Actor) -> list[str]:
    """Return what somebody reads in an incident's thread besides the automatic mails."""
    automatic = ("acknowledgement", "team_notice", "merged", "unmerged")
    return [one.text for one in seen(incident, by=by).messages if one.kind not in automatic]


def say(incident: Incident, text: str, *, by: Actor, at: datetime = LATER) -> None:
    """Answer in an incident's thread."""
    services.reply(build.ref(incident), text=text, attachments=(), actor=by, at=at)
