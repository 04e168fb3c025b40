"""Plain text: UTF-8, no control characters, and not a language that programs obey."""

import re

from assistdesk.shared.files.contents.recognized import Recognized
from assistdesk.shared.files.refusals import UnknownKind
from assistdesk.shared.policy.schema.escalations import FileKind

_MARKUP = re.compile(r"\s*(?:<[?!a-z]|\{\\rtf|%!PS|#!)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def check_text(content: bytes, refusal: UnknownKind) -> Recognized:
    """Return that `content` is plain text.

    Raises:
        UnknownKind: it is not.
    """
    try:
        text = text_of(content)
    except UnicodeDecodeError:
        raise refusal from None
    if _CONTROLS.search(text) or _MARKUP.match(text):
        raise refusal
    return Recognized(FileKind.TXT)


def text_of(content: bytes) -> str:
    """Return a plain text file's text."""
    return content.decode("utf-8-sig")
