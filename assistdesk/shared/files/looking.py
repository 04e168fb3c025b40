"""What is personal on the pages of a file, and where: the reader's words, the guard's opinion, boxes.

Reads each page twice where it has text of its own: that text, and what can be seen. What either finds is
boxed out. Knows no files and no database; the reader and the guard come in as functions.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistdesk.shared.files.page_findings import Page, found_on
from assistdesk.shared.files.rows import Box, Layout, Line, rows_of
from assistdesk.shared.files.sheets import Sheets
from assistdesk.shared.privacy import Decision, Finding, PersonalType, Reason, Verdict
from assistdesk.shared.privacy.rules import redact

BETWEEN_PAGES = "\n\n"
UNSURE = 0.5  # how sure the reader is of a line that nobody can rely on
SHORTEST_UNSURE = 5
SAME_LINE, BESIDE = 0.6, 1.5  # of a box's height: how much of it two share in a line, and how near they are
OVER = 0.7  # of the shorter one's width that two lines of an address have in common
SAME_PLACE = 0.5  # of a finding's boxes that others cover
MASKS = "*•…·_#-"
MARGIN_ACROSS, MARGIN_DOWN = 0.3, 0.2  # of a line's height

Reads = Callable[[bytes], list[Line]]
Screens = Callable[[str], Verdict]


class NotScreened(Exception):
    """The guard could not look through a text: nobody knows what is in it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Something personal: its place in the text that was read, and its boxes on a page, counted from 1."""

    finding: Finding
    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read of a file and what is personal in it. `hidden` is what no page shows.

    `boxes` are those of each page: of what is personal, and of what nobody could read for certain.
    """

    text: str = field(repr=False)
    found: tuple[Placed, ...]
    boxes: tuple[tuple[Box, ...], ...]
    hidden: tuple[Finding, ...] = ()

    @property
    def types(self) -> list[str]:
        """The type of each thing that is personal."""
        return [one.type.value for one in (*(placed.finding for placed in self.found), *self.hidden)]

    @property
    def decision(self) -> Decision:
        """Whether a copy needs boxes; a file that could not be looked through is held by who asked."""
        return Decision.REDACT if self.types or any(self.boxes) else Decision.PASS

    @property
    def redacted(self) -> str:
        """The text that was read, without what is personal in it."""
        return redact(self.text, [one.finding for one in self.found])


@dataclass(frozen=True, slots=True)
class _Read:
    """One reading of a page, what is personal in it, and lines that nobody could read for certain."""

    layout: Layout
    findings: tuple[Finding, ...]
    unsure: tuple[Box, ...]


def look_through(sheets: Sheets, *, reads: Reads, screens: Screens) -> Looked:
    """Return what is personal on the pages of a file.

    Raises:
        NotScreened: the guard failed, or there is too much text.
        NotRead: whatever `reads` raises.
    """
    text, found, boxes = "", list[Placed](), list[tuple[Box, ...]]()
    for number, page in enumerate(sheets.pages, start=1):
        own: list[Placed] = []
        unsure: list[Box] = []
        for lines in (page.lines, reads(page.picture)):
            reading = _reading(lines, screens)
            unsure += reading.unsure
            new = [one for one in _placed(reading, page=number) if not _is_covered(one, own)]
            own += [_moved(one, by=len(text)) for one in new]
            text += reading.layout.text + BETWEEN_PAGES if reading.layout.text else ""
        found += own
        boxes.append((*joined((one.finding.type, box) for one in own for box in one.boxes), *unsure))
    hidden = _trusted(screens(sheets.hidden)) if sheets.hidden.strip() else ()
    return Looked(text, tuple(found), tuple(boxes), hidden)


def _reading(lines: Sequence[Line], screens: Screens) -> _Read:
    page = Page.of(rows_of(lines))
    if not page.layout.text.strip():
        return _Read(page.layout, (), ())
    unsure = (
        _widened(line.box)
        for row in page.rows
        for line in row
        if line.score < UNSURE and len(line.text.strip()) >= SHORTEST_UNSURE
    )
    return _Read(page.layout, found_on(page, lambda text: _trusted(screens(text))), tuple(unsure))


def _trusted(verdict: Verdict) -> tuple[Finding, ...]:
    if verdict.reason in (Reason.GUARD_FAILED, Reason.TOO_LONG):
        raise NotScreened
    return verdict.findings


def _placed(reading: _Read, *, page: int) -> Iterator[Placed]:
    for finding in reading.findings:
        yield Placed(finding, page, tuple(_boxes(reading.layout, finding)))


def _boxes(layout: Layout, finding: Finding) -> Iterator[Box]:
    """Yield a box for each line that a finding is part of, as wide as its words and a little wider."""
    signs: dict[int, tuple[Line, list[int]]] = {}
    for place in layout.places[finding.start : finding.end]:
        if place is not None:
            signs.setdefault(id(place[0]), (place[0], []))[1].append(place[1])
    for line, own in signs.values():
        first, last = own[0], own[-1]
        while first > 0 and _belongs(line.text[first - 1]):
            first -= 1
        while last + 1 < len(line.text) and _belongs(line.text[last + 1]):
            last += 1
        parts = [line.box_of(at) for at in range(first, last + 1)]
        yield _widened(_around(parts))


def _belongs(sign: str) -> bool:
    """Return whether a sign beside a finding is boxed with it: the rest of a word, or of a masked number."""
    return sign.isalnum() or sign in MASKS


def _around(parts: Sequence[Box]) -> Box:
    return Box(
        min(one.left for one in parts),
        min(one.top for one in parts),
        max(one.right for one in parts),
        max(one.bottom for one in parts),
    )


def _widened(box: Box) -> Box:
    across, down = MARGIN_ACROSS * box.height, MARGIN_DOWN * box.height
    return Box(max(0.0, box.left - across), max(0.0, box.top - down), box.right + across, box.bottom + down)


def joined(boxes: Iterable[tuple[PersonalType, Box]]) -> list[Box]:
    """Return boxes of a page, those of a type that make one value as one: side by side, or of an address.

    A value in parts would tell how long each of them is.
    """
    left = list(boxes)
    whole: list[Box] = []
    while left:
        kind, box = left.pop(0)
        while (
            near := next((one for one in left if one[0] is kind and _makes_one(kind, box, one[1])), None)
        ) is not None:
            left.remove(near)
            box = _around([box, near[1]])
        whole.append(box)
    return whole


def _makes_one(kind: PersonalType, one: Box, other: Box) -> bool:
    down, across = (
        _gap(one.top, one.bottom, other.top, other.bottom),
        _gap(one.left, one.right, other.left, other.right),
    )
    height = min(one.height, other.height)
    if kind is PersonalType.ADDRESS and down <= height:
        return -across >= OVER * min(one.right - one.left, other.right - other.left)
    return -down >= SAME_LINE * height and across <= BESIDE * height


def _gap(first: float, last: float, other_first: float, other_last: float) -> float:
    """Return how far two stretches are apart; below zero by how much they share."""
    return max(first, other_first) - min(last, other_last)


def _is_covered(one: Placed, others: Sequence[Placed]) -> bool:
    """Return whether the other reading of the page found the same there."""
    known = [box for other in others for box in other.boxes]
    covered = sum(max((box.shared_with(other) for other in known), default=0.0) for box in one.boxes)
    return bool(known) and covered >= SAME_PLACE * sum(box.area for box in one.boxes)


def _moved(one: Placed, *, by: int) -> Placed:
    finding = replace(one.finding, start=one.finding.start + by, end=one.finding.end + by)
    return replace(one, finding=finding)
