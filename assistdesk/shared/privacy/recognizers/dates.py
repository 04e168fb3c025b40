"""Dates: one beside a cue such as "DOB" or "nacida el" is a date of birth, all others are events."""

import re
from collections.abc import Iterable

from assistdesk.shared.privacy import gaps
from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, PersonalType
from assistdesk.shared.privacy.reading import ANAPHORA_REACH, REACH, Reading
from assistdesk.shared.privacy.recognizers.date_shapes import Date, dates_in
from assistdesk.shared.privacy.strengths import DATE_OF_BIRTH, SHAPE

CUE = re.compile(
    r"(?<![^\W_])(?:d\.? ?o\.? ?b\.?s?|dates? of birth|birth ?-?dates?|birth ?-?days?|b-?days?|born"
    r"|turn(?:s|ed|ing)? \d{1,3}|(?:fecha|fec\.?|f\.) (?:de )?nac(?:imiento|\.)?|fdn"
    r"|naci(?:d[oa]s?|[oó]|miento)|cumplea[nñ]os"
    r"|cumpl(?:e|i[oó]|ir[aá])(?: \d{1,3}(?: a[nñ]os)?)?)(?![^\W\d_])",
    re.IGNORECASE,
)
EVENT_WORDS = (
    r"since|until|till|effective|eff\.?|submit(?:ted)?|received|sent|mailed|e-?mailed|called|spoke|moved"
    r"|married|divorced|updated|requested|attested|clos(?:es|ed)|terminat\w{1,5}|end(?:s|ed|ing)?"
    r"|start(?:s|ed|ing)?|expir\w{1,6}|enroll?ed|paid|charged|created|opened|issued|reported|signed|coverage"
    r"|surgery|appointment|due|by|begin(?:s|ning)?|beg[au]n|as of|added|denied|approved|applied"
    r"|desde|hasta|vigente|efectiv[oa]|enviad[oa]|recibid[oa]|llam(?:[oó]|ad[oa]|amos)|solicitad[oa]|cobertura"
    r"|inici[oó]|termin[oó]|vence|venci[oó]|casad[oa]|mud[oó]|cita|cirug[ií]a|pagad[oa]"
)
EVENT = re.compile(
    rf"(?<![^\W_])(?:{EVENT_WORDS})[ \t:]{{1,3}}(?:(?:on|at|of|date|el|en|del?|a)[ \t:]{{1,3}}){{0,2}}$",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"(?:[ \t:;,/&()\[\]>.-]|(?<![^\W_])(?:and|or|should|be|is|was|instead|of|not|but|to|vs|versus|changed"
    r"|corrected|correct|right|wrong|actual|actually|reads?|it|the|real|shows?|y|o|e|debe|ser|es|no|sino|en"
    r"|lugar|de|era|a|correct[oa])(?![^\W_])){0,24}",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"[ \t]{0,2}[(\[=]?[ \t]?(?:(?:is|was|es)[ \t](?:the|her|his|their|my|su)[ \t])?", re.IGNORECASE
)


def dates(reading: Reading) -> Iterable[Claim]:
    """Claim dates of birth, and every other date as an event's."""
    text = reading.text
    cues = [match.end() for match in CUE.finditer(text)]
    passed, previous_end = 0, 0
    for date in dates_in(text):
        while passed < len(cues) and cues[passed] <= date.start:
            passed += 1
        cue_end = cues[passed - 1] if passed else None
        if _has_cue_behind(text, date) or _has_cue_before(
            text, date, cue_end=cue_end, previous_end=previous_end
        ):
            yield Claim(date.start, date.end, PersonalType.DOB, DATE_OF_BIRTH, "date_with_cue")
        elif date.is_certain:
            yield Claim(date.start, date.end, AllowedType.EVENT_DATE, SHAPE, "date_without_cue")
        previous_end = date.end


def _has_cue_before(text: str, date: Date, *, cue_end: int | None, previous_end: int) -> bool:
    """Tell whether the cue on the left, which ends at `cue_end`, speaks for `date`.

    It does within 45 characters of one sentence, unless a word such as "since" stands right before
    the date. Past another date (`previous_end`) it does only in a list or a
    correction: "DOB 3/4/1985, not 4/3/1985".
    """
    if cue_end is None or date.start - cue_end > ANAPHORA_REACH:
        return False
    gap = text[cue_end : date.start]
    if gaps.NEW_LINE.fullmatch(gap) or gaps.refers_back(gap):
        return True
    if len(gap) > REACH or gaps.breaks_off(gap) or EVENT.search(gap):
        return False
    if previous_end > cue_end:
        return JOINED.fullmatch(text[previous_end : date.start]) is not None
    return date.is_certain or gaps.is_connected(gap)


def _has_cue_behind(text: str, date: Date) -> bool:
    """Tell whether a cue stands right behind the date, "3/14 (DOB)", and names no date of its own."""
    behind = BEHIND.match(text, date.end)
    cue = CUE.match(text, behind.end()) if behind else None
    return cue is not None and not gaps.is_followed_by_value(text, cue.end())
