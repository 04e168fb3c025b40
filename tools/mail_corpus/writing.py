"""Writing mails as programs write them, and as they shouldn't."""

import base64
import quopri
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tools.mail_corpus.cases import Party

EOL = "\r\n"


@dataclass
class Pen:
    """Writes mails of one thread; everything it makes up comes from one seed."""

    party: Party
    seed: random.Random
    count: int = 0

    def message_id(self) -> str:
        """Return a Message-ID that nothing else has."""
        self.count += 1
        return f"<{self.seed.getrandbits(64):016x}.{self.count}@mail.example.com>"

    def headers(self, **changes: str | None) -> dict[str, str]:
        """Return the headers of a person's answer; None leaves one out, `x_y` is the header `x-y`."""
        at = datetime(2027, 3, 2, 15, tzinfo=UTC) + timedelta(seconds=self.seed.randrange(10**6))
        given: dict[str, str | None] = {
            "From": f"Pat Producer <{self.party.person}>",
            "To": self.party.reply_address,
            "Subject": f"Re: {self.party.subject}",
            "Date": format_datetime(at),
            "Message-ID": self.message_id(),
            "In-Reply-To": self.party.message_id,
            "References": self.party.message_id,
            "MIME-Version": "1.0",
        }
        given |= {name.replace("_", "-"): value for name, value in changes.items()}
        return {name: value for name, value in given.items() if value is not None}


def mail(
    headers: dict[str, str], body: str | bytes = "", *, kind: str = "text/plain; charset=utf-8"
) -> bytes:
    """Return a mail of one part."""
    head = {**headers, "Content-Type": kind} if kind else headers
    content = body if isinstance(body, bytes) else body.replace("\n", EOL).encode()
    return lines(head) + b"\r\n" + content + b"\r\n"


def lines(headers: dict[str, str]) -> bytes:
    """Return headers as they are written."""
    return "".join(f"{name}: {value}{EOL}" for name, value in headers.items()).encode(
        "utf-8", "surrogateescape"
    )


def part(kind: str, body: str | bytes, *, how: str = "8bit", **headers: str) -> bytes:
    """Return one part of a mail, encoded as `how` says."""
    content = body if isinstance(body, bytes) else body.replace("\n", EOL).encode()
    if how == "base64":
        content = base64.encodebytes(content).replace(b"\n", b"\r\n")
    elif how == "quoted-printable":
        content = quopri.encodestring(content)
    head = {"Content-Type": kind, "Content-Transfer-Encoding": how}
    head |= {name.replace("_", "-"): value for name, value in headers.items()}
    return lines(head) + b"\r\n" + content


def several(kind: str, *parts: bytes, mark: str = "=_mark", is_closed: bool = True) -> tuple[str, bytes]:
    """Return the Content-Type and the body of parts together."""
    border = f"--{mark}{EOL}".encode()
    body = b"".join(border + one + b"\r\n" for one in parts)
    return f'{kind}; boundary="{mark}"', body + (f"--{mark}--{EOL}".encode() if is_closed else b"")


def with_parts(headers: dict[str, str], kind: str, *parts: bytes, mark: str = "=_mark") -> bytes:
    """Return a mail of several parts."""
    form, body = several(kind, *parts, mark=mark)
    return mail(headers, body, kind=form)


def attachment(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    """Return a part that is a file."""
    return part(
        f'{kind}; name="{name}"', content, how="base64", Content_Disposition=f'attachment; filename="{name}"'
    )
