"""What is wrong with a pack, told so that its writer can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Where something stands in a document: keys, and positions in lists."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: the file (below the pack's folder), the line, the place, what is wrong, what is right."""

    file: str
    line: int
    path: str
    what: str
    instead: str

    def __str__(self) -> str:
        """Return the fault in one line."""
        place = f" {self.path}" if self.path else ""
        return f"{self.file}:{self.line}{place}: {self.what}; {self.instead}"


class BadPack(Exception):
    """The pack can't be used. `problems` holds every fault that was found, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def written(path: Path) -> str:
    """Return `path` as people read it: `entries.lost-card.steps.0.contact`."""
    return ".".join(map(str, path))
