"""The words in pictures, read by a process of its own that is started once and asked again and again.

Starting it takes seconds and half a gigabyte of memory, so it belongs to the worker and no web request asks
it. One that dies or takes too long is ended, and the next question starts another. It gets pictures and
nothing else: no keys, no settings, no database. What it answers is looked at before it is believed.
"""

import atexit
import importlib.util
import json
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path

from assistdesk.shared.files.rows import Box, Line

START_SECONDS = 90.0
PICTURE_SECONDS = 90.0
LONGEST_ANSWER = 32 * 1024 * 1024
MODULE = "assistdesk.shared.files.reading_process"
ROOT = Path(__file__).resolve().parents[3]


class NotRead(Exception):
    """The words in a picture could not be read: nobody knows what they are."""


def shipped_models() -> Path:
    """Return the folder of the models that are installed with the reader.

    Raises:
        NotRead: the reader is not installed.
    """
    found = importlib.util.find_spec("rapidocr")
    if found is None or found.origin is None:
        raise NotRead
    return Path(found.origin).parent / "models"


class Reader:
    """One process that reads pictures, one at a time; `models` is the folder of its models."""

    def __init__(self, models: Path | None = None, *, seconds: float = PICTURE_SECONDS) -> None:
        self._models = models
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    @property
    def process_id(self) -> int | None:
        """The process that would be asked now; None where there is none."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def read(self, picture: bytes) -> list[Line]:
        """Return the lines of words in a PNG, in no order.

        Raises:
            NotRead: it can't be read, took too long, or the reader can't be started.
        """
        with self._turn:
            try:
                return _lines(self._asked(picture))
            except (OSError, ValueError, KeyError, TypeError):
                self.stop()
                raise NotRead from None
            except NotRead:
                self.stop()
                raise

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _asked(self, picture: bytes) -> bytes:
        process = self._running()
        assert process.stdin is not None
        until = time.monotonic() + self._seconds
        _write(process, f"{len(picture)}\n".encode() + picture, until=until)
        return _answer(process, until=until)

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process, started anew where it has ended."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
        models = self._models or shipped_models()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-B", "-P", "-m", MODULE, str(models)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            cwd="/",
            bufsize=0,
        )
        assert self._process.stdin is not None
        os.set_blocking(self._process.stdin.fileno(), False)
        if json.loads(_answer(self._process, until=time.monotonic() + START_SECONDS)) != {"state": "ready"}:
            raise NotRead
        return self._process


READER = Reader()
"""The reader of this process; it starts with the first question."""

atexit.register(READER.stop)


def _write(process: subprocess.Popen[bytes], content: bytes, *, until: float) -> None:
    assert process.stdin is not None
    rest = memoryview(content)
    while rest:
        _wait([], [process.stdin.fileno()], until=until)
        rest = rest[os.write(process.stdin.fileno(), rest[: 1 << 16]) :]


def _answer(process: subprocess.Popen[bytes], *, until: float) -> bytes:
    """Return the next line that the process says."""
    assert process.stdout is not None
    parts, size = list[bytes](), 0
    while not parts or not parts[-1].endswith(b"\n"):
        _wait([process.stdout.fileno()], [], until=until)
        part = os.read(process.stdout.fileno(), 1 << 20)
        size += len(part)
        if not part or size > LONGEST_ANSWER:
            raise NotRead
        parts.append(part)
    return b"".join(parts)


def _wait(to_read: list[int], to_write: list[int], *, until: float) -> None:
    ready = select.select(to_read, to_write, [], max(0.0, until - time.monotonic()))
    if not ready[0] and not ready[1]:
        raise NotRead


def _lines(answer: bytes) -> list[Line]:
    said = json.loads(answer)
    if "lines" not in said:
        raise NotRead
    return [
        Line(
            text=str(one["text"]),
            box=Box(*one["box"]),
            signs=tuple(None if sign is None else Box(*sign) for sign in one["signs"]),
            score=float(one["score"]),
            angle=float(one["angle"]),
        )
        for one in said["lines"]
    ]
