"""Pictures of a file, drawn in a process of their own: a bad file can slow or kill that one alone.

The process gets the content and nothing else: no keys, no settings, no database. It limits its own memory,
time and files, and is killed when it takes too long. What it answers is looked at before it is believed.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from assistdesk.shared.files.states import NoPreview, RenditionKind

SECONDS = 45.0
COPY_SECONDS = 15.0
MOST_ANSWER = 128 * 1024 * 1024
MOST_PICTURES = 200
LONGEST_LINE = 16 * 1024 * 1024
MODULE = "assistdesk.shared.files.drawing_process"
ROOT = Path(__file__).resolve().parents[3]

_STARTS = {
    "application/pdf": b"%PDF-",
    "image/webp": b"RIFF",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}


class NotDrawn(Exception):
    """There is no picture of a file; `why` says why."""

    def __init__(self, why: NoPreview) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture, in pixels."""

    kind: RenditionKind
    number: int
    content_type: str
    width: int
    height: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Drawing:
    """All pictures of a file. `page_count` counts its pages, those beyond the pictures included.

    `text` is what stands on them; None where it is not all, because some of it is in pictures or notes.
    """

    page_count: int
    has_scripts: bool
    text: str | None = field(repr=False)
    pictures: tuple[Picture, ...]


def draw(content: bytes, *, kind: str) -> Drawing:
    """Return the pictures of a file of `kind`: pages, a thumbnail, and of a picture a copy without metadata.

    Raises:
        NotDrawn: it is locked, damaged, or took too much time or memory.
    """
    drawing = _drawn(content, "draw", kind, seconds=SECONDS)
    if not drawing.pictures:
        raise NotDrawn(NoPreview.DAMAGED)
    return drawing


def copy_of(content: bytes, *, kind: str) -> bytes:
    """Return a picture once more, without metadata and upright.

    Raises:
        NotDrawn: it is damaged, or took too much time or memory.
    """
    pictures = _drawn(content, "copy", kind, seconds=COPY_SECONDS).pictures
    if not pictures:
        raise NotDrawn(NoPreview.DAMAGED)
    return pictures[0].content


def text_of(content: bytes, *, kind: str) -> str | None:
    """Return the text of a document; None where it is not all, because some of it is in pictures.

    Raises:
        NotDrawn: it is damaged, or took too much time or memory.
    """
    return _drawn(content, "read", kind, seconds=COPY_SECONDS).text


def read_pictures(answer: BinaryIO) -> tuple[Picture, ...]:
    """Return the pictures that a process answered with.

    Raises:
        NotDrawn: it says why it made none, or its answer is not what it has to be.
    """
    return _read(answer).pictures


def _drawn(content: bytes, what: str, kind: str, *, seconds: float) -> Drawing:
    with answer_of(MODULE, what, kind, content=content, seconds=seconds) as answer:
        return _read(answer)


@contextmanager
def answer_of(module: str, *arguments: str, content: bytes, seconds: float) -> Iterator[BinaryIO]:
    """Yield what a process of its own, which runs one of our modules, answers to `content`.

    Raises:
        NotDrawn: it took too much time or memory, or broke.
    """
    command = [sys.executable, "-B", "-P", "-m", module, *arguments]
    environ = {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    with _in_memory(content) as given, _in_memory(b"") as answer:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and module
                command,
                stdin=given,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env=environ,
                cwd="/",
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotDrawn(NoPreview.TOO_HARD) from None
        if done.returncode != 0 or os.fstat(answer.fileno()).st_size > MOST_ANSWER:
            raise NotDrawn(NoPreview.TOO_HARD)
        answer.seek(0)
        yield answer


@contextmanager
def _in_memory(content: bytes) -> Iterator[BinaryIO]:
    """Yield a file that is on no disk, with `content` in it, at its start."""
    with os.fdopen(os.memfd_create("desk"), "w+b") as file:
        file.write(content)
        file.flush()
        file.seek(0)
        yield file


def _read(answer: BinaryIO) -> Drawing:
    """Return what the process drew.

    Raises:
        NotDrawn: it says why it could not, or its answer is not what it has to be.
    """
    try:
        said = json.loads(answer.readline(LONGEST_LINE))
        if said["why"]:
            raise NotDrawn(NoPreview(said["why"]))
        pictures = tuple(_picture(one, answer) for one in said["pictures"][:MOST_PICTURES])
        text = None if said["text"] is None else str(said["text"])
        drawing = Drawing(int(said["page_count"]), bool(said["has_scripts"]), text, pictures)
    except (ValueError, KeyError, TypeError):
        raise NotDrawn(NoPreview.TOO_HARD) from None
    return drawing


def _picture(said: dict[str, str | int], answer: BinaryIO) -> Picture:
    content = answer.read(int(said["size"]))
    content_type = str(said["content_type"])
    if len(content) != said["size"] or not content.startswith(_STARTS[content_type]):
        raise ValueError("This is no picture.")
    return Picture(
        kind=RenditionKind(str(said["kind"])),
        number=int(said["number"]),
        content_type=content_type,
        width=int(said["width"]),
        height=int(said["height"]),
        content=content,
    )
