"""The decisions on files: what a name may be, and whether it fits its content."""

import unicodedata
from pathlib import PurePosixPath

from assistdesk.shared.files.refusals import Mismatch

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


def _shortened(name: str) -> str:
    ending = PurePosixPath(name).suffix
    stem = name[: len(name) - len(ending)]
    room = LONGEST_NAME - len(ending.encode())
    if room < 1:
        return name.encode()[:LONGEST_NAME].decode(errors="ignore")
    return stem.encode()[:room].decode(errors="ignore") + ending
