"""What a file is, told by its content alone, and whether it can be opened as that."""

from assistdesk.shared.files.contents.documents import check_docx
from assistdesk.shared.files.contents.pictures import check_picture
from assistdesk.shared.files.contents.portable import check_pdf
from assistdesk.shared.files.contents.recognized import Recognized
from assistdesk.shared.files.contents.texts import check_text, text_of
from assistdesk.shared.files.contents.zips import is_also_a_zip
from assistdesk.shared.files.refusals import Damaged, UnknownKind
from assistdesk.shared.policy.schema.escalations import FileKind

__all__ = ["CONTENT_TYPES", "Recognized", "recognize", "text_of"]

CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TXT: "text/plain",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

_SIGNATURES = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"PK\x03\x04", FileKind.DOCX),
)


def recognize(content: bytes, *, taken: tuple[FileKind, ...]) -> Recognized:
    """Return what kind of file `content` is.

    Raises:
        UnknownKind: none of those `taken`.
        Damaged: it begins like one of them and can't be opened, is two kinds at once, or is made for harm.
        CarriesFiles: it holds other files, or starts programs.
    """
    kind = next((kind for start, kind in _SIGNATURES if content.startswith(start)), FileKind.TXT)
    refusal = UnknownKind(kinds=", ".join(one.value.upper() for one in taken))
    if kind not in taken:
        raise refusal
    if kind is FileKind.DOCX:
        return check_docx(content, refusal)
    if is_also_a_zip(content):
        raise Damaged
    if kind is FileKind.PDF:
        return check_pdf(content)
    if kind is FileKind.TXT:
        return check_text(content, refusal)
    return check_picture(content, kind)
