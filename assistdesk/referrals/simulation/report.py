"""How policies compare, as a table for people, as values for programs, and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from assistdesk.referrals.simulation.comparing import BEST, Figure, Line, difference
from assistdesk.referrals.simulation.contenders import NOW
from assistdesk.referrals.simulation.scenario import Scenario

BAR = 40
MINUTES = range(0, 61, 5)


@dataclass(frozen=True, slots=True)
class Column:
    """One measure as it is shown: what is written above it, by which factor, with how many decimals."""

    name: str
    title: str
    factor: float = 1.0
    decimals: int = 1

    def of(self, figure: Figure) -> str:
        """Return a figure as it is shown, with the width of its interval where there is one."""
        mean = f"{figure.mean * self.factor:.{self.decimals}f}"
        if figure.margin is None:
            return mean
        return f"{mean} ±{figure.margin * self.factor:.{self.decimals}f}"


COLUMNS = (
    Column("in_time", "in time %", 100),
    Column("promise_kept", "kept %", 100),
    Column("in_half", "half time %", 100),
    Column("minutes_median", "median min"),
    Column("minutes_p90", "p90 min"),
    Column("miles", "miles"),
    Column("language", "language %", 100),
    Column("notices", "notices", decimals=2),
    Column("misses", "misses", decimals=3),
    Column("deregistered", "de-reg. %", 100, decimals=2),
    Column("gini", "Gini", decimals=2),
)


def table(lines: Sequence[Line]) -> str:
    """Return a table with a row for each policy, and bars of the share that was called in time."""
    head = ["", *(column.title for column in COLUMNS), "of optimum"]
    rows = [[line.title, *_cells(line.figures), _of_best(line, lines)] for line in lines]
    if lines[0].key == NOW:
        rows.insert(2, ["difference", *_cells(difference(lines[0], lines[1])), ""])
    widths = [max(len(row[index]) for row in [head, *rows]) for index in range(len(head))]
    return "\n".join([*(_row(row, widths) for row in [head, *rows]), "", *_bars(lines, widths[0])])


def _cells(figures: Mapping[str, Figure]) -> list[str]:
    return [column.of(figures[column.name]) for column in COLUMNS]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join([first, *rest]).rstrip()


def _of_best(line: Line, lines: Sequence[Line]) -> str:
    shares = of_best(line, lines)
    if not shares:
        return ""
    return f"{shares['in_time']:.3f}, language {shares['language']:.2f}"


def of_best(line: Line, lines: Sequence[Line]) -> dict[str, float]:
    """Return which part of the optimum's shares a policy reached; empty where there is no optimum."""
    best = next((one for one in lines if one.key == BEST), None)
    if best is None:
        return {}
    return {
        name: line.figures[name].mean / best.figures[name].mean if best.figures[name].mean else 1.0
        for name in ("in_time", "language")
    }


def _bars(lines: Sequence[Line], width: int) -> list[str]:
    shares = [(line.title, line.figures["in_time"].mean) for line in lines]
    return [f"{title.ljust(width)}  {'#' * round(BAR * share)} {share:.1%}" for title, share in shares]


def values(scenario: Scenario, lines: Sequence[Line]) -> dict[str, object]:
    """Return everything that came out, and of what, ready for JSON."""
    return {
        "scenario": scenario.model_dump(mode="json"),
        "policies": [
            {
                "key": line.key,
                "title": line.title,
                "figures": {name: asdict(figure) for name, figure in line.figures.items()},
                "in_time_by_group": {name: asdict(figure) for name, figure in line.groups.items()},
                "of_optimum": of_best(line, lines),
                "by_day": list(line.by_day),
                "called_within": {str(minutes): _within(line, minutes) for minutes in MINUTES},
            }
            for line in lines
        ],
    }


def _within(line: Line, minutes: int) -> float:
    """Return the share of those who were called that was called within some minutes."""
    if not line.minutes:
        return 0.0
    return sum(one <= minutes for one in line.minutes) / len(line.minutes)


class Verdict(StrEnum):
    """What to think of a difference. UNCLEAR: it may be chance."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNCLEAR = "unclear"


BETTER_IF_MORE = frozenset({"promised", "in_time", "promise_kept", "in_half", "language"})


def verdict(name: str, more: Figure) -> Verdict:
    """Return what to think of it that a measure is so much more: clear where zero is outside the interval."""
    if more.mean == 0 and not more.margin:
        return Verdict.SAME
    if more.margin is None or abs(more.mean) <= more.margin:
        return Verdict.UNCLEAR
    return Verdict.BETTER if (more.mean > 0) == (name in BETTER_IF_MORE) else Verdict.WORSE
