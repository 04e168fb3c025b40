"""What is personal in the words of a page: what the guard finds in its text, and what the layout tells.

A value below a label or in a column is looked at together with those words: they make it personal, or say
that it is a case number. Knows no pictures; the guard comes in as a function.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from assistdesk.shared.files import blocks, headings
from assistdesk.shared.files.headings import Headed
from assistdesk.shared.files.rows import SAYS, Layout, Line, label_over, laid_out
from assistdesk.shared.privacy import Finding, PersonalType

SHORTEST_REPEATED = 4
FEWEST_COLUMNS = 3  # of a table that is written as one: two are often labels, and values beside them
FEWEST_ALIKE = 2  # cells of a column that are of one type, from which on the column is
MOSTLY_ALIKE = 0.5  # of the cells that could be
VALUE = 0.5  # of a heading's signs that are personal: it is none
MOST_NAME_WORDS = 4
NAME_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['\u2019.-][^\W\d_]+)*[.,]?")
CAPITALS = re.compile(r"(?<![\w-])[^\W\d_a-z]{2,}(?:,?[ ][^\W\d_a-z]{2,}|[-'][^\W\d_a-z]+)+(?![\w-])")
MAIL_NAME = re.compile(r"([^\W\d_]{2,})[._-]([^\W\d_]{2,})\d*@")
TOWN = re.compile(r"(?:[^\W\d_][^\d\n]{1,30}[ ,.]+[A-Z]{2}\.?[ ,]+)?\d{5}(?:-\d{4})?")
"""Town, state and ZIP code, or the ZIP code alone, as the last line of an address has them."""
MASKED = re.compile(r"(?<![^\s:|])[\u2026\u2022\u2219\u25cf\xb7._-]{1,9}(?=\d{4}(?!\d))")
"""What the reader makes of the dots in front of a number's last four digits."""

Finds = Callable[[str], Sequence[Finding]]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page row by row, the text they make, and where each line begins in it, by its `id`."""

    rows: Sequence[Sequence[Line]] = field(repr=False)
    headed: Sequence[Headed] = field(repr=False)
    layout: Layout = field(repr=False)
    begins: dict[int, int] = field(repr=False)

    @classmethod
    def of(cls, rows: Sequence[Sequence[Line]]) -> Self:
        """Return the page that rows make."""
        tables = headings.tables_of(rows)
        wide = [one for one in tables if len(one.cells[0]) >= FEWEST_COLUMNS]
        cells = {table.first + number: row for table in wide for number, row in enumerate(table.cells)}
        layout = laid_out(rows, cells=cells)
        begins = {id(place[0]): at for at, place in enumerate(layout.places) if place and place[1] == 0}
        return cls(rows, tuple(headings.headed(rows, tables)), layout, begins)

    def span_of(self, line: Line) -> Span:
        """Return where a line stands in the text: start inclusive, end exclusive."""
        begin = self.begins[id(line)]
        return begin, begin + len(line.text)


def found_on(page: Page, finds: Finds) -> tuple[Finding, ...]:
    """Return what is personal on a page, by its place in the page's text. Raises what `finds` raises."""

    def asked(text: str) -> Sequence[Finding]:
        return finds(MASKED.sub(lambda mask: "*" * len(mask[0]) if len(mask[0]) > 1 else " ", text))

    findings = _by_headings(page, list(asked(page.layout.text)), asked)
    in_boxes = list(_in_letter_boxes(page, asked))
    findings = [one for one in findings if not _is_taken(one.start, one.end, in_boxes)] + in_boxes
    findings += [one for one in _towns(page, findings) if not _is_taken(one.start, one.end, findings)]
    whole = [_whole_name(page, one) for one in findings]
    findings = list({(one.start, one.end, one.type): one for one in whole}.values())
    findings += _names_of_mails(page.layout.text, findings)
    findings += _repeated(page.layout.text, findings)
    return tuple(sorted(findings, key=lambda one: one.start))


