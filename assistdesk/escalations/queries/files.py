"""The files of one incident, for those who may see it."""

from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries.whole import one_incident
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import ABOUT_INCIDENT
from assistdesk.shared.files import queries as files
from assistdesk.shared.files.queries import FileList
from assistdesk.shared.people.actors import Actor


def files_of(ref: IncidentRef, *, actor: Actor) -> tuple[Incident, FileList]:
    """Return an incident and its files, the oldest first.

    Raises:
        IncidentNotFound: there is none to this actor.
    """
    found = one_incident(ref, actor=actor)
    return found, files.listed(files.of_subject(ABOUT_INCIDENT, found.id))
