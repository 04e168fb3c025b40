"""The geometry of column charts: where each column and each line of the scale stands. Plain arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 8.0, 16.0, 28.0
STEPS = (1.0, 2.0, 3.0, 5.0, 10.0)
LINES = 4
MOST_LABELS = 9


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its corner and size, what it is called, and the value said above or beside it.

    `is_known` is false where there is no value, which is not the same as none. `middle` is where its label
    stands; the label is empty where there is no room for it.
    """

    x: float
    y: float
    width: float
    height: float
    middle: float
    name: str
    label: str
    said: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the scale: how far down it stands, and its value."""

    y: float
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as it is drawn, in units of its own view box."""

    width: float
    height: float
    left: float
    right: float
    bottom: float
    columns: list[Column]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Point:
    """One value to be drawn; None where nothing was measured. `said` is the value in words."""

    name: str
    value: float | None
    said: str


def columns(points: Sequence[Point], *, top: float | None = None, unit: str = "") -> Chart:
    """Return the chart of some values from 0 up; with `top`, the scale ends there, such as 100 percent."""
    highest = max((one.value for one in points if one.value is not None), default=0.0)
    step = (top / LINES) if top else step_for(highest)
    end = top or step * LINES
    room = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    every = -(-len(points) // MOST_LABELS)
    floor = HEIGHT - BOTTOM
    drawn = [_column(one, place, room=room, every=every, end=end) for place, one in enumerate(points)]
    lines = [
        Line(round(floor - (floor - TOP) * number / LINES, 1), f"{step * number:g}{unit}")
        for number in range(LINES + 1)
    ]
    return Chart(WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, floor, drawn, lines)


def step_for(highest: float) -> float:
    """Return a round, whole step of the scale, at least 1, so that four of them reach the highest value."""
    size = 1.0
    while size * STEPS[-1] * LINES < highest:
        size *= 10
    return next(one * size for one in STEPS if one * size * LINES >= highest)


def _column(point: Point, place: int, *, room: float, every: int, end: float) -> Column:
    floor = HEIGHT - BOTTOM
    share = min((point.value or 0.0) / end, 1.0)
    height = (floor - TOP) * share
    width = room * 0.7
    x = LEFT + place * room + (room - width) / 2
    return Column(
        x=round(x, 1),
        y=round(floor - height, 1),
        width=round(width, 1),
        height=round(height, 1),
        middle=round(x + width / 2, 1),
        name=point.name,
        label=point.name if place % every == 0 else "",
        said=point.said,
        is_known=point.value is not None,
    )
