"""The parts of a mail: its words in order, and its files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from assistdesk.shared.messaging import rules
from assistdesk.shared.messaging.mails import headers
from assistdesk.shared.messaging.mails.charsets import decoded
from assistdesk.shared.messaging.mails.flowed import unflowed
from assistdesk.shared.messaging.mails.markup import plain_text
from assistdesk.shared.messaging.mails.winmail import unpacked

DEEPEST = 30
MOST_PARTS = 2_000
MOST_FILES = 50
LONGEST_TEXT = 500_000
SMALL_PICTURE = 8 * 1024  # bytes: below it, a picture inside the text is a logo or a line
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_REPORTS = frozenset(
    {"message/delivery-status", "message/disposition-notification", "message/feedback-report"}
    | {"text/rfc822-headers"}
)


class TooComplicated(ValueError):
    """The mail is nested deeper, or has more parts, than any mail of a person's."""


@dataclass(slots=True)
class Contents:
    """What was found so far. `forwarded` are the words of mails inside this one; `is_sealed`: encrypted."""

    texts: list[str] = field(default_factory=list, repr=False)
    forwarded: list[str] = field(default_factory=list, repr=False)
    files: list[tuple[str, bytes]] = field(default_factory=list, repr=False)
    is_sealed: bool = False
    parts: int = 0

    def text(self) -> str:
        """Return the words of the mail itself."""
        return "\n\n".join(one.strip("\n") for one in self.texts if one.strip())[:LONGEST_TEXT]


def contents_of(mail: Message) -> Contents:
    """Return the words and files of a mail.

    Raises:
        TooComplicated: it is no mail that a person's program makes.
    """
    found = Contents()
    _take(mail, found, depth=0)
    return found


def body_of(part: Message) -> bytes:
    """Return a part's content as bytes, whatever its encoding says and however broken it is."""
    if part.is_multipart():
        return b"\n".join(one.as_bytes() for one in _inside(part))
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        content = str(part.get_payload()).encode(errors="replace")
    return content if isinstance(content, bytes) else b""


def _take(part: Message, found: Contents, *, depth: int) -> None:
    found.parts += 1
    if depth > DEEPEST or found.parts > MOST_PARTS:
        raise TooComplicated
    kind = part.get_content_type()
    if kind in _SIGNATURES or kind in _REPORTS:
        return
    if kind in _SEALED and not _is_signed_only(part):
        found.is_sealed = True
        return
    if kind == "message/rfc822":
        _take_mail(part, found, depth=depth)
    elif part.is_multipart():
        _take_several(part, kind, found, depth=depth)
    elif kind in ("text/plain", "text/html") and not _is_file(part):
        found.texts.append(_words(part, kind))
    else:
        _take_file(part, kind, found)


def _take_several(part: Message, kind: str, found: Contents, *, depth: int) -> None:
    if kind != "multipart/alternative":
        for one in _inside(part):
            _take(one, found, depth=depth + 1)
        return
    chosen: list[str] = []
    for one in _inside(part):
        way = Contents(parts=found.parts)
        _take(one, way, depth=depth + 1)
        found.parts = way.parts
        found.files += way.files
        found.forwarded += way.forwarded
        found.is_sealed |= way.is_sealed
        is_plain = one.get_content_type() == "text/plain"
        if way.text().strip() and (not chosen or is_plain or _is_stub("\n".join(chosen))):
            chosen = way.texts
    found.texts += chosen


def _is_stub(text: str) -> bool:
    """Tell whether plain words only say that the mail is to be read as HTML."""
    start = text.strip()[:200].lower()
    return (
        len(text.strip()) < 200
        and "html" in start
        and ("view" in start or "support" in start or "client" in start)
    )


def _take_mail(part: Message, found: Contents, *, depth: int) -> None:
    """Take a mail inside the mail: its words are somebody else's, its files came with this one."""
    for inner in _inside(part):
        way = Contents(parts=found.parts)
        _take(inner, way, depth=depth + 1)
        found.parts = way.parts
        found.files += way.files
        names = ("From", "Date", "To", "Subject")
        said = [f"{name}: {headers.words(headers.first(inner, name))}" for name in names]
        body = "\n\n".join(one for one in (way.text(), *way.forwarded) if one.strip())
        found.forwarded.append("\n".join([*said, "", body])[:LONGEST_TEXT])


def _take_file(part: Message, kind: str, found: Contents) -> None:
    name = _name(part)
    content = body_of(part)
    if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        packed = unpacked(content)
        if packed is not None:
            found.files += packed.files
            if packed.text.strip() and not found.texts:
                found.texts.append(packed.text)
            return
    is_decoration = (
        kind.startswith("image/") and bool(part.get("Content-ID")) and len(content) < SMALL_PICTURE
    )
    if content.strip() and not is_decoration:
        found.files.append((name or _made_up(kind), content))


def _inside(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (one for one in payload if isinstance(one, Message))


def _words(part: Message, kind: str) -> str:
    text = decoded(body_of(part), _parameter(part, "charset"))
    if kind == "text/html":
        return rules.storable(plain_text(text))
    text = rules.storable(text)[: 2 * LONGEST_TEXT]
    if (_parameter(part, "format") or "").lower() == "flowed":
        return unflowed(text, is_joined=(_parameter(part, "delsp") or "").lower() == "yes")
    return text


def _is_file(part: Message) -> bool:
    way = headers.first(part, "Content-Disposition").partition(";")[0].strip().lower()
    return way == "attachment" or (part.get_content_type() == "text/plain" and bool(_name(part)))


def _is_signed_only(part: Message) -> bool:
    return (_parameter(part, "smime-type") or "").lower() == "signed-data" and part.is_multipart()


def _name(part: Message) -> str:
    try:
        given = part.get_filename()
    except (ValueError, LookupError, TypeError):
        given = None
    if isinstance(given, str) and given:
        return headers.words(given.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return ""


def _parameter(part: Message, name: str) -> str | None:
    try:
        given = part.get_param(name)
    except (ValueError, LookupError, TypeError):
        return None
    if isinstance(given, tuple):
        given = given[2]
    return str(given) if given else None


def _made_up(kind: str) -> str:
    ending = {"jpeg": "jpg", "plain": "txt"}.get(kind.partition("/")[2], kind.partition("/")[2])
    return f"file.{ending}" if ending.isalnum() else "file"
