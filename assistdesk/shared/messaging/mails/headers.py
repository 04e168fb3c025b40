"""Headers, however they are folded, encoded or broken."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from email.message import Message
from email.policy import Compat32
from quopri import decodestring

from assistdesk.shared.messaging import rules
from assistdesk.shared.messaging.mails.charsets import decoded


class _AsWritten(Compat32):
    """The library's lenient way of reading, with headers left as they are written, bytes and all."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the library calls it so
        """Return a header as it stands in the mail."""
        return value


AS_WRITTEN = _AsWritten()
LONGEST = 20_000
MOST_ADDRESSES = 1_000
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_ANGLES = re.compile(r"<([^<>]*)>")
_IN_ANGLES = re.compile(r"<[^<>\s]+>")


def every(mail: Message, *names: str) -> list[str]:
    """Return the values of all headers of these names as they are written, each on one line."""
    values = (value for name in names for value in mail.get_all(name, []))
    return [rules.one_line(_raw(value))[:LONGEST] for value in values]


def first(mail: Message, name: str) -> str:
    """Return the first header of that name as it is written; empty where there is none."""
    return next(iter(every(mail, name)), "")


def words(value: str) -> str:
    """Return a header's words with encoded ones decoded, as far as they can be.

    Source: RFC 2047; neighbours of one character set are joined before they are decoded, since some programs
    cut a letter in two.
    """
    return rules.one_line("".join(_decoded_words(_BETWEEN.sub("", value))))


def mailboxes(value: str) -> list[str]:
    """Return the bare addresses in a header, in lower case; what is no address is left out.

    An address in angle brackets counts, not what stands before it: anybody can write an address into a name.
    """
    bare = _without_comments(_QUOTED.sub(" ", value.replace("\\\\", "")))
    found = []
    for piece in bare.split(",")[:MOST_ADDRESSES]:
        inside = _ANGLES.findall(piece)
        for one in inside or [piece.rpartition(":")[2].rstrip("; ")]:
            address = one.strip().lower()
            if rules.is_mail_address(address):
                found.append(address)
    return found


def message_id(value: str) -> str:
    """Return a Message-ID: what stands in angle brackets, or all there is."""
    inside = _IN_ANGLES.search(value)
    return inside[0] if inside else value.strip()


def _raw(value: object) -> str:
    """Return a header as text; bytes that no header may have are read as what they most likely are."""
    text = str(value)
    if text.isascii():
        return text
    return decoded(text.encode("utf-8", errors="surrogateescape"), None)


def _decoded_words(value: str) -> Iterator[str]:
    end, charset, pending = 0, "", b""
    for found in _WORD.finditer(value):
        between = value[end : found.start()]
        content = _bytes_of(found[2], found[3])
        if between or found[1].lower() != charset:
            yield decoded(pending, charset) if pending else ""
            yield between
            charset, pending = found[1].lower(), b""
        pending += content
        end = found.end()
    yield decoded(pending, charset) if pending else ""
    yield value[end:]


def _bytes_of(way: str, text: str) -> bytes:
    plain = text.encode(errors="replace")
    if way in "qQ":
        return decodestring(plain, header=True)
    try:
        return b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return plain


def _without_comments(value: str) -> str:
    depth, kept = 0, []
    for sign in value:
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(sign)
    return "".join(kept)
