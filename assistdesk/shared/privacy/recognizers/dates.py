"""Dates: one beside a cue such as "DOB" or "nacida el" is a date of birth, all others are events."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistdesk.shared.privacy import columns, gaps
from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, PersonalType
from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.reading import ANAPHORA_REACH, REACH, Reading
from assistdesk.shared.privacy.recognizers import date_cues as cues
from assistdesk.shared.privacy.recognizers.date_shapes import PACKED, PARTIAL, SPOKEN, Date, dates_in
from assistdesk.shared.privacy.recognizers.days import days_of
from assistdesk.shared.privacy.strengths import DATE_OF_BIRTH, SHAPE

LIST_GAP = 60
OTHER_VALUE = re.compile(r"(?<![\w])[\d*xX-]{4,11}(?!\w)")
TO_PARTIAL = re.compile(
    r"[ \t:;=#(\[\"'*|./-]{0,4}(?:(?:in|on|is|was|as|en|es|de|el|year|about|around|the|mes|keyed|listed)"
    r"[ \t:]{1,2}){0,3}'?",
    re.IGNORECASE,
)
TWO_DIGITS = re.compile(r"'?\d{2}(?![\w/.-])")
WITH_AGE = re.compile(r"(?:turn|cumpl|will be|'ll be|hits|to be|gonna be)", re.IGNORECASE)
WITH_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|[/.-]\d\d$")
ANOTHER_YEAR = re.compile(
    rf"(?P<gap>(?:{cues.BETWEEN}){{1,12}})(?P<year>(?:18|19|20)\d\d)(?![\w/-]|[.,]\d)", re.IGNORECASE
)
NEXT_MEMBER = re.compile(
    r"[)\]]?[ ]?(?:(?:,|;|&|/|and|y|then)[ ]?){0,2}((?:[^\W\d_][\w'.-]*[ ]?){1,3})[ ,(:-]{0,3}", re.IGNORECASE
)
WORDS = re.compile(r"[^\W\d_]")
PACKED_DAY = re.compile(r"(?:19[2-9]\d|20[01]\d)\d{4}")
PACKED_SHORT = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d\d")
BEFORE_NUMBER = re.compile(r"[ ]?[|/,;^*~][ ]?(?:\d{9}|\d{3}-\d\d-\d{4})(?!\d)")
"""What stands behind a day of a life in a row of values: nine figures."""
ENDS_CELL = re.compile(r"[ \t]*(?:$|[\n|,;)/])")
NAME_BEFORE = re.compile(r"[^\W\d_][\w'-]+(?:,?[ ][A-Z][\w'.-]*){1,4}[ ]?[|,:/-]?[ ]{1,3}$")
WORD = re.compile(r"[^\W\d_]{2,}")
YEAR_CUE = re.compile(r"y(?:ob|ear|r)|birth[ _-]?y", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a date: the nearest cue, and the date before this one, if that is one of birth."""

    cue: re.Match[str] | None
    previous_start: int
    previous_end: int
    is_birth: bool


def dates(reading: Reading) -> Iterable[Claim]:
    """Claim dates of birth, and every other date as an event's."""
    text = reading.text
    found = [cue for _, cue in cues.CUES.found_in(text, reading.places)]
    passed = 0
    before = Before(None, 0, 0, is_birth=False)
    for date in dates_in(text, reading.places):
        while passed < len(found) and found[passed].end() <= date.start:
            passed += 1
        before = replace(before, cue=found[passed - 1] if passed else None)
        is_birth = _is_birth(text, date, before)
        if is_birth:
            yield Claim(date.start, date.end, PersonalType.DOB, DATE_OF_BIRTH, "date_with_cue")
        elif date.is_certain:
            yield Claim(date.start, date.end, AllowedType.EVENT_DATE, SHAPE, "date_without_cue")
        before = Before(None, date.start, date.end, is_birth)
    yield from _partial(text, found)


