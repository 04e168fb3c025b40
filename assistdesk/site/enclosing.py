"""What may leave of a file, for the messages that it goes along with."""

from uuid import UUID

from assistdesk.shared.files import services as files
from assistdesk.shared.files.refusals import NotCheckedYet, NotReadYet, StorageDown
from assistdesk.shared.messaging.enclosures import Enclosed, HeldBack, NotYet
from assistdesk.shared.refusals import Refusal


def leaving(file_id: UUID) -> Enclosed:
    """Return the copy of a file that may leave.

    Raises:
        NotYet: it is being made, the scanner has not answered, or the storage can't be reached.
        HeldBack: there is none.
    """
    try:
        copy = files.leaving_copy(file_id)
    except (NotReadYet, NotCheckedYet, StorageDown):
        raise NotYet from None
    except Refusal:
        raise HeldBack from None
    return Enclosed(copy.name, copy.content_type, copy.content)