def _by_headings(page: Page, findings: list[Finding], finds: Finds) -> list[Finding]:
    """Return the findings, with those that a heading adds and without those that it explains."""
    columns = defaultdict[tuple[int, int], list[tuple[Line, PersonalType | None]]](list)
    no_tables = {
        one.column[0] for one in page.headed if one.column and _is_value(page, one.heading, findings)
    }
    for headed in page.headed:
        is_table = headed.column is not None and headed.column[0] not in no_tables
        if not is_table and (headed.column or _is_value(page, headed.heading, findings)):
            continue
        start, end = page.span_of(headed.line)
        inside = [one for one in findings if start <= one.start and one.end <= end]
        told = _told(headed, start, finds)
        findings += [one for one in told if not _is_taken(one.start, one.end, findings)]
        if inside and not told and headed.is_close:
            explained = _explained(inside, headed.line, start, finds)
            if explained and _is_birth_beside(page, headed.line, finds):
                continue
            findings = [one for one in findings if one not in explained]
        if headed.column is not None:
            columns[headed.column].append((headed.line, told[0].type if told else None))
    for cells in columns.values():
        alike = list(_like_the_others(page, cells))
        findings = [one for one in findings if not _is_within(one, alike)]
        findings += [one for one in alike if not _is_taken(one.start, one.end, findings)]
    return findings


