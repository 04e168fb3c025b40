"""What a file is, told by its content alone, and whether it can be opened as that."""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass

from PIL import Image

from assistdesk.shared.files.refusals import Damaged, UnknownKind
from assistdesk.shared.policy.schema.escalations import FileKind

CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TXT: "text/plain",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MOST_PIXELS = 50_000_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5_000
MOST_RATIO = 200  # a document of plain text packs to a fiftieth at best
END_OF_PDF = 2_048
ZIP_PARTS = ("[Content_Types].xml", "word/document.xml")
ENCRYPTED = 0x1

_SIGNATURES = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"PK\x03\x04", FileKind.DOCX),
)
_MARKUP = re.compile(r"\s*(?:<[?!a-z]|\{\\rtf|%!PS|#!)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Recognized:
    """A file's kind. One that `is_locked` opens only with a password."""

    kind: FileKind
    is_locked: bool = False


def recognize(content: bytes, *, taken: tuple[FileKind, ...]) -> Recognized:
    """Return what kind of file `content` is.

    Raises:
        UnknownKind: none of those `taken`.
        Damaged: it begins like one of them and can't be opened, or is made to do harm.
    """
    kind = next((kind for start, kind in _SIGNATURES if content.startswith(start)), FileKind.TXT)
    refusal = UnknownKind(kinds=", ".join(one.value.upper() for one in taken))
    if kind not in taken:
        raise refusal
    if kind is FileKind.PDF:
        return _pdf(content)
    if kind is FileKind.DOCX:
        return _docx(content, refusal)
    if kind is FileKind.TXT:
        return _text(content, refusal)
    return _image(content, kind)


def text_of(content: bytes) -> str:
    """Return a plain text file's text."""
    return content.decode("utf-8-sig")


def _pdf(content: bytes) -> Recognized:
    if b"%%EOF" not in content[-END_OF_PDF:]:
        raise Damaged
    return Recognized(FileKind.PDF, is_locked=b"/Encrypt" in content)


def _image(content: bytes, kind: FileKind) -> Recognized:
    """Check a picture: its size in pixels by its header alone, then that all of it can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=(kind.value.upper(),)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Damaged
                picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Damaged from None
    return Recognized(kind)


def _docx(content: bytes, refusal: UnknownKind) -> Recognized:
    """Check a document of Word's by its table of contents; nothing in it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Damaged from None
    names = {part.filename for part in parts}
    if not names.issuperset(ZIP_PARTS):
        raise refusal
    unpacked = sum(part.file_size for part in parts)
    is_bomb = len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, MOST_RATIO * len(content))
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if is_bomb or has_macros or any(part.flag_bits & ENCRYPTED for part in parts):
        raise Damaged
    return Recognized(FileKind.DOCX)


def _text(content: bytes, refusal: UnknownKind) -> Recognized:
    """Check plain text: UTF-8, no control characters, and not a language that programs obey."""
    try:
        text = text_of(content)
    except UnicodeDecodeError:
        raise refusal from None
    if _CONTROLS.search(text) or _MARKUP.match(text):
        raise refusal
    return Recognized(FileKind.TXT)
