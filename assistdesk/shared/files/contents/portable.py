"""PDF: that it is whole, and what it would do when a reader opens it.

Other files inside and actions that start programs are refused: nobody needs them on this desk, and they are
how a PDF does harm. Scripts are kept, because the fillable forms of agencies have them; no page of the desk
runs them, and whoever downloads such a file is told. Names are looked for in the objects and in the packed
object streams, spelled plainly or with #-codes; the packed streams of text and pictures are left out.
"""

import re
import zlib
from collections.abc import Iterator

from assistdesk.shared.files.contents.recognized import Recognized
from assistdesk.shared.files.refusals import CarriesFiles, Damaged
from assistdesk.shared.policy.schema.escalations import FileKind

END_OF_PDF = 2_048
MOST_OBJECTS = 64 * 1024 * 1024  # bytes of all object streams, unpacked

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PACKED_OBJECTS = re.compile(rb"/ObjStm\b")
_FILTERED = re.compile(rb"/Filter\b")
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
_HARMFUL = re.compile(
    rb"/(?:Launch|EmbeddedFiles?|FileAttachment|GoToE|ImportData|RichMedia|Rendition|Movie|Sound)(?![A-Za-z0-9])"
)
_SCRIPTS = re.compile(rb"/(?:JavaScript|SubmitForm|XFA)(?![A-Za-z0-9])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")


def check_pdf(content: bytes) -> Recognized:
    """Return what a PDF is.

    Raises:
        Damaged: it has no end, or packs its objects so that they unpack to too much.
        CarriesFiles: it holds other files, or starts programs.
    """
    if b"%%EOF" not in content[-END_OF_PDF:]:
        raise Damaged
    parts = list(_objects(content))
    plain = b"\n".join(part for part in parts if part is not None)
    is_locked = bool(_LOCKED.search(plain))
    if None in parts and not is_locked:
        raise Damaged
    if _HARMFUL.search(plain):
        raise CarriesFiles
    return Recognized(FileKind.PDF, is_locked=is_locked, has_scripts=bool(_SCRIPTS.search(plain)))


def _objects(content: bytes) -> Iterator[bytes | None]:
    """Yield all of a PDF that is not the content of a stream, and the streams that hold objects, unpacked.

    None stands for a stream of objects that nobody can look into.
    """
    end, room = 0, MOST_OBJECTS
    for found in _STREAM.finditer(content):
        before = _spelled(content[end : found.start()])
        yield before
        header = before[before.rfind(b" obj") :]
        if _PACKED_OBJECTS.search(header):
            unpacked = _unpacked(found[1], most=room) if _FILTERED.search(header) else found[1]
            room -= len(unpacked or b"")
            yield unpacked if unpacked is None else _spelled(unpacked)
        end = found.end()
    yield _spelled(content[end:])


def _spelled(part: bytes) -> bytes:
    """Return a part in which names are spelled plainly."""
    return _CODED.sub(lambda code: bytes([int(code[1], 16)]), part) if b"#" in part else part


def _unpacked(stream: bytes, *, most: int) -> bytes | None:
    """Return what a packed stream holds, or None where it is not packed in the usual way."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(stream, most + 1)
    except zlib.error:
        return None
    if len(content) > most:
        raise Damaged
    return content
