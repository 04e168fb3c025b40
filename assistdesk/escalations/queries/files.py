"""The files of one incident, for those who may see it."""

from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries.families import attachments_of, family
from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared.files import queries as files
from assistdesk.shared.files.queries import FileList
from assistdesk.shared.people.actors import Actor


def files_of(ref: IncidentRef, *, actor: Actor) -> tuple[Incident, FileList]:
    """Return an incident and its files, the oldest first.

    Raises:
        IncidentNotFound: there is none to this actor.
    """
    known = family(ref, actor=actor)
    return known.incident, files.listed(attachments_of(known, actor=actor))
