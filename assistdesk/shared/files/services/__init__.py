"""What can be done with attachments: kept, handed out, scanned and drawn in the background, forgotten."""

from assistdesk.shared.files.services.copies import FetchedFile
from assistdesk.shared.files.services.fetching import (
    fetch,
    fetch_original,
    fetch_picture,
    open_pages,
)
from assistdesk.shared.files.services.forgetting import forget_loose
from assistdesk.shared.files.services.leaving import (
    fetch_copy,
    leaving_copy,
    release_file,
    retry_screening,
)
from assistdesk.shared.files.services.preparing import claim_due, prepare, put_off
from assistdesk.shared.files.services.reading import read
from assistdesk.shared.files.services.storing import Upload, store, take_in

__all__ = [
    "FetchedFile",
    "Upload",
    "claim_due",
    "fetch",
    "fetch_copy",
    "fetch_original",
    "fetch_picture",
    "forget_loose",
    "leaving_copy",
    "open_pages",
    "prepare",
    "put_off",
    "read",
    "release_file",
    "retry_screening",
    "store",
    "take_in",
]
