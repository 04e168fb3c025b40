"""Figures of referrals in words: one line a figure, one cell a span."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop

from assistdesk.referrals.queries.figures import Figures

MINUTE = timedelta(minutes=1)
TEN = 10  # minutes: from there on a tenth says nothing
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is called, and its value in each span; empty where nothing was measured."""

    name: str
    cells: tuple[str, ...]


def lines(spans: Sequence[Figures]) -> list[Line]:
    """Return all figures of some spans, in the order of the board."""
    return [Line(gettext(name), tuple(say(one) for one in spans)) for name, say in _LINES]


def heads() -> list[str]:
    """Return what the figures are called."""
    return [gettext(name) for name, _ in _LINES]


def cells(one: Figures) -> list[str]:
    """Return the figures of one span in words, in the order of `heads`."""
    return [say(one) for _, say in _LINES]


def share(part: float | None) -> str:
    """Return a share as a whole percentage; empty where there is none."""
    return "" if part is None else f"{number_format(part * 100, 0)}%"


def minutes(span: timedelta | None) -> str:
    """Return a span in minutes, with one place below ten; empty where there is none."""
    if span is None:
        return ""
    count = span / MINUTE
    return f"{number_format(count, 0 if count >= TEN else 1)}{NO_BREAK}min"


_LINES: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    (gettext_noop("Requests"), lambda one: str(one.asked)),
    (gettext_noop("Promise kept"), lambda one: share(one.kept_share)),
    (gettext_noop("Fill rate"), lambda one: share(one.fill_rate)),
    (gettext_noop("Time to accept, median"), lambda one: minutes(one.to_accept.half)),
    (gettext_noop("Time to accept, 90th percentile"), lambda one: minutes(one.to_accept.most)),
    (gettext_noop("Time to first call, median"), lambda one: minutes(one.to_call.half)),
    (gettext_noop("Time to first call, 90th percentile"), lambda one: minutes(one.to_call.most)),
    (gettext_noop("Offers made"), lambda one: str(one.offers)),
    (gettext_noop("Offers missed"), lambda one: str(one.missed)),
    (gettext_noop("Cancelled by the resident"), lambda one: str(one.cancelled)),
    (gettext_noop("Helpers de-registered"), lambda one: str(one.deregistered)),
)
