"""What changed between two editions: which entries came, went, or say something else, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Parts = Mapping[str, Sequence[str]]
"""The texts of one entry, by the part that they stand in."""


class ChangeKind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PartChange:
    """The texts of one part that stand no more, and those that are new."""

    part: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What became of one entry; `parts` only where it changed."""

    key: str
    kind: ChangeKind
    parts: tuple[PartChange, ...] = ()


def changes(old: Mapping[str, Parts], new: Mapping[str, Parts]) -> list[EntryChange]:
    """Return what differs from `old` to `new`, in the order of `new`, what went last."""
    found = [
        change for key, parts in new.items() if (change := _change(key, old.get(key), parts)) is not None
    ]
    return [*found, *(EntryChange(key, ChangeKind.REMOVED) for key in old if key not in new)]


def _change(key: str, before: Parts | None, after: Parts) -> EntryChange | None:
    if before is None:
        return EntryChange(key, ChangeKind.ADDED)
    parts = tuple(
        PartChange(part, _only_in(before.get(part, ()), texts), _only_in(texts, before.get(part, ())))
        for part, texts in after.items()
        if tuple(before.get(part, ())) != tuple(texts)
    )
    return EntryChange(key, ChangeKind.CHANGED, parts) if parts else None


def _only_in(these: Sequence[str], those: Sequence[str]) -> tuple[str, ...]:
    """Return what stands in `these` alone; all of them where only the order differs."""
    return tuple(text for text in these if text not in those) or (
        tuple(these) if sorted(these) == sorted(those) else ()
    )
