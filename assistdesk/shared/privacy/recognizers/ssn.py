"""Social Security numbers, in groups, bare, masked, spelled digit by digit, or their last four."""

import re
from collections.abc import Iterable, Iterator

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers.numbers import NUMBER_KINDS
from assistdesk.shared.privacy.strengths import LABELLED, LIKELY, STRONG_SHAPE

JOINT = r"[ ]?[-./_ \u00b7][ ]?"
GROUPED = re.compile(rf"(?<!\d)\d{{3}}{JOINT}\d{{2}}{JOINT}\d{{4}}(?!\d)")
ONE_BY_ONE = re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .,-]{1,3}\d){8}(?!\d)(?![ .-]\d)")
# The Internal Revenue Service gives numbers whose middle digits are 50 to 65, 70 to 88, 90 to 92, 94 to 99.
ITIN = re.compile(r"9\d\d[- ](?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]\d{4}")
NINE_DIGITS: dict[Kind, PersonalType] = {
    kind: kind for kind in (PersonalType.US_SSN, PersonalType.ITIN, PersonalType.ALIEN_NUMBER)
}
MASKED = re.compile(
    r"(?<![^\W_])(?:(?:9[*x•#●█]{2}|[*x•#●█]{3})[- ]?[*x•#●█]{2}[- ]?\d{4}"
    r"|\d{3}-(?:\d{2}|[*x•#●█]{2})-[*x•#●█]{4})(?!\d)",
    re.IGNORECASE,
)
MISREAD = re.compile(
    r"(?<![\w-])(?=(?:\D{0,3}\d){6})[\dOoIlSBZ|]{3}[- .][\dOoIlSBZ|]{2}[- .][\dOoIlSBZ|]{4}(?![\w-])"
)
"""As a reader of pictures writes one, who takes 0 for O."""
DIGIT_WORD = (
    r"(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|\d{1,4})"
)
SPELLED = re.compile(
    rf"(?<![^\W_]){DIGIT_WORD}(?:[ ,./-]{{1,3}}{DIGIT_WORD}){{3,15}}(?![^\W_])", re.IGNORECASE
)
FEWEST_SPOKEN = 7
SPOKEN = re.compile(r"[^\W\d_]{2,}")
BARE = re.compile(r"(?<![\d$])\d{9}(?!\d)(?![^\W_])")
PART_OF_MORE = re.compile(r"(?:[^\W\d]-?|[^\W\d]_|\d[.,]|\d-)$")
MORE_FOLLOWS = re.compile(r"[.,]\d|-\d")


def ssns(reading: Reading) -> Iterable[Claim]:
    """Claim Social Security numbers that show by their shape, whatever check they would fail."""
    yield from _claims(GROUPED, reading, STRONG_SHAPE, "ssn_grouped")
    yield from _claims(MISREAD, reading, STRONG_SHAPE, "ssn_misread")
    yield from _claims(MASKED, reading, LABELLED, "ssn_masked")
    yield from _claims(ONE_BY_ONE, reading, LIKELY, "ssn_digit_by_digit")
    yield from _spelled(reading)
    yield from _bare(reading)


def _claims(pattern: re.Pattern[str], reading: Reading, score: float, rule: str) -> Iterator[Claim]:
    """Claim what has the shape, as what a personal label says, and else as what its own digits say."""
    for match in pattern.finditer(reading.text):
        label = reading.label_of(*match.span(), among=NUMBER_KINDS)
        kind = PersonalType.ITIN if ITIN.fullmatch(match.group()) else PersonalType.US_SSN
        if label is not None and label.kind in NINE_DIGITS:
            kind = NINE_DIGITS[label.kind]
        yield Claim(match.start(), match.end(), kind, score, rule)


def _spelled(reading: Reading) -> Iterator[Claim]:
    """Claim digits in words; a telephone number is no Social Security number."""
    for match in SPELLED.finditer(reading.text):
        words = re.findall(DIGIT_WORD, match.group(), re.IGNORECASE)
        digits = sum(len(word) if word.isdigit() else 1 for word in words)
        fewest = 4 if len(words) == digits else 2
        if digits < FEWEST_SPOKEN or len(SPOKEN.findall(match.group())) < fewest:
            continue
        label = reading.label_of(*match.span(), among=NUMBER_KINDS)
        kind = PersonalType.PHONE if digits in {10, 11} else PersonalType.US_SSN
        if label is not None and isinstance(label.kind, PersonalType):
            kind = label.kind
        if label is None or isinstance(label.kind, PersonalType):
            yield Claim(*match.span(), kind, LABELLED, "ssn_spelled")


def _bare(reading: Reading) -> Iterator[Claim]:
    """Claim nine digits in a row, unless an allowed label says what else they are."""
    for match in BARE.finditer(reading.text):
        start, end = match.span()
        label = reading.label_of(start, end, among=NUMBER_KINDS)
        if label is None and _is_part_of_more(reading.text, start, end):
            continue
        if label is None or not isinstance(label.kind, AllowedType):
            yield Claim(start, end, PersonalType.US_SSN, LIKELY, "ssn_bare")


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    """Tell whether the nine digits belong to a longer code or a decimal number."""
    return bool(PART_OF_MORE.search(text[max(0, start - 2) : start]) or MORE_FOLLOWS.match(text, end))