def _towns(page: Page, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the lines with town, state and ZIP code right below an address."""
    streets = [
        place[0]
        for one in findings
        if one.type is PersonalType.ADDRESS and (place := page.layout.places[one.start]) is not None
    ]
    for line in (line for row in page.rows for line in row if TOWN.fullmatch(line.text.strip())):
        if any(blocks.is_below(street.box, line.box) for street in streets):
            start, end = page.span_of(line)
            yield Finding(start, end, PersonalType.ADDRESS, 1.0, "town_below_street")


def _in_letter_boxes(page: Page, finds: Finds) -> Iterator[Finding]:
    """Yield the lines of fields with a box for each sign, which read without the gaps are personal."""
    for label, lines in blocks.letter_boxes_of(page.rows):
        words = "".join(blocks.without_blanks(line).text for line in lines)
        head = len(label.text) + len(SAYS)
        found = [one for one in finds(f"{label.text}{SAYS}{words}") if one.start >= head]
        for line in lines if found else ():
            start, end = page.span_of(line)
            yield replace(found[0], start=start, end=end)


def _is_value(page: Page, heading: Line, findings: Sequence[Finding]) -> bool:
    """Return whether words that may be a heading are personal themselves, most of them."""
    start, end = page.span_of(heading)
    own = sum(max(0, min(end, one.end) - max(start, one.start)) for one in findings)
    return own > VALUE * (end - start)


def _told(headed: Headed, start: int, finds: Finds) -> list[Finding]:
    """Return what is personal in a line that stands below its heading."""
    pair = label_over(headed.heading, headed.line)
    head = len(headed.heading.text) + len(SAYS)
    return [
        replace(one, start=start + one.start - head, end=start + one.end - head)
        for one in finds(pair.text)
        if one.start >= head
    ]


def _explained(inside: Sequence[Finding], line: Line, start: int, finds: Finds) -> list[Finding]:
    """Return those findings of a line which its looks alone made one, so that a heading can say otherwise."""
    alone = {(start + one.start, start + one.end, one.type) for one in finds(line.text)}
    return [one for one in inside if (one.start, one.end, one.type) in alone]


def _is_birth_beside(page: Page, line: Line, finds: Finds) -> bool:
    """Return whether the words left of a line in its row say that it is a date of birth."""
    row = next(row for row in page.rows if any(one is line for one in row))
    labels = [one for one in row if one.box.left < line.box.left][-1:]
    told = [one for label in labels for one in _told(Headed(label, line), page.span_of(line)[0], finds)]
    return any(one.type is PersonalType.DOB for one in told)


def _like_the_others(page: Page, cells: Sequence[tuple[Line, PersonalType | None]]) -> Iterator[Finding]:
    """Yield the cells of a column in which no value was found, though most have one of the same type.

    Of names the whole cells, also where a part of one was found.
    """
    types = [kind for _, kind in cells if kind is not None]
    kind = max(set(types), key=types.count, default=None)
    if kind is None:
        return
    possible = [line for line, own in cells if own == kind or _looks_like(kind, line.text)]
    if types.count(kind) < FEWEST_ALIKE or types.count(kind) < MOSTLY_ALIKE * len(possible):
        return
    for line, own in cells:
        is_part = own is kind is PersonalType.PERSON and len(line.text.split()) <= MOST_NAME_WORDS
        if (own is None and _looks_like(kind, line.text)) or is_part:
            start, end = page.span_of(line)
            yield Finding(start, end, kind, 1.0, "column")


def _looks_like(kind: PersonalType, text: str) -> bool:
    """Return whether a cell may hold a value of a type: words of a name, or else digits."""
    if kind is PersonalType.PERSON:
        return _is_name(text)
    return sum(sign.isdigit() for sign in text) >= SHORTEST_REPEATED


def _is_name(text: str, *, fewest: int = 1) -> bool:
    words = text.split()
    return fewest <= len(words) <= MOST_NAME_WORDS and all(NAME_WORD.fullmatch(word) for word in words)


def _whole_name(page: Page, one: Finding) -> Finding:
    """Return a name with the rest of it: of its line, of what follows a colon, or of words in capitals.

    A line is a name where it is two to four such words; the word before it is part of it where there is only
    that one, where a comma ends it, or where all of them are in capitals. Words in capitals among others are
    one.
    """
    place = page.layout.places[one.start]
    if one.type is not PersonalType.PERSON or place is None:
        return one
    start, end = page.span_of(place[0])
    if one.end > end:
        return one
    text = page.layout.text
    after_colon = max(start, text.rfind(":", start, one.start) + 1)
    words = text[after_colon:end]
    if not _is_name(words, fewest=2):
        return _in_capitals(text, one, start, end)
    before = text[after_colon : one.start].split()
    is_alone = len(before) == 1 and len(words.split()) == 2
    is_part = before[:1] and (before[0].endswith(",") or is_alone or words.isupper())
    return replace(one, start=end - len(words.lstrip()) if is_part else one.start, end=end)


def _in_capitals(text: str, one: Finding, start: int, end: int) -> Finding:
    """Return a name with the two to four words in capitals that it is one of, among others in its line."""
    for run in CAPITALS.finditer(text, start, end):
        if run.start() <= one.start < run.end() and len(run[0].split()) <= MOST_NAME_WORDS:
            is_all = run[0] == text[start:end].strip()
            return one if is_all else replace(one, start=run.start(), end=max(one.end, run.end()))
    return one


def _names_of_mails(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the names in a text that somebody's personal address is made of."""
    taken = list(findings)
    for one in findings:
        mail = MAIL_NAME.match(text, one.start) if one.type is PersonalType.EMAIL else None
        if mail is None:
            continue
        first, last = (re.escape(part) for part in mail.groups())
        either = rf"(?<!\w)(?:{first}[ ]{last}|{last},[ ]?{first})(?!\w)"
        for name in re.finditer(either, text, re.IGNORECASE):
            if not any(name.start() >= other.start and name.end() <= other.end for other in taken):
                taken.append(Finding(name.start(), name.end(), PersonalType.PERSON, 1.0, "mail"))
                yield taken[-1]


def _repeated(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield other places of what was found, as a name that stands in a form and in a list below it."""
    lowered, taken = text.lower(), list(findings)
    for one in findings:
        words = lowered[one.start : one.end]
        start = lowered.find(words) if len(words) >= SHORTEST_REPEATED and len(lowered) == len(text) else -1
        while start >= 0:
            end = start + len(words)
            is_whole = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
            if is_whole and not _is_taken(start, end, taken):
                taken.append(replace(one, start=start, end=end))
                yield taken[-1]
            start = lowered.find(words, end)


def _is_within(one: Finding, others: Sequence[Finding]) -> bool:
    return any(other.start <= one.start and one.end <= other.end for other in others)


def _is_taken(start: int, end: int, by: Sequence[Finding]) -> bool:
    return any(start < other.end and other.start < end for other in by)
