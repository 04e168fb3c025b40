"""State machines as tables: one place says which move leads where."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[State]):
    """One move: its name, the states it starts from, the state it leads to."""

    name: str
    sources: frozenset[State]
    target: State


class MoveTable(Generic[State]):
    """All moves of one kind of thing."""

    def __init__(self, *, start: State, moves: Sequence[Move[State]]) -> None:
        """Build the table.

        Raises:
            ValueError: a state can't be reached, or two moves have one name.
        """
        self.start = start
        self.moves = {move.name: move for move in moves}
        if len(self.moves) != len(moves):
            raise ValueError("Two moves have the same name.")
        missing = set(type(start)) - self._reachable()
        if missing:
            raise ValueError(f"No move leads to {sorted(missing)}.")

    def sources(self, name: str) -> frozenset[State]:
        """Return the states from which the move called `name` may start."""
        return self.moves[name].sources

    def target(self, name: str) -> State:
        """Return the state to which the move called `name` leads."""
        return self.moves[name].target

    def can(self, name: str, state: State) -> bool:
        """Return whether the move called `name` may start from `state`."""
        return state in self.moves[name].sources

    def actions_from(self, state: State) -> list[str]:
        """Return the names of the moves that may start from `state`, in the table's order."""
        return [name for name, move in self.moves.items() if state in move.sources]

    def _reachable(self) -> set[State]:
        reached = {self.start}
        while True:
            more = {move.target for move in self.moves.values() if move.sources & reached} - reached
            if not more:
                return reached
            reached |= more
