"""What the names model says of a piece of text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """How sure the model is, from 0 to 1, that a piece of text is part of a name, a street or a town.

    `start` and `end` are its place in the sentence, in code points, start inclusive, end exclusive.
    """

    start: int
    end: int
    name: float
    street: float
    town: float
