"""Packs in folders of their own, to be broken."""

import shutil
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parents[3]
PACKS = PROJECT / "packs"
STARTER = PROJECT / "assistdesk" / "shared" / "policy" / "starter"


def copy_of(pack: str, *, to: Path) -> Path:
    """Copy the starting pack or one that ships into the folder `to`, and return it."""
    shutil.copytree(STARTER if pack == "starter" else PACKS / pack, to)
    return to


def change(folder: Path, step: Mapping[str, str]) -> None:
    """Do one change to a copied pack.

    `replace` (text that stands there) `by` another at its first place; `write` a file anew; `copy_of`
    another file; `delete` it; cut it between two lines; or save it in Latin-1.
    """
    path = folder / step["file"]
    if "write" in step:
        path.write_text(step["write"], encoding="utf-8")
    elif "copy_of" in step:
        shutil.copy(folder / step["copy_of"], path)
    elif "delete" in step:
        path.unlink()
    elif "latin_1" in step:
        path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    elif "cut_from" in step:
        before, rest = path.read_text(encoding="utf-8").split(step["cut_from"], 1)
        path.write_text(before + step["cut_to"] + rest.split(step["cut_to"], 1)[1], encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
        assert step["replace"] in text, f"{step['file']} no longer says {step['replace']!r}"
        path.write_text(text.replace(step["replace"], step["by"], 1), encoding="utf-8")


def line_of(folder: Path, *, file: str, text: str) -> int:
    """Return the line, counted from 1, on which `text` first stands; 1 where there is no text to look for."""
    path = folder / file
    if not text or not path.exists():
        return 1
    content = path.read_bytes().decode("utf-8", errors="replace")
    return content[: content.index(text)].count("\n") + 1
