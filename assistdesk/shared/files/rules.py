"""The decisions on files: what a name may be, whether one is handed out, when work on it goes on."""

import unicodedata
from datetime import timedelta
from pathlib import PurePosixPath

from assistdesk.shared.files.refusals import Mismatch, NotCheckedYet, PutAway
from assistdesk.shared.files.states import LEAVING, RELEASABLE, SERVED, HeldWhy, Scan

LONGEST_NAME = 255  # bytes in UTF-8: what file systems take
NAMELESS = "file"

ENDINGS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "txt": (".txt", ".text", ".log"),
    "docx": (".docx",),
}
"""The endings of each kind of file; the first is given to a file without one."""

MOST_DRAWING_TRIES = 2
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=5)
MOST_DOUBLINGS = 16

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
}


def cleaned_name(name: str) -> str:
    """Return a file's name without folders and signs that mislead: control, direction and invisible ones.

    It is at most 255 bytes long and keeps its ending.
    """
    last = name.replace("\\", "/").rpartition("/")[2].encode(errors="replace").decode()
    visible = "".join(sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", last))
    kept = " ".join(visible.translate(_FORBIDDEN).split()).lstrip(". ").rstrip(". ")
    if not kept:
        return NAMELESS
    if kept.partition(".")[0].lower() in _RESERVED:
        kept = f"_{kept}"
    return _shortened(kept)


def fitting_name(name: str, *, kind: str) -> str:
    """Return a cleaned name that ends as files of `kind` do.

    Raises:
        Mismatch: it ends like another kind.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending in ENDINGS[kind]:
        return name
    if ending and " " not in ending:
        raise Mismatch(ending=ending[:20], found=kind.upper())
    return _shortened(name + ENDINGS[kind][0])


def check_served(scan: Scan) -> None:
    """Check that a file may be handed out, as far as malware goes.

    Raises:
        NotCheckedYet: nobody knows yet whether it is clean.
        PutAway: it is not.
    """
    if scan in SERVED:
        return
    raise PutAway if scan is Scan.INFECTED else NotCheckedYet


def is_releasable(kind: str, *, why: HeldWhy) -> bool:
    """Return whether a person may let a copy of a held file leave: one that they can look at themselves."""
    return kind in LEAVING and why in RELEASABLE


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries that failed: 5 seconds at first, 5 minutes at most."""
    doublings = min(max(tries - 1, 0), MOST_DOUBLINGS)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def is_too_hard(tries: int) -> bool:
    """Return whether drawing a file failed so often that nobody tries once more."""
    return tries >= MOST_DRAWING_TRIES


def _shortened(name: str) -> str:
    ending = PurePosixPath(name).suffix
    stem = name[: len(name) - len(ending)]
    room = LONGEST_NAME - len(ending.encode())
    if room < 1:
        return name.encode()[:LONGEST_NAME].decode(errors="ignore")
    return stem.encode()[:room].decode(errors="ignore") + ending
