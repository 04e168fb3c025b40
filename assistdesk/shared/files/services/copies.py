"""The copies of a file: what may leave the desk of it, and a picture without its metadata."""

from dataclasses import dataclass, field, replace

from assistdesk.shared.files import drawings, rules, vault
from assistdesk.shared.files.models import Attachment, Rendition
from assistdesk.shared.files.places import picture_place, place_of
from assistdesk.shared.files.queries import PICTURES
from assistdesk.shared.files.refusals import HeldBack, NeverLeaves, NoPicture, NotReadYet
from assistdesk.shared.files.states import LEAVING, RenditionKind, Scan, Screening


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file on its way out."""

    name: str = field(repr=False)
    content_type: str
    content: bytes = field(repr=False)


def copy_of(found: Attachment) -> FetchedFile:
    """Return what may leave the desk of a file, under a name that tells nobody's.

    Raises:
        NeverLeaves: nothing of its kind does.
        NotReadYet, HeldBack: it is being read, or could not be.
        NotCheckedYet, PutAway, NoPicture, StorageDown: as for any file that is handed out.
    """
    if found.kind not in LEAVING:
        raise NeverLeaves
    rules.check_served(Scan(found.scan))
    if Screening(found.screening) is Screening.PENDING:
        raise NotReadYet
    if Screening(found.screening) is Screening.HELD:
        raise HeldBack
    name = f"attachment{rules.ENDINGS[found.kind][0]}"
    return replace(_content(found), name=name)


def opened(picture: Rendition) -> bytes:
    """Return the content of a picture that was made of a file.

    Raises:
        StorageDown: it can't be reached.
    """
    place = picture_place(picture.attachment_id, kind=picture.kind, number=picture.number)
    return vault.get(picture.storage_name, place=place)


def copied(attachment: Attachment) -> bytes:
    """Return a copy of a picture without metadata, made just now.

    Raises:
        NoPicture: none can be made.
        StorageDown: the picture can't be reached.
    """
    content = vault.get(attachment.storage_name, place=place_of(attachment.id))
    try:
        return drawings.copy_of(content, kind=attachment.kind)
    except drawings.NotDrawn:
        raise NoPicture from None


def _content(found: Attachment) -> FetchedFile:
    copy = found.renditions.filter(kind=RenditionKind.OUTGOING.value).first()
    if copy is not None:
        return FetchedFile(found.name, copy.content_type, opened(copy))
    if found.kind in PICTURES:
        return FetchedFile(found.name, found.content_type, copied(found))
    content = vault.get(found.storage_name, place=place_of(found.id))
    return FetchedFile(found.name, found.content_type, content)
