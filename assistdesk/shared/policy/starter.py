"""Writes a commented starting pack, which passes every check and runs at once."""

import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

OWN_KEY = "example"
"""The key that the starting pack's files are written with."""


class FolderInUse(Exception):
    """There is something in the folder already, and nothing is overwritten."""


def write_starter(folder: Path) -> None:
    """Write a starting pack into `folder`, which is made, or is empty. Its name becomes the pack's key.

    Raises:
        FolderInUse: the folder holds something, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(f"{folder} is not empty: name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    _copy(resources.files("assistdesk.shared.policy") / "starter", folder, key=_key_of(folder))


def _key_of(folder: Path) -> str:
    words = re.findall(r"[a-z0-9]+", folder.resolve().name.lower())
    return "-".join(words)[:60].strip("-") or OWN_KEY


def _copy(source: Traversable, target: Path, *, key: str) -> None:
    for item in source.iterdir():
        if item.is_dir():
            (target / item.name).mkdir()
            _copy(item, target / item.name, key=key)
        elif item.name.endswith(".yaml"):
            text = item.read_text(encoding="utf-8").replace(f"\nkey: {OWN_KEY}\n", f'\nkey: "{key}"\n')
            (target / item.name).write_text(text, encoding="utf-8")
