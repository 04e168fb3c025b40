"""Where contents belong: the places that their seals are bound to, so that no two can be exchanged."""

from uuid import UUID


def place_of(attachment_id: UUID) -> str:
    """Return the place of a file as it came."""
    return f"attachment {attachment_id}"


def picture_place(attachment_id: UUID, *, kind: str, number: int) -> str:
    """Return the place of a picture made from a file."""
    return f"attachment {attachment_id} {kind} {number}"