def _is_birth(text: str, date: Date, before: Before) -> bool:
    return (
        _has_cue_behind(text, date)
        or _has_cue_above(text, date)
        or _has_cue_before(text, date, before)
        or _goes_on(text, date, before)
        or _is_long_ago(text, date)
        or _is_listed(text, date, before)
        or _is_below(text, date, before)
        or _is_packed_behind_name(text, date)
        or _is_beside_relative(text, date)
    )


def _is_listed(text: str, date: Date, before: Before) -> bool:
    """Tell whether a date stands in the line below one of birth, and both behind a few words."""
    start = text.rfind("\n", 0, date.start) + 1
    if (
        not before.is_birth
        or before.previous_end >= start
        or text.count("\n", before.previous_end, start) > 1
    ):
        return False
    above = text.rfind("\n", 0, before.previous_end) + 1
    first = cues.LISTED.match(text, above, before.previous_end)
    if cues.EVENT.search(text, start, date.start) is not None:
        return False
    return first is not None and cues.LISTED.fullmatch(text, start, date.start) is not None


def _is_packed_behind_name(text: str, date: Date) -> bool:
    """Tell whether eight figures right behind somebody's name are a day of a life: "Ana Roe 19680412"."""
    written = text[date.start : date.end]
    if PACKED_DAY.fullmatch(written) is not None and BEFORE_NUMBER.match(text, date.end):
        return bool(days_of(written))
    is_packed = PACKED_DAY.fullmatch(written) or (
        PACKED_SHORT.fullmatch(written) and BEFORE_NUMBER.match(text, date.end)
    )
    if not is_packed or not days_of(written) or not ENDS_CELL.match(text, date.end):
        return False
    name = NAME_BEFORE.search(text, max(0, date.start - REACH), date.start)
    words = [lists.fold(word) for word in WORD.findall(name[0])] if name else [""]
    return any(map(lists.is_given, words)) and (lists.is_given(words[-1]) or lists.is_family(words[-1]))


def _is_below(text: str, date: Date, before: Before) -> bool:
    """Tell whether a date stands in the row below a date of birth, in the same column."""
    start = text.rfind("\n", 0, date.start) + 1
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    if not before.is_birth or not above <= before.previous_start < start:
        return False
    cells = [text[above : before.previous_start], text[start : date.start]]
    if any(text.count("|", *row) for row in ((above, start), (start, date.end))):
        return cells[0].count("|") == cells[1].count("|")
    return len(cells[0]) == len(cells[1]) and cells[1].endswith("  ")


def _is_beside_relative(text: str, date: Date) -> bool:
    """Tell whether a whole date stands right behind a relative's name."""
    line = text[max(0, date.start - REACH) : date.start]
    return (
        date.is_certain
        and bool(WITH_YEAR.search(text, date.start, date.end))
        and bool(cues.BESIDE_RELATIVE.search(line))
    )


def _is_long_ago(text: str, date: Date) -> bool:
    """Tell whether a whole date is of 2009 or earlier, and no word before it says what happened then.

    Marketplaces have events since 2013: whoever names a day long before names one of somebody's life.
    """
    day = text[date.start : date.end]
    line = _line_of(text, date)
    is_alone = line == day and " " in line
    is_dotted = line == day and cues.LONG_AGO_WITH_DOTS.fullmatch(day) is not None
    is_old = is_dotted or cues.LONG_AGO.search(day) is not None
    if not (date.is_certain or is_alone) or not is_old or cues.PLACEHOLDER.fullmatch(day):
        return False
    if day[0].isdigit() and not WORDS.search(day) and not days_of(day):
        return False
    line = text[max(0, date.start - REACH) : date.start]
    return not cues.EVENT.search(line) and not cues.EVENT_SINCE.search(line)


def _line_of(text: str, date: Date) -> str:
    """Return the line that a date stands in, without the spaces around it."""
    end = text.find("\n", date.end)
    return text[text.rfind("\n", 0, date.start) + 1 : len(text) if end < 0 else end].strip()


