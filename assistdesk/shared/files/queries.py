"""Questions about attachments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from assistdesk.shared.files import subjects
from assistdesk.shared.files.models import Attachment, Rendition
from assistdesk.shared.files.rules import NAMELESS
from assistdesk.shared.files.states import (
    LEAVING,
    SCAN,
    SERVED,
    Preview,
    RenditionKind,
    Scan,
    Screening,
)
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere

LOOSE_FOR = timedelta(hours=24)
PICTURES = frozenset({"png", "jpeg"})


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """What lists and the API show of a file. `findings` is None while the guard has not looked.

    `no_preview` says why there are no pictures of it, where there are none; `page_count` is None until then.
    """

    id: UUID
    name: str = field(repr=False)
    size: int
    kind: str
    content_type: str
    screening: str
    findings: int | None
    made_at: datetime
    scan: str
    preview: str
    no_preview: str
    page_count: int | None
    has_scripts: bool
    held_why: str = ""
    found: tuple[tuple[str, int], ...] = ()
    is_released: bool = False
    is_boxed: bool = False
    """Whether the reader gets the boxed copy alone: they have no need of what is personal in it."""

    @property
    def is_clean(self) -> bool:
        """Whether it was looked through and nothing personal found."""
        return Screening(self.screening) is Screening.DONE and self.findings == 0

    @property
    def leaves(self) -> bool:
        """Whether a copy may leave the desk: of its kind one is made, and somebody has looked through it."""
        return self.kind in LEAVING and Screening(self.screening) is Screening.DONE and self.is_served

    @property
    def may_leave_later(self) -> bool:
        """Whether a copy is being made just now."""
        return self.kind in LEAVING and Screening(self.screening) is Screening.PENDING

    @property
    def is_served(self) -> bool:
        """Whether the content is handed out: the scanner is not asked, or said that it is clean."""
        return Scan(self.scan) in SERVED

    @property
    def is_changing(self) -> bool:
        """Whether something of the file is still being worked on."""
        is_seen = not self.may_leave_later
        return Scan(self.scan) is Scan.PENDING or Preview(self.preview) is Preview.PENDING or not is_seen

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, of which a copy goes out instead of itself."""
        return self.kind in PICTURES


@dataclass(frozen=True, slots=True)
class FileList:
    """Files as a page lists them. `seen` is another text whenever something shown of them is another."""

    rows: tuple[AttachmentRow, ...]
    seen: str

    @property
    def is_changing(self) -> bool:
        """Whether something of one of them is still being worked on."""
        return any(row.is_changing for row in self.rows)


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of a preview, in pixels."""

    number: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pages:
    """What the viewer shows of a file: its row, its pages, and what it belongs to."""

    row: AttachmentRow
    pages: tuple[PageRow, ...]
    subject_kind: str
    subject_id: UUID | None


def row_of(attachment: Attachment) -> AttachmentRow:
    """Return what is shown of `attachment`."""
    return AttachmentRow(
        id=attachment.id,
        name=attachment.name,
        size=attachment.size,
        kind=attachment.kind,
        content_type=attachment.content_type,
        screening=attachment.screening,
        findings=attachment.findings,
        made_at=attachment.made_at,
        scan=attachment.scan,
        preview=attachment.preview,
        no_preview=attachment.no_preview,
        page_count=attachment.page_count,
        has_scripts=attachment.has_scripts,
        held_why=attachment.held_why,
        found=tuple(sorted(attachment.found.items())),
        is_released=attachment.released_at is not None,
    )


def boxed(row: AttachmentRow) -> AttachmentRow:
    """Return what is shown of a file to somebody who has no need of what is personal in it."""
    if row.is_clean:
        return row
    return replace(row, name=f"{NAMELESS}.{row.kind}", is_boxed=True)


def is_shown_whole(attachment: Attachment, *, actor: Actor, at: datetime) -> bool:
    """Return whether somebody who may see a file gets it as it came, and not its boxed copy alone."""
    if attachment.subject_id is None or row_of(attachment).is_clean:
        return True
    kind, subject_id = attachment.subject_kind, attachment.subject_id
    return subjects.needs(kind, actor=actor, subject_id=subject_id, at=at)


def pages_of(attachment: Attachment, *, is_whole: bool) -> Pages:
    """Return what the viewer shows of a file, the pages in their order; none while it may not be shown.

    Without `is_whole` it is the boxed copy.
    """
    row = row_of(attachment)
    if not is_whole:
        row = boxed(row)
        pages = boxed_pages(attachment.id) if row.leaves else ()
        return Pages(row, pages, attachment.subject_kind, attachment.subject_id)
    found = Rendition.objects.filter(attachment=attachment, kind=RenditionKind.PAGE.value).order_by("number")
    is_shown = row.is_served and Preview(row.preview) is Preview.READY
    pages = tuple(PageRow(one.number, one.width, one.height) for one in found) if is_shown else ()
    return Pages(row, pages, attachment.subject_kind, attachment.subject_id)


def boxed_pages(attachment_id: UUID) -> tuple[PageRow, ...]:
    """Return the pages of the copy that may leave, in their order. Ask only for who may see the file."""
    found = Rendition.objects.filter(attachment_id=attachment_id, kind=RenditionKind.BOXED.value)
    return tuple(PageRow(one.number, one.width, one.height) for one in found.order_by("number"))


def of_subject(kind: str, subject_id: UUID) -> list[AttachmentRow]:
    """Return the files of a subject, the oldest first. Ask only for somebody who may see it."""
    return of_subjects({kind: [subject_id]})


def of_subjects(subjects_by_kind: Mapping[str, Collection[UUID]]) -> list[AttachmentRow]:
    """Return the files of several subjects, by kind, the oldest first. Ask only for who may see them all."""
    wanted = Q(pk__in=())
    for kind, ids in subjects_by_kind.items():
        wanted |= Q(subject_kind=kind, subject_id__in=list(ids))
    rows = Attachment.objects.filter(wanted).order_by("made_at", "id")
    return [row_of(attachment) for attachment in rows]


def listed(rows: Sequence[AttachmentRow]) -> FileList:
    """Return `rows` as a page lists them."""
    states = "".join(f"{row.id} {row.scan} {row.preview} {row.screening}\n" for row in rows)
    return FileList(tuple(rows), sha256(states.encode()).hexdigest()[:16])


def digests_of(actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what tells the contents of the actor's own files from one another, by their ids; one query."""
    own = Attachment.objects.filter(pk__in=ids, owner_id=actor.account_id)
    return dict(own.values_list("id", "digest"))


