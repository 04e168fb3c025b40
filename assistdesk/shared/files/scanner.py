"""The malware scanner: clamd, spoken to by its INSTREAM command.

Anything but a plain yes or no of the scanner is no answer, and a file without an answer is not handed out.
Source: clamd(8), COMMANDS: zINSTREAM, chunks of a length (4 bytes, network order) and data, a zero length.
"""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

CHUNK_BYTES = 256 * 1024
LONGEST_REPLY = 4_096
LONGEST_SIGNATURE = 200

_REPLY = re.compile(rb"stream: (?:(?P<clean>OK)|(?P<signature>[\x21-\x7e]+) FOUND)\x00")
_PONG = b"PONG\x00"
_LIMIT = b"size limit exceeded"


class Trouble(StrEnum):
    """Why the scanner gave no answer."""

    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    NONSENSE = "nonsense"


class NoAnswer(Exception):
    """The scanner did not say whether a file is clean; `trouble` is why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scanner said. `signature` names the malware; empty: the file is clean."""

    signature: str

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.signature


def is_configured() -> bool:
    """Return whether files are to be scanned."""
    return settings.CLAMD is not None


def scan(content: bytes, *, seconds: float) -> Scanned:
    """Return what the scanner says of `content`, at most `seconds` from now.

    Raises:
        NoAnswer: it can't be reached, is too slow, takes no file of this size, or answers nonsense.
    """
    reply = _asked(b"zINSTREAM\x00", content, seconds=seconds)
    found = _REPLY.fullmatch(reply)
    if found is None:
        raise NoAnswer(Trouble.TOO_LARGE if _LIMIT in reply else Trouble.NONSENSE)
    return Scanned((found["signature"] or b"").decode("ascii")[:LONGEST_SIGNATURE])


def check(*, seconds: float) -> None:
    """Check that the scanner answers.

    Raises:
        NoAnswer: it does not.
    """
    if _asked(b"zPING\x00", None, seconds=seconds) != _PONG:
        raise NoAnswer(Trouble.NONSENSE)


def _asked(command: bytes, content: bytes | None, *, seconds: float) -> bytes:
    """Return the scanner's reply to a command and what comes with it."""
    deadline = time.monotonic() + seconds
    with _told(), _connection(seconds) as scanner:
        try:
            scanner.sendall(command)
            for part in _chunks(content) if content is not None else ():
                scanner.settimeout(_left(deadline))
                scanner.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it says why before it hangs up: a stream that is too large
        return _reply(scanner, deadline)


def _reply(scanner: socket.socket, deadline: float) -> bytes:
    reply = b""
    while not reply.endswith(b"\x00") and len(reply) < LONGEST_REPLY:
        scanner.settimeout(_left(deadline))
        part = scanner.recv(LONGEST_REPLY)
        if not part:
            break
        reply += part
    return reply


def _chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), CHUNK_BYTES):
        part = content[start : start + CHUNK_BYTES]
        yield len(part).to_bytes(4, "big") + part
    yield bytes(4)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def _connection(seconds: float) -> Iterator[socket.socket]:
    address = settings.CLAMD
    if address is None:
        raise NoAnswer(Trouble.UNREACHABLE)
    if isinstance(address, tuple):
        with socket.create_connection(address, timeout=seconds) as connection:
            yield connection
        return
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(seconds)
        connection.connect(address)
        yield connection


@contextmanager
def _told() -> Iterator[None]:
    """Say in our own words what goes wrong with the connection."""
    try:
        yield
    except TimeoutError:
        raise NoAnswer(Trouble.TOO_SLOW) from None
    except OSError:
        raise NoAnswer(Trouble.UNREACHABLE) from None
