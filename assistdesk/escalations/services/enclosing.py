"""Which of an incident's files may go along with a mail to an office outside."""

from collections.abc import Sequence
from uuid import UUID

from assistdesk.escalations.models import Incident
from assistdesk.escalations.states import ABOUT_INCIDENT
from assistdesk.shared.files import queries as files
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.policy.outside import Outside
from assistdesk.shared.refusals import FieldError, InvalidInput


def enclosable_files(incident: Incident) -> list[AttachmentRow]:
    """Return the files of an incident of which a copy may leave, now or once it is made, the oldest first."""
    merged = incident.merged.values_list("id", flat=True)
    rows = files.of_subjects({ABOUT_INCIDENT: [incident.id, *merged]})
    return [row for row in rows if row.leaves or row.may_leave_later]


def check_files(incident: Incident, wanted: Sequence[UUID], *, office: Outside) -> None:
    """Check that copies of files may go along to an office.

    Raises:
        InvalidInput: one is not the incident's or stays inside, or the office has no mail address.
    """
    if not wanted:
        return
    if office.email is None or not set(wanted) <= {row.id for row in enclosable_files(incident)}:
        raise InvalidInput([FieldError("files", "A file can't go along. Choose among those that may leave.")])
