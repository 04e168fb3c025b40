"""Documents of Word's: packages of parts. Macros, controls and templates from elsewhere are refused."""

import io
import re
import zipfile
import zlib

from assistdesk.shared.files.contents import zips
from assistdesk.shared.files.contents.recognized import Recognized
from assistdesk.shared.files.refusals import CarriesFiles, Damaged, UnknownKind
from assistdesk.shared.policy.schema.escalations import FileKind

NEEDED_PARTS = ("[Content_Types].xml", "word/document.xml")
MOST_OF_A_LIST = 2 * 1024 * 1024  # bytes of a part that lists others

_PROGRAMS = re.compile(
    r"vbaproject\.bin$|vbadata\.xml$|(?:^|/)activex/|embeddings/[^/]*\.bin$", re.IGNORECASE
)
_PROGRAM_TYPES = re.compile(rb"macroEnabled|vnd\.ms-office\.vba|activeX", re.IGNORECASE)
_FROM_ELSEWHERE = re.compile(
    rb"relationships/(?:attachedTemplate|oleObject|subDocument|frame)\"[^>]*TargetMode\s*=\s*[\"']External"
    rb"|TargetMode\s*=\s*[\"']External[\"'][^>]*relationships/(?:attachedTemplate|oleObject|subDocument|frame)\"",
    re.IGNORECASE,
)


def check_docx(content: bytes, refusal: UnknownKind) -> Recognized:
    """Return what a document is; of what is in it, only the lists of its parts are unpacked.

    Raises:
        UnknownKind: it is an archive, and no document.
        Damaged: it can't be opened, unpacks to too much, or is locked.
        CarriesFiles: it brings macros, controls or other programs, or fetches its template from elsewhere.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _checked(package, len(content), refusal)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, zlib.error):
        raise Damaged from None


def _checked(package: zipfile.ZipFile, size: int, refusal: UnknownKind) -> Recognized:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if not set(names).issuperset(NEEDED_PARTS):
        raise refusal
    is_doubled = len(set(names)) != len(names)
    if is_doubled or zips.is_bomb(parts, size=size) or any(part.flag_bits & zips.ENCRYPTED for part in parts):
        raise Damaged
    if any(_PROGRAMS.search(name) for name in names) or any(_is_telling(package, part) for part in parts):
        raise CarriesFiles
    return Recognized(FileKind.DOCX)


def _is_telling(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Return whether a list of parts names a program, whatever the part is called, or what lies elsewhere."""
    if part.filename == NEEDED_PARTS[0]:
        return bool(_PROGRAM_TYPES.search(zips.read_part(package, part, most=MOST_OF_A_LIST)))
    if part.filename.endswith(".rels"):
        return bool(_FROM_ELSEWHERE.search(zips.read_part(package, part, most=MOST_OF_A_LIST)))
    return False