def _partial(text: str, found: Iterable[re.Match[str]]) -> Iterator[Claim]:
    """Claim a month or a year right behind a cue: "born in 1971", "DOB 03/1985", "YOB: 71"."""
    for cue in found:
        if WITH_AGE.match(cue.group()):
            continue
        gap = cues.ASKED.match(text, cue.end()) or TO_PARTIAL.match(text, cue.end())
        start = gap.end() if gap else cue.end()
        date = PARTIAL.match(text, start) or PACKED.match(text, start) or SPOKEN.match(text, start)
        if date is None and YEAR_CUE.match(cue.group()):
            date = TWO_DIGITS.match(text, start)
        if date is not None:
            yield Claim(start, date.end(), PersonalType.DOB, DATE_OF_BIRTH, "birth_year_or_month")
            other = ANOTHER_YEAR.match(text, date.end())
            if other is not None:
                yield Claim(*other.span("year"), PersonalType.DOB, DATE_OF_BIRTH, "birth_year_or_month")


def _has_cue_before(text: str, date: Date, before: Before) -> bool:
    """Tell whether the cue on the left speaks for `date`.

    It does within 45 characters of one sentence, or 90 where a word such as "is" leads to the date, unless
    one such as "since" stands right before it. Past another date it does not.
    """
    if before.cue is None or date.start - before.cue.end() > ANAPHORA_REACH:
        return False
    gap = text[before.cue.end() : date.start]
    if (
        gaps.NEW_LINE.fullmatch(gap)
        or gaps.refers_back(gap)
        or cues.NEXT_SENTENCE.fullmatch(gap)
        or cues.ASKED.fullmatch(gap)
    ):
        return True
    if gaps.breaks_off(gap.lstrip(" .:")) or cues.EVENT.search(gap) or before.previous_end > before.cue.end():
        return False
    if len(gap) > REACH and not cues.NAMES_IT.search(gap):
        return False
    return (
        date.is_certain
        or gaps.is_connected(OTHER_VALUE.sub("", gap))
        or cues.HEADED.fullmatch(gap) is not None
    )


def _goes_on(text: str, date: Date, before: Before) -> bool:
    """Tell whether a list or a correction goes on: "DOB 3/4/1985, not 4/3/1985"."""
    if not before.is_birth or date.start - before.previous_end > LIST_GAP:
        return False
    if columns.head_of(text, date.start) is not None:
        return False
    gap = text[before.previous_end : date.start]
    if _is_next_member(gap):
        return True
    if cues.JOINED.fullmatch(gap):
        return not cues.EVENT.search(gap)
    is_plural = before.cue is not None and cues.PLURAL.search(before.cue.group()) is not None
    return is_plural and cues.JOINED_PLURAL.fullmatch(gap) is not None and not cues.EVENT.search(gap)


def _is_next_member(gap: str) -> bool:
    """Tell whether nothing but somebody's name stands in `gap`: "Ana 7/19/81 and Ben 2/3/15"."""
    found = NEXT_MEMBER.fullmatch(gap)
    if found is None:
        return False
    words = found[1].split()
    return any(lists.is_given(lists.fold(word)) for word in words) or (
        len(words) == 1 and words[0][0].isupper() and not lists.is_ordinary(lists.fold(words[0]))
    )


def _has_cue_above(text: str, date: Date) -> bool:
    """Tell whether the date stands in a table's column of dates of birth."""
    cell = columns.head_of(text, date.start)
    return cell is not None and cues.CUE.search(text, *cell) is not None


def _has_cue_behind(text: str, date: Date) -> bool:
    """Tell whether a cue stands right behind the date, "3/14 (DOB)", and names no date of its own."""
    for gap in (cues.SAID_BEHIND, cues.MARKED_BEHIND, cues.BARE_BEHIND):
        between = gap.match(text, date.end)
        cue = cues.CUE.match(text, between.end()) if between else None
        if cue is None or gaps.is_followed_by_value(text, cue.end()):
            continue
        if gap is cues.BARE_BEHIND and not cues.ENDS.match(text, cue.end()):
            continue
        is_event = gap is not cues.MARKED_BEHIND and cues.EVENT.search(
            text[max(0, date.start - 30) : date.start]
        )
        if not is_event and not cues.CHANGE.match(text, cue.end()):
            return True
    return False
