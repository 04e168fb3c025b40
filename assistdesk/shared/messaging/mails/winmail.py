"""`winmail.dat`: what Outlook packs a mail's words and files into (TNEF)."""

import logging
import struct
from dataclasses import dataclass, field

from tnefparse import TNEF

from assistdesk.shared.messaging.mails.charsets import decoded
from assistdesk.shared.messaging.mails.markup import plain_text

SIGNATURE = b"\x78\x9f\x3e\x22"
HEADER = 9  # level, name, kind, length
MOST_WORK = 2_000_000_000  # bytes that taking it apart may copy: objects times size
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, struct.error,
           UnboundLocalError, RecursionError)  # fmt: skip

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # it writes what it finds into the log


@dataclass(frozen=True, slots=True)
class Packed:
    """The words and the files of a `winmail.dat`; each file has a name and a content."""

    text: str = field(repr=False)
    files: tuple[tuple[str, bytes], ...] = field(repr=False)


def unpacked(content: bytes) -> Packed | None:
    """Return what is inside, or None where it can't be taken apart or would cost too much."""
    if not content.startswith(SIGNATURE) or _work(content) > MOST_WORK:
        return None
    try:
        found = TNEF(content, do_checksum=False)
        files = tuple((_name(one.long_filename()), bytes(one.data)) for one in found.attachments)
        words = _text(found.body) or plain_text(_text(found.htmlbody))
    except _FAULTS:
        return None
    kept = tuple((name, data) for name, data in files if data)
    return Packed(words, kept) if kept or words.strip() else None


def _work(content: bytes) -> int:
    place, objects = 6, 0
    while place + HEADER <= len(content):
        (length,) = struct.unpack_from("<I", content, place + 5)
        place += length + HEADER + 2
        objects += 1
        if objects * len(content) > MOST_WORK:
            break
    return objects * len(content)


def _name(given: object) -> str:
    return _text(given).strip() or "file"


def _text(given: object) -> str:
    if isinstance(given, bytes):
        return decoded(given.rstrip(b"\x00"), None)
    return given.rstrip("\x00") if isinstance(given, str) else ""
