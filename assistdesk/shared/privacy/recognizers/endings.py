"""The last digits of a personal number: "account ending in 6789", "last 4 of her SSN", "****1111"."""

import re
from collections.abc import Iterable, Iterator

from assistdesk.shared.privacy import gaps
from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import Kind, PersonalType
from assistdesk.shared.privacy.labels import Label
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers.numbers import NUMBER_KINDS
from assistdesk.shared.privacy.scanning import Scan
from assistdesk.shared.privacy.strengths import LABELLED, LIKELY

WORD = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)
FOUR = rf"(?<![\d*$,.])(?P<four>\d{{4}}(?![\d/%-]|[.,]\d)|{WORD}(?:[ -]{WORD}){{3}})(?![^\W_])"
LAST = (
    r"last[ -]?(?:4|four)(?:[ ](?:digits?|numbers?|nos?\.?|#s?))?|l4"
    r"|[uú]ltim[oa]s[ ](?:4|cuatro)(?:[ ](?:d[ií]gitos|n[uú]meros))?"
)
ENDING = r"ending|ends|end(?=[ ]in[ ])|terminad[oa]s?|termina[nr]?|acaban?|finaliza"
CUE = re.compile(rf"(?<![^\W_])(?:(?P<last>{LAST})|(?:que[ ])?(?:{ENDING}))(?![^\W_])", re.IGNORECASE)
BEHIND_CUE = re.compile(rf"[^\n.;!?]{{0,45}}?{FOUR}", re.IGNORECASE)
BEFORE_CUE = re.compile(
    r"(?<![^\W_])(?P<four>\d{4})[ \t]*(?:\(|-|,|=|(?:is|are|was|son|es)[ ])[ \t]*"
    r"(?:the[ ]|her[ ]|his[ ]|los[ ])?"
    rf"(?P<cue>{LAST})[ ](?:of|de|del|on|for)?[ ]?(?:the|her|his|their|my|su|la|el)?[ ]?",
    re.IGNORECASE,
)
TIGHT_ENDING = re.compile(
    r"(?:[ ](?:su|el|la|mi)[ ][^\W\d_]{2,12}(?:[ ][^\W\d_]{2,8})?(?=[ ]en))?"
    rf"[ \t:]{{1,3}}(?:(?:in|with|w/|en|con|on)[ \t:]{{0,3}})?"
    rf"(?:(?:the[ ]|los[ ])?(?:digits?|numbers?|d[ií]gitos|n[uú]meros)[ :]{{1,2}})?-?{FOUR}",
    re.IGNORECASE,
)
MASK = r"[*x\u2022#\u25cf\u2588]"
MASKED = re.compile(
    rf"(?<![^\W_])(?:{MASK}{{2,16}}(?:[ -]?{MASK}{{2,6}}){{0,4}}[ -]?|\.{{2,3}}[ ]?|x)"
    r"(?P<four>\d{3,5})(?![\w-])",
    re.IGNORECASE,
)
CARD_MASK = re.compile(rf"(?:{MASK}{{4}}[ -]?){{3}}\d{{4}}", re.IGNORECASE)
FOUR_ALONE = re.compile(
    rf"(?:(?<![\w$.,/*-])|(?<=[ ]-))(?P<four>\d{{4}}(?![\w/%-]|[.,:]\d)"
    rf"|{WORD}(?:[ -]{WORD}){{3}}(?![^\W_]|[ ,-]{{1,2}}{WORD}))",
    re.IGNORECASE,
)
CUES, BEFORE_CUES, FOURS, MASKS = (Scan([one]) for one in (CUE, BEFORE_CUE, FOUR_ALONE, MASKED))
ASKED = re.compile(rf"(?<![^\W_])(?:{LAST})[ \t]*[?:.)]{{0,2}}[ \t]*\n$", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
NO_NOUN = re.compile(r"(?:[ \t:#(,/=-]|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|is|are|son){1,6}", re.IGNORECASE)
LABEL_BEFORE = 34
SAYS_WHAT = frozenset(
    {PersonalType.US_SSN, PersonalType.ITIN, PersonalType.BANK_ACCOUNT, PersonalType.CREDIT_CARD}
)
NEVER = frozenset({PersonalType.PHONE})


def endings(reading: Reading) -> Iterable[Claim]:
    """Claim the last digits of numbers that a personal label names, and numbers of which no more shows."""
    yield from _last_four(reading)
    yield from _four_alone(reading)
    yield from _masked(reading)


def _last_four(reading: Reading) -> Iterator[Claim]:
    text = reading.text
    for _, cue in CUES.found_in(text, reading.places):
        four = (BEHIND_CUE if cue["last"] else TIGHT_ENDING).match(text, cue.end())
        if four is None:
            continue
        label = _nearest(reading, cue.start(), four.start("four"))
        if label is None and cue["last"] and NO_NOUN.fullmatch(text, cue.end(), four.start("four")):
            if not YEAR.fullmatch(four["four"]):
                yield _claim(PersonalType.US_SSN, four)
            continue
        if label is not None and _counts(label, four["four"]):
            yield _claim(label.kind, four)
    for _, found in BEFORE_CUES.found_in(text, reading.places):
        label = reading.starts.get(found.end())
        if label is not None and _counts(label, ""):
            yield _claim(label.kind, found)


def _four_alone(reading: Reading) -> Iterator[Claim]:
    """Claim four digits right behind a label of nine: only the last four can be meant."""
    for _, found in FOURS.found_in(reading.text, reading.places):
        label = next(iter(reading.labels_before(found.start())), None)
        asked = reading.label_of(*found.span(), among=NUMBER_KINDS)
        if asked is None and reading.is_answer(*found.span()) and _is_asked_for(reading.text, found.start()):
            yield _claim(PersonalType.US_SSN, found)
            continue
        if asked is not None and asked.kind in SAYS_WHAT and reading.is_answer(*found.span()):
            yield _claim(asked.kind, found)
            continue
        if label is None or label.kind not in (PersonalType.US_SSN, PersonalType.ITIN):
            continue
        if gaps.is_adjacent(reading.text[label.end : found.start()]) and not YEAR.fullmatch(found["four"]):
            yield _claim(label.kind, found)


def _is_asked_for(text: str, start: int) -> bool:
    """Tell whether the line above asks for the last four digits, as of a Social Security number."""
    line = text.rfind("\n", 0, start) + 1
    return ASKED.search(text, max(0, line - LABEL_BEFORE), line) is not None


def _masked(reading: Reading) -> Iterator[Claim]:
    for _, found in MASKS.found_in(reading.text, reading.places):
        label = reading.label_of(*found.span(), among=NUMBER_KINDS)
        if label is not None and isinstance(label.kind, PersonalType) and label.kind not in NEVER:
            yield Claim(*found.span(), label.kind, LABELLED, "masked_number")
        elif label is None and CARD_MASK.fullmatch(found.group()):
            yield Claim(*found.span(), PersonalType.CREDIT_CARD, LIKELY, "masked_card")


def _nearest(reading: Reading, cue: int, four: int) -> Label | None:
    """Return the label between the cue and its digits; else the one shortly before the cue."""
    for label in reading.labels_before(four):
        if label.start >= cue:
            return label
        gap = reading.text[label.end : cue]
        return label if len(gap) <= LABEL_BEFORE and not gaps.breaks_off(gap) else None
    return None


def _counts(label: Label, four: str) -> bool:
    """Tell whether the last digits of such a number are personal; "policy ending 2024" names a year."""
    if not isinstance(label.kind, PersonalType) or label.kind in NEVER:
        return False
    return label.strong or label.kind in SAYS_WHAT or YEAR.fullmatch(four) is None


def _claim(kind: Kind, found: re.Match[str]) -> Claim:
    return Claim(*found.span("four"), kind, LABELLED, "last_four")
