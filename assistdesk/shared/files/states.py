"""Where an attachment stands: screened for personal information, scanned for malware, shown as pictures."""

from enum import StrEnum

from assistdesk.shared.states import Move, MoveTable


class Screening(StrEnum):
    """Where the screening of an attachment stands."""

    PENDING = "pending"
    DONE = "done"
    HELD = "held"


SCREENING = MoveTable(
    start=Screening.PENDING,
    moves=[
        Move("finish", frozenset({Screening.PENDING}), Screening.DONE),
        Move("hold", frozenset({Screening.PENDING}), Screening.HELD),
        Move("release", frozenset({Screening.HELD}), Screening.DONE),
        Move("retry", frozenset({Screening.HELD}), Screening.PENDING),
    ],
)
"""All moves of a screening: a file that can't be read is held for a person, who lets it go or tries again."""


class HeldWhy(StrEnum):
    """Why the guard holds a file: it could not look into it, or its marketplace holds what it found."""

    LOCKED = "locked"
    DAMAGED = "damaged"
    TOO_HARD = "too_hard"
    TOO_MANY_PAGES = "too_many"
    UNREAD = "unread"
    GUARD_FAILED = "guard"
    FOUND = "found"


LEAVING = frozenset({"pdf", "png", "jpeg"})
"""The kinds of files of which a copy may leave the desk: it is made of pictures, with boxes in them."""

RELEASABLE = frozenset(
    {HeldWhy.TOO_HARD, HeldWhy.TOO_MANY_PAGES, HeldWhy.UNREAD, HeldWhy.GUARD_FAILED, HeldWhy.FOUND}
)
"""The reasons with which a person can look at a file and let it go; what nobody can open stays inside."""


class Scan(StrEnum):
    """Where the scan of an attachment for malware stands."""

    NOT_NEEDED = "not_needed"
    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"


SCAN = MoveTable(
    start=Scan.NOT_NEEDED,
    moves=[
        Move("await", frozenset({Scan.NOT_NEEDED}), Scan.PENDING),
        Move("clear", frozenset({Scan.NOT_NEEDED, Scan.PENDING}), Scan.CLEAN),
        Move("condemn", frozenset({Scan.NOT_NEEDED, Scan.PENDING}), Scan.INFECTED),
    ],
)
"""All moves of a scan. Without a scanner none is needed; what was kept then is scanned once there is one."""

SERVED = frozenset({Scan.NOT_NEEDED, Scan.CLEAN})
"""The states in which a file's content is handed out."""


class Preview(StrEnum):
    """Whether a file can be looked at as pictures."""

    PENDING = "pending"
    READY = "ready"
    NONE = "none"


PREVIEW = MoveTable(
    start=Preview.PENDING,
    moves=[
        Move("show", frozenset({Preview.PENDING}), Preview.READY),
        Move("give_up", frozenset({Preview.PENDING}), Preview.NONE),
        Move("withdraw", frozenset({Preview.PENDING, Preview.READY}), Preview.NONE),
    ],
)
"""All moves of a preview: there is none where the kind has none, drawing failed, or malware was found."""


class NoPreview(StrEnum):
    """Why a file has no preview."""

    KIND = "kind"
    LOCKED = "locked"
    DAMAGED = "damaged"
    TOO_HARD = "too_hard"
    TOO_MANY_PAGES = "too_many"
    INFECTED = "infected"


class RenditionKind(StrEnum):
    """What a picture made from a file is for; `boxed` are pages of the copy that leaves, `outgoing`."""

    COPY = "copy"
    OUTGOING = "outgoing"
    BOXED = "boxed"
    THUMBNAIL = "thumbnail"
    PAGE = "page"
