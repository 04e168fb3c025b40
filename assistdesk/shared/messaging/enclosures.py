"""Files that go along with messages: whoever keeps files says at start what may leave of one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol
from uuid import UUID


class NotYet(Exception):
    """The copy that may leave is still being made, or can't be reached just now."""


class HeldBack(Exception):
    """Nobody could look through a file, so nothing of it leaves unless a person says so."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file as it leaves."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


class Leaving(Protocol):
    """Gives what may leave of a file."""

    def __call__(self, file_id: UUID) -> Enclosed:
        """Return the copy of a file that may leave.

        Raises:
            NotYet, HeldBack: there is none yet, or none at all.
        """


_LEAVING: list[Leaving] = []


def copied_by(leaving: Leaving) -> None:
    """Let `leaving` say what may leave of files. Without it no message with files goes out."""
    _LEAVING[:] = [leaving]


def leaving_with(files: Sequence[tuple[int, UUID]]) -> tuple[Enclosed, ...]:
    """Return what goes along with a message, of files with their places, under names that tell nothing.

    Raises:
        NotYet, HeldBack: not all of it may leave yet, or at all.
    """
    if files and not _LEAVING:
        raise HeldBack
    return tuple(_numbered(_LEAVING[0](file_id), place) for place, file_id in files)


def _numbered(enclosed: Enclosed, place: int) -> Enclosed:
    name = PurePosixPath(enclosed.name)
    return Enclosed(f"{name.stem}-{place}{name.suffix}", enclosed.content_type, enclosed.content)
