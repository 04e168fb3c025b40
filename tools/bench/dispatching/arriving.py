"""What comes at moments made by chance, and is taken by whoever is free, as workers take from a table."""

import fcntl
import random
import time
from collections.abc import Iterator
from pathlib import Path

DIGITS = 12


class Arrivals:
    """Moments, the same for all processes that are given the same numbers, and how many of them were taken.

    `began` and `seconds` are of the clock that all processes of a machine share; `line` is a file of theirs.
    """

    def __init__(self, line: Path, *, began: float, seconds: float, rate: float) -> None:
        self._line = line
        self._moments = list(_moments(began, began + seconds, rate))

    def take(self, most: int) -> list[float]:
        """Wait until something is there and return when it came, at most so many; none when all is taken."""
        while True:
            came, comes = self._taken(most)
            if came or comes is None:
                return came
            time.sleep(max(0.0, comes - time.monotonic()))

    def _taken(self, most: int) -> tuple[list[float], float | None]:
        """Return what was taken, and where that is nothing when the next comes, if any does."""
        with self._line.open("r+") as line:
            fcntl.flock(line, fcntl.LOCK_EX)
            first = int(line.read() or 0)
            waiting = self._moments[first : first + most]
            now = time.monotonic()
            came = [one for one in waiting if one <= now]
            line.seek(0)
            line.write(f"{first + len(came):0{DIGITS}}")
        return came, next(iter(waiting), None)


def _moments(began: float, until: float, rate: float) -> Iterator[float]:
    draw = random.Random(7)  # noqa: S311 - the same each time
    came = began + draw.expovariate(rate)
    while came < until:
        yield came
        came += draw.expovariate(rate)
