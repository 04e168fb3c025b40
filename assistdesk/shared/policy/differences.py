"""What changed between two packs, or between two editions of a part, in words and by place."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistdesk.shared.policy.schema.base import Value
from assistdesk.shared.policy.schema.pack import Pack

Plain = Any  # what JSON can hold; pydantic dumps it so
NAMES_OF_ITEMS = ("key", "edition", "name", "number", "field")
"""What items of a list are told apart by, where they have one of these."""


class Change(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `before` and `after` are as the pack writes them; None where there was or is nothing."""

    path: tuple[str, ...]
    change: Change
    before: str | None
    after: str | None

    @property
    def place(self) -> str:
        """Where it is: `guide.2023-09-08.entries.dms.title.en`."""
        return ".".join(self.path)

    def __str__(self) -> str:
        """Return the change in one line."""
        if self.change is Change.ADDED:
            return f"{self.place}: added {self.after}"
        if self.change is Change.REMOVED:
            return f"{self.place}: removed {self.before}"
        if self.change is Change.MOVED:
            return f"{self.place}: put in another order, {self.after}"
        return f"{self.place}: changed from {self.before} to {self.after}"


def differences(old: Pack, new: Pack) -> list[Difference]:
    """Return what changed from `old` to `new`, in the order of the packs."""
    return differences_between(old, new)


def differences_between(old: Value, new: Value) -> list[Difference]:
    """Return what changed between two values of one kind, such as two editions of a guide."""
    return list(_compared(old.model_dump(mode="json"), new.model_dump(mode="json"), path=()))


def _compared(old: Plain, new: Plain, *, path: tuple[str, ...]) -> Iterator[Difference]:
    if old == new and not isinstance(old, dict):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _blocks(old, new, path=path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(old, new, path=path)
    elif old is None:
        yield Difference(path, Change.ADDED, None, _written(new))
    elif new is None:
        yield Difference(path, Change.REMOVED, _written(old), None)
    else:
        yield Difference(path, Change.CHANGED, _written(old), _written(new))


def _blocks(
    old: Mapping[str, Plain], new: Mapping[str, Plain], *, path: tuple[str, ...]
) -> Iterator[Difference]:
    for key in [*old, *(key for key in new if key not in old)]:
        yield from _compared(old.get(key), new.get(key), path=(*path, str(key)))
    kept_before, kept_after = [key for key in old if key in new], [key for key in new if key in old]
    if kept_before != kept_after:
        yield Difference(path, Change.MOVED, ", ".join(kept_before), ", ".join(kept_after))


def _lists(old: Sequence[Plain], new: Sequence[Plain], *, path: tuple[str, ...]) -> Iterator[Difference]:
    named_before, named_after = _named(old), _named(new)
    if named_before is not None and named_after is not None:
        yield from _blocks(named_before, named_after, path=path)
        return
    gone, come = [item for item in old if item not in new], [item for item in new if item not in old]
    for item in gone:
        yield Difference(path, Change.REMOVED, _written(item), None)
    for item in come:
        yield Difference(path, Change.ADDED, None, _written(item))
    if not gone and not come:
        yield Difference(path, Change.MOVED, _written(old), _written(new))


def _named(items: Sequence[Plain]) -> dict[str, Plain] | None:
    """Return the items by name, where each is a block and has one of its own."""
    if not all(isinstance(item, dict) for item in items):
        return None
    for name in NAMES_OF_ITEMS:
        found = {str(item[name]): item for item in items if name in item}
        if len(found) == len(items):
            return found
    return None


def _written(value: Plain) -> str:
    """Return a text in quotes, a block that has a title by its title, and all else as JSON."""
    if isinstance(value, str):
        return f"'{value}'"
    title = value.get("title", value.get("name")) if isinstance(value, dict) else None
    if isinstance(title, dict):
        return f"'{next(iter(title.values()))}'"
    return json.dumps(value, ensure_ascii=False)
