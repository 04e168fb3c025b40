"""What is personal on the pages of a file, and where: the reader's words, the guard's opinion, boxes.

Reads each page twice where it has text of its own: that text, and what can be seen. What either finds is
boxed out. Knows no files and no database; the reader and the guard come in as functions.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistdesk.shared.files.rows import Box, Layout, Line, labelled_from_above, laid_out, rows_of
from assistdesk.shared.files.sheets import Sheets
from assistdesk.shared.privacy import Decision, Finding, Reason, Verdict
from assistdesk.shared.privacy.rules import redact

BETWEEN_PAGES = "\n\n"
SHORTEST_REPEATED = 4
UNSURE = 0.5  # how sure the reader is of a line that nobody can rely on
SHORTEST_UNSURE = 5
SAME_PLACE = 0.5  # of a finding's boxes that others cover
MARGIN_ACROSS, MARGIN_DOWN = 0.3, 0.08  # of a line's height

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
        boxes.append((*(box for one in own for box in one.boxes), *unsure))
    hidden = _trusted(screens(sheets.hidden)) if sheets.hidden.strip() else ()
    return Looked(text, tuple(found), tuple(boxes), hidden)


def _reading(lines: Sequence[Line], screens: Screens) -> _Read:
    rows = rows_of(lines)
    layout = laid_out(rows)
    if not layout.text.strip():
        return _Read(layout, (), ())
    findings = list(_trusted(screens(layout.text)))
    findings += _from_above(rows, layout, findings, screens)
    findings += _repeated(layout.text, findings)
    unsure = (
        _widened(line.box)
        for row in rows
        for line in row
        if line.score < UNSURE and len(line.text.strip()) >= SHORTEST_UNSURE
    )
    return _Read(layout, tuple(sorted(findings, key=lambda one: one.start)), tuple(unsure))


def _trusted(verdict: Verdict) -> tuple[Finding, ...]:
    if verdict.reason in (Reason.GUARD_FAILED, Reason.TOO_LONG):
        raise NotScreened
    return verdict.findings


def _from_above(
    rows: Sequence[Sequence[Line]], layout: Layout, known: Sequence[Finding], screens: Screens
) -> Iterator[Finding]:
    """Yield what is personal because of the words above it, as in a table or a form with labels on top."""
    begins = {id(place[0]): at for at, place in enumerate(layout.places) if place and place[1] == 0}
    taken = list(known)
    for pair in labelled_from_above(rows):
        head = pair.text.index("\n") + 1
        line = pair.places[-1]
        alone = {(one.start, one.end) for one in _trusted(screens(pair.text[head:]))}
        for one in _trusted(screens(pair.text)):
            start, end = one.start - head, one.end - head
            if line is None or start < 0 or (start, end) in alone:
                continue
            moved = replace(one, start=begins[id(line[0])] + start, end=begins[id(line[0])] + end)
            if not any(moved.start < other.end and other.start < moved.end for other in taken):
                taken.append(moved)
                yield moved


def _repeated(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield other places of what was found, as a name that stands in a form and in a list below it."""
    lowered, taken = text.lower(), [(one.start, one.end) for one in findings]
    for one in findings:
        words = lowered[one.start : one.end]
        start = lowered.find(words) if len(words) >= SHORTEST_REPEATED and len(lowered) == len(text) else -1
        while start >= 0:
            end = start + len(words)
            is_whole = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
            if is_whole and not any(start < other[1] and other[0] < end for other in taken):
                taken.append((start, end))
                yield replace(one, start=start, end=end)
            start = lowered.find(words, end)


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
        while first > 0 and line.text[first - 1].isalnum():
            first -= 1
        while last + 1 < len(line.text) and line.text[last + 1].isalnum():
            last += 1
        parts = [line.box_of(at) for at in range(first, last + 1)]
        yield _widened(_around(parts))


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


def _is_covered(one: Placed, others: Sequence[Placed]) -> bool:
    """Return whether the other reading of the page found the same there."""
    known = [box for other in others for box in other.boxes]
    covered = sum(max((box.shared_with(other) for other in known), default=0.0) for box in one.boxes)
    return bool(known) and covered >= SAME_PLACE * sum(box.area for box in one.boxes)


def _moved(one: Placed, *, by: int) -> Placed:
    finding = replace(one.finding, start=one.finding.start + by, end=one.finding.end + by)
    return replace(one, finding=finding)