def loose_of(actor: Actor, attachment_ids: Collection[UUID]) -> list[AttachmentRow]:
    """Return those of the files that `actor` uploaded and nothing has taken yet, the oldest first."""
    rows = Attachment.objects.filter(
        id__in=attachment_ids, owner_id=actor.account_id, linked_at__isnull=True
    ).order_by("made_at", "id")
    return [row_of(attachment) for attachment in rows]


def attachment(attachment_id: UUID, *, actor: Actor, at: datetime) -> AttachmentRow:
    """Return one file's row.

    Raises:
        NotThere: there is none, or none that `actor` may see.
    """
    found = visible(attachment_id, actor=actor, at=at)
    row = row_of(found)
    return row if is_shown_whole(found, actor=actor, at=at) else boxed(row)


def found_in(attachment_id: UUID) -> bool:
    """Return whether the guard has found something personal in a file; it may not have looked yet."""
    return Attachment.objects.filter(id=attachment_id, findings__gt=0).exists()


def visible(attachment_id: UUID, *, actor: Actor, at: datetime) -> Attachment:
    """Return a file that `actor` may see: their own while it is loose, else one of a subject they may see.

    Raises:
        NotThere: there is none.
    """
    found = Attachment.objects.filter(id=attachment_id).first()
    if found is None or not actor.is_signed_in or not actor.serves(found.marketplace):
        raise NotThere
    if found.subject_id is None:
        is_visible = found.owner_id == actor.account_id
    else:
        is_visible = subjects.may_see(found.subject_kind, actor=actor, subject_id=found.subject_id, at=at)
    if not is_visible:
        raise NotThere
    return found


def infected(attachment_id: UUID) -> tuple[AttachmentRow, str, UUID] | None:
    """Return a file in which malware was found, and the kind and id of its subject, where it has one."""
    found = Attachment.objects.filter(
        id=attachment_id, scan=SCAN.target("condemn").value, subject_id__isnull=False
    ).first()
    if found is None or found.subject_id is None:
        return None
    return row_of(found), found.subject_kind, found.subject_id


def is_anything_due(*, at: datetime) -> bool:
    """Return whether the worker has to look at a file now."""
    return Attachment.objects.filter(due_at__lte=at).exists()


def is_anything_unscanned() -> bool:
    """Return whether a file was kept while there was no scanner, and nobody looks at it already."""
    return Attachment.objects.filter(scan=SCAN.start.value, due_at__isnull=True).exists()


def waiting_for_the_scanner() -> int:
    """Return how many files can't be handed out because the scanner has not answered."""
    return Attachment.objects.filter(scan=SCAN.target("await").value).count()


def is_anything_loose(*, at: datetime) -> bool:
    """Return whether a file was left unlinked for so long that it is to be forgotten."""
    return Attachment.objects.filter(linked_at__isnull=True, made_at__lte=at - LOOSE_FOR).exists()
