"""The pages of a file as sheets that can be read, and the copy of them that leaves the desk.

Both are made in a process of their own, as previews are.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from assistdesk.shared.files import drawings
from assistdesk.shared.files.drawings import LONGEST_LINE, NotDrawn, Picture
from assistdesk.shared.files.rows import Box, Line
from assistdesk.shared.files.states import NoPreview

SECONDS = 90.0
MODULE = "assistdesk.shared.files.sheet_process"
MOST_SHEETS = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a file: what is seen of it as a PNG, and the lines of its own text, where it has any."""

    picture: bytes = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheets:
    """All pages of a file. `hidden` is what it says where no page shows it."""

    pages: tuple[Sheet, ...]
    hidden: str = field(repr=False)


def sheets_of(content: bytes, *, kind: str) -> Sheets:
    """Return the pages of a PDF, PNG or JPEG.

    Raises:
        NotDrawn: it is locked, damaged, has more than 20 pages, or took too much time or memory.
    """
    with drawings.answer_of(MODULE, "sheets", kind, content=content, seconds=SECONDS) as answer:
        try:
            said = _said(answer)
            pages = tuple(_sheet(one, answer) for one in said["sheets"][:MOST_SHEETS])
            return Sheets(pages, str(said["hidden"]))
        except (ValueError, KeyError, TypeError):
            raise NotDrawn(NoPreview.TOO_HARD) from None


def covered(pages: Sequence[Sheet], boxes: Sequence[Sequence[Box]], *, kind: str) -> list[Picture]:
    """Return the copy of a file that leaves the desk, and its pages to look at; `boxes` are each page's.

    Raises:
        NotDrawn: it took too much time or memory.
    """
    asked = [
        {
            "size": len(page.picture),
            "boxes": [[one.left, one.top, one.right, one.bottom] for one in page_boxes],
        }
        for page, page_boxes in zip(pages, boxes, strict=True)
    ]
    content = json.dumps({"sheets": asked}).encode() + b"\n" + b"".join(one.picture for one in pages)
    with drawings.answer_of(MODULE, "cover", kind, content=content, seconds=SECONDS) as answer:
        return list(drawings.read_pictures(answer))


def _said(answer: BinaryIO) -> dict[str, Any]:
    said = json.loads(answer.readline(LONGEST_LINE))
    if said["why"]:
        raise NotDrawn(NoPreview(said["why"]))
    return dict(said)


def _sheet(said: dict[str, Any], answer: BinaryIO) -> Sheet:
    picture = answer.read(int(said["size"]))
    if len(picture) != said["size"] or not picture.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError("This is no sheet.")
    return Sheet(picture, tuple(_lines(said["signs"])))


def _lines(signs: Sequence[Sequence[Any]]) -> list[Line]:
    """Return the signs of a page as lines: words that follow one another at one height."""
    lines: list[Line] = []
    current: list[tuple[str, Box]] = []
    for sign, *corners in signs:
        box = Box(*corners)
        if sign in "\r\n" or (current and _is_apart(current, box)):
            lines += [_line(current)] if current else []
            current = []
        if sign not in "\r\n\x00" and (current or not sign.isspace()):
            current.append((str(sign), box))
    return [*lines, _line(current)] if current else lines


def _is_apart(line: Sequence[tuple[str, Box]], box: Box) -> bool:
    """Return whether a sign stands on another row, or too far away to belong to the words before it."""
    last = next((one for sign, one in reversed(line) if not sign.isspace()), line[-1][1])
    if box.area == 0:  # a blank that the reader made up
        return False
    height = max(last.height, box.height, 1.0)
    is_lower = box.top > last.bottom or box.bottom < last.top
    return is_lower or box.left - last.right > 2 * height or last.left - box.right > height


def _line(signs: Sequence[tuple[str, Box]]) -> Line:
    seen = [box for sign, box in signs if not sign.isspace()] or [signs[0][1]]
    whole = Box(
        min(one.left for one in seen),
        min(one.top for one in seen),
        max(one.right for one in seen),
        max(one.bottom for one in seen),
    )
    text = "".join(sign if len(sign) == 1 and sign.isprintable() else " " for sign, _ in signs)
    boxes = tuple(
        None if sign.isspace() else Box(one.left, whole.top, one.right, whole.bottom) for sign, one in signs
    )
    return Line(text.rstrip(), whole, boxes)
