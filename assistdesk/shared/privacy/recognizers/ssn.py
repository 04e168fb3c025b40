"""Social Security numbers, in groups, bare, masked, spelled digit by digit, or their last four."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistdesk.shared.privacy import gaps
from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.labels import Label
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers import beside, offices, strangers
from assistdesk.shared.privacy.recognizers.cases import Cases
from assistdesk.shared.privacy.recognizers.numbers import CARD_LENGTHS, NUMBER_KINDS
from assistdesk.shared.privacy.scanning import Scan
from assistdesk.shared.privacy.strengths import LABELLED, LIKELY, STRONG_SHAPE

JOINT = r"[ ]?[-./_ \u00b7][ ]?"
GROUPED = re.compile(rf"(?<!\d)\d{{3}}(?:{JOINT}\d{{2}}{JOINT}|([,:*])\d{{2}}\1)\d{{4}}(?!\d)")
ONE_BY_ONE = re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .,-]{1,3}\d){8}(?!\d)(?![ .-]\d)")
# The Internal Revenue Service gives numbers whose middle digits are 50 to 65, 70 to 88, 90 to 92, 94 to 99.
ITIN = re.compile(r"9\d\d[- ](?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]\d{4}")
NINE_DIGITS: dict[Kind, PersonalType] = {
    kind: kind for kind in (PersonalType.US_SSN, PersonalType.ITIN, PersonalType.ALIEN_NUMBER)
}
MASKED = re.compile(
    r"(?<![^\W_])(?:(?:9[*x•#●█]{2}|[*x•#●█]{3})[- ]?[*x•#●█]{2}[- ]?\d{4}"
    r"|(?:[*•#●█][ ]?){3}[-_ ]{1,3}(?:[*•#●█][ ]?){2}[-_ ]{0,4}\d{4}"
    r"|\d{3}-(?:\d{2}|[*x•#●█]{2})-[*x•#●█]{4})(?!\d)",
    re.IGNORECASE,
)
MISREAD = re.compile(
    r"(?<![\w-])(?=(?:\D{0,3}\d){6})[\dOoIlSBZ|]{3}[- .][\dOoIlSBZ|]{2}[- .][\dOoIlSBZ|]{4}(?![\w-])"
)
"""As a reader of pictures writes one, who takes 0 for O."""
ONES = r"one|two|three|four|five|six|seven|eight|nine|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
TWO_FIGURES = (
    r"ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|diez|once|doce|trece|catorce|quince"
    rf"|dieci(?:s[eé]is|siete|ocho|nueve)|veint(?:e|i\w{{3,6}}|i[uú]n)"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{ONES})(?![^\W_]))?"
    rf"|(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?:[ ]y[ ](?:{ONES})(?![^\W_]))?"
)
DIGIT_WORD = rf"(?:{TWO_FIGURES}|zero|oh|o|cero|{ONES}|\d{{1,4}})(?![^\W_])"
SPELLED = re.compile(
    rf"(?<![^\W_]){DIGIT_WORD}"
    rf"(?:(?:[ ,.-]{{1,3}}|/)(?:\[\w{{1,12}}\][ ])?(?:(?:dash|hyphen|gui[oó]n)[ ])?{DIGIT_WORD}){{3,15}}",
    re.IGNORECASE,
)
FIGURES = {word: str(figure) for figure, word in enumerate(["zero", *ONES.split("|")[:9]])} | {
    word: str(figure) for figure, word in enumerate(["cero", *ONES.split("|")[9:]])
}
FIGURES |= dict.fromkeys(["oh", "o"], "0")
PAIR = re.compile(rf"(?:{TWO_FIGURES})$", re.IGNORECASE)
FEWEST_SPOKEN = 7
OF_PHONES = frozenset({7, 10, 11})
WHOLE = frozenset({9, 10, 11})
"""How many figures a number has that is told in pairs, "sixty-two, nineteen thirty", without a label."""
GLUED = re.compile(r"(?<![^\W_])(?!(?:SSN|SS|TIN|ITIN|ID|NO)-)[A-Z]{2,5}-$")
EXAMPLES = frozenset({"123456789", *(9 * digit for digit in "0123456789")})
OF_TAX = "9"
ALIKE = 3
"""Digits that two numbers of one series begin with: one number in a thousand does by chance."""
COUNTED = frozenset({AllowedType.CASE_NO, AllowedType.INCIDENT_NO, AllowedType.PERSON_ID})
OTHER_PAPERS = frozenset({AllowedType.REFERENCE, AllowedType.TICKET, AllowedType.APP_ID, AllowedType.NPN})
SPOKEN = re.compile(r"[^\W\d_]{2,}")
BARE = re.compile(r"(?<![\d$])\d{9}(?!\d)(?![^\W_])")
SHAPES = (
    (GROUPED, STRONG_SHAPE, "ssn_grouped"),
    (MISREAD, STRONG_SHAPE, "ssn_misread"),
    (MASKED, LABELLED, "ssn_masked"),
    (ONE_BY_ONE, LIKELY, "ssn_digit_by_digit"),
)
SCAN = Scan([*(pattern for pattern, _, _ in SHAPES), SPELLED, BARE])
PART_OF_MORE = re.compile(r"(?:[^\W\d]-?|[^\W\d]_|\d[.,]|\d-)$")
MORE_FOLLOWS = re.compile(r"[.,]\d|-\d")


def ssns(reading: Reading) -> Iterable[Claim]:
    """Claim Social Security numbers that show by their shape, whatever check they would fail."""
    bare: list[tuple[re.Match[str], Label | None]] = []
    for number, match in SCAN.found_in(reading.text, reading.places):
        pattern = SCAN.patterns[number]
        if pattern is SPELLED:
            yield from _spelled(reading, match)
        elif pattern is BARE:
            bare.append((match, reading.label_of(*match.span(), among=NUMBER_KINDS - {PersonalType.PHONE})))
        else:
            _, score, rule = SHAPES[number]
            yield from _claim(reading, match, score, rule)
    yield from _bare(reading.text, bare)


def _claim(reading: Reading, match: re.Match[str], score: float, rule: str) -> Iterator[Claim]:
    """Claim what has the shape, as what a personal label says, and else as what its own digits say."""
    label = reading.label_of(*match.span(), among=NUMBER_KINDS)
    if _is_called_otherwise(reading, match, label):
        return
    kind = PersonalType.ITIN if ITIN.fullmatch(match.group()) else PersonalType.US_SSN
    if label is not None and label.kind in NINE_DIGITS:
        kind = NINE_DIGITS[label.kind]
    yield Claim(match.start(), match.end(), kind, score, rule)


def _is_called_otherwise(reading: Reading, match: re.Match[str], label: Label | None) -> bool:
    """Tell whether it is part of more, "NTC-900-12-3456", all noughts, or what a label says that it is.

    A case may well be called by its client's number, and people mistake the one for the other: a label of one
    does not count, and neither does one that is not right beside.
    """
    if not match.group().strip("0 ./_-·") or GLUED.search(
        reading.text[max(0, match.start() - 6) : match.start()]
    ):
        return True
    if beside.is_said_to_be_none(reading.text, *match.span()):
        return True
    if label is None or label.end > match.start():
        return False
    is_beside = gaps.is_adjacent(reading.text[label.end : match.start()])
    if label.kind in COUNTED:
        return is_beside and beside.is_said_to_be_a_case(reading.text, match.end())
    return is_beside and label.kind in OTHER_PAPERS


def _spelled(reading: Reading, match: re.Match[str]) -> Iterator[Claim]:
    """Claim digits in words; a telephone number is no Social Security number."""
    words = re.findall(DIGIT_WORD, match.group(), re.IGNORECASE)
    has_pairs = any(PAIR.match(word) for word in words)
    digits = sum(len(word) if word.isdigit() else 2 if PAIR.match(word) else 1 for word in words)
    fewest = 4 if len(words) == digits else 2
    if digits < FEWEST_SPOKEN or len(SPOKEN.findall(match.group())) < fewest:
        return
    label = reading.label_of(*match.span(), among=NUMBER_KINDS)
    if label is None and has_pairs and digits not in WHOLE:
        return
    kind = PersonalType.PHONE if digits in OF_PHONES else PersonalType.US_SSN
    if label is not None and isinstance(label.kind, PersonalType):
        kind = label.kind
    if kind is PersonalType.CREDIT_CARD and digits not in CARD_LENGTHS:
        kind = PersonalType.MEMBER_ID
    if kind is PersonalType.PHONE and (
        offices.is_at_office(reading, match.start()) or strangers.is_no_telephone(_figures(words))
    ):
        return
    if label is None or isinstance(label.kind, PersonalType):
        yield Claim(*match.span(), kind, LABELLED, "ssn_spelled")


def _figures(words: Sequence[str]) -> str:
    """Return what is said figure by figure in figures; words for more are left out."""
    return "".join(word if word.isdigit() else FIGURES.get(word.lower(), "") for word in words)


def _bare(text: str, found: Sequence[tuple[re.Match[str], Label | None]]) -> Iterator[Claim]:
    """Claim nine digits in a row, unless an allowed label says what else they are, or the series they are of.

    Numbers of cases follow each other: one without a label that begins as a labelled one does is of its
    series. Not so those that begin with 9, as tax numbers do.
    """
    series = {
        match.group()[:ALIKE]
        for match, label in found
        if label is not None and isinstance(label.kind, AllowedType) and match.group()[0] != OF_TAX
    }
    cases = Cases(text)
    for match, label in found:
        start, end = match.span()
        if label is not None and isinstance(label.kind, AllowedType):
            cases.add_labelled(end)
        if label is None and (
            cases.has(start, end)
            or beside.is_said_to_be_none(text, start, end)
            or match.group()[:ALIKE] in series
            or match.group() in EXAMPLES
            or _is_part_of_more(text, start, end)
        ):
            continue
        if label is None or not isinstance(label.kind, AllowedType):
            yield Claim(start, end, PersonalType.US_SSN, LIKELY, "ssn_bare")


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    """Tell whether the nine digits belong to a longer code or a decimal number."""
    return bool(PART_OF_MORE.search(text[max(0, start - 2) : start]) or MORE_FOLLOWS.match(text, end))
