"""Values that their own shape gives away, with or without a label."""

import re
from collections.abc import Iterable

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers import papers
from assistdesk.shared.privacy.recognizers.numbers import NUMBER_KINDS
from assistdesk.shared.privacy.scanning import Cue, Scan
from assistdesk.shared.privacy.strengths import LABELLED, LIKELY, SHAPE, STRONG_SHAPE

# The service centres that open a receipt number of the immigration service.
OFFICES = "eac|ioe|lin|msc|nbc|src|wac|ysc"
SHAPES: tuple[tuple[str, Kind, float, re.Pattern[str]], ...] = (
    ("incident_number", AllowedType.INCIDENT_NO, SHAPE, re.compile(r"(?<![\w-])\d{6}-\d{7}(?![\w-])")),
    ("amount", AllowedType.AMOUNT, SHAPE, re.compile(r"[$€£][ ]?\d[\d,]{0,20}(?:\.\d{1,2})?(?![\d-])")),
    (
        "alien_number",
        PersonalType.ALIEN_NUMBER,
        STRONG_SHAPE,
        re.compile(
            r"(?<![^\W_])(?<!box )(?<!Box )(?:[Aa][- ]?(?:\d{2,3}[- ]\d{3}[- ]\d{3}|\d{8,9})"
            r"|A[ -]?\d[ -]\d{3}[ -]\d{3})(?![\w-])"
        ),
    ),
    (
        "alien_number_in_groups",
        PersonalType.ALIEN_NUMBER,
        SHAPE,
        re.compile(r"(?<![\w-])[Aa](?:#[ ]?|[- ]?)\d{3}([-. ])\d{3}\1\d{3}(?![\w-])"),
    ),
    (
        "immigration_receipt",
        PersonalType.IMMIGRATION_ID,
        STRONG_SHAPE,
        re.compile(
            rf"(?<![\w-])(?:[A-Z]{{3}}-?|(?i:{OFFICES})[- ]?)\d{{2}}[- ]?\d{{3}}[- ]?\d{{5}}(?![\w-])"
        ),
    ),
    (
        "immigration_receipt_by_office",
        PersonalType.IMMIGRATION_ID,
        SHAPE,
        re.compile(rf"(?<![\w-])(?i:{OFFICES})[- ]?\d(?:[- ]?\d){{9}}(?![\w-])"),
    ),
    (
        "bank_routing_magnetic",
        PersonalType.BANK_ROUTING,
        SHAPE,
        re.compile(r"(?:(?<=[\u2446\u2448])|(?<=[\u2446\u2448][ ]))\d{9}(?=[ ]?[\u2446\u2448])"),
    ),
    (
        "bank_account_magnetic",
        PersonalType.BANK_ACCOUNT,
        SHAPE,
        re.compile(r"(?<=[\u2446\u2448 ])\d[\d -]{3,16}(?=[ ]?[\u2448\u2449])"),
    ),
    (
        "insurers_number",
        PersonalType.MEMBER_ID,
        LIKELY,
        re.compile(
            r"(?<![\w-])(?!TXN|INC|REF|APP|REQ|TKT|CAS|INV|ORD|CNF|ERR|TCN|ICN)[A-Z]{3}\d{9}(?![\w-])"
        ),
    ),
    ("employers_number", AllowedType.REFERENCE, SHAPE, re.compile(r"(?<![\w-])[0-8]\d-\d{7}(?![\w-])")),
    (
        "arrival_record",
        PersonalType.IMMIGRATION_ID,
        LIKELY,
        re.compile(
            r"(?<![\w-])\d{3}[ ]?\d{3}[ ]?\d{3}[ ]?[A-Z]\d(?![\w-])|(?<![\w-])\d{9}[a-z]\d(?![\w-])"
            r"|(?<![\w-])\d{8}[A-Z]\d{2}(?![\w-])|(?<![\w-])[A-Z]\d[A-Z][ ]\d{5}[ ]\d[A-Z]\d(?![\w-])"
            r"|(?<![\w-])\d[A-Z]\d{7}[A-Z]\d(?![\w-])"
        ),
    ),
    (
        "passport_read_by_machine",
        PersonalType.PASSPORT,
        SHAPE,
        re.compile(r"(?<![\w<])[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{2,16}(?![\w<])"),
    ),
    (
        "names_read_by_machine",
        PersonalType.PERSON,
        SHAPE,
        re.compile(
            r"(?<![\w<])(?:[PVIAC][A-Z<][A-Z]{3})?[A-Z]+(?:<[A-Z]+){0,3}<<[A-Z]+(?:<[A-Z]+){0,3}<{2,40}(?![\w<])"
        ),
    ),
    (
        "card_read_by_machine",
        PersonalType.IMMIGRATION_ID,
        SHAPE,
        re.compile(r"(?<![\w<])[ACI][A-Z0-9<][A-Z]{3}[A-Z0-9<]{9}\d[A-Z0-9<]{15}(?![\w<])"),
    ),
    (
        "birth_read_by_machine",
        PersonalType.DOB,
        SHAPE,
        re.compile(r"(?<![\w<])\d{7}[MFX<]\d{7}[A-Z]{3}[A-Z0-9<]{11}\d(?![\w<])"),
    ),
    ("sevis", PersonalType.IMMIGRATION_ID, STRONG_SHAPE, re.compile(r"(?<![\w-])[Nn]00\d{8}(?![\w-])")),
    (
        "medicare_number",
        PersonalType.MEMBER_ID,
        STRONG_SHAPE,
        re.compile(
            r"(?<![\w-])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[- ]?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d"
            r"[- ]?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    (
        "driver_licence",
        PersonalType.DRIVER_LICENSE,
        STRONG_SHAPE,
        re.compile(r"(?<![\w-])[A-Za-z](?:\d{2}-\d{3}-\d{3}|-\d{3}-\d{3}-\d{3}-\d{3})(?![\w-])"),
    ),
    (
        "driver_licence_of_a_state",
        PersonalType.DRIVER_LICENSE,
        LIKELY,
        re.compile(
            r"(?<![\w-])(?:[A-Z]{2}-)?[A-Z](?:\d{12}|\d{3}-\d{3}-\d{2}-\d{3}-\d|\d{3}-\d{4}-\d{4}(?:-\d{2})?"
            r"|\d{4}[ ]\d{5}[ ]\d{5})(?![\w-])"
        ),
    ),
)
ALIKE = 6
"""Characters that two numbers of one series begin with."""
OF_PAPERS = frozenset({AllowedType.APP_ID, AllowedType.CASE_NO, AllowedType.TICKET, AllowedType.REFERENCE})
IBAN = re.compile(r"(?<![\w-])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?(?![\w-])")
SHORTEST_IBAN = 15
CARD = re.compile(r"(?<![\w.-])\d(?:[ _-]?\d){12,18}(?![\w-])(?![ ]\d{4}[ ]\d)")
SCAN, CARDS, IBANS = Scan(pattern for *_, pattern in SHAPES), Scan([CARD]), Scan([IBAN])
FIRST_OF_CARDS = "23456"
CARD_BEFORE = Cue(
    r"(?<![^\W_])(?:(?:credit|debit|bank)[ ]cards?|visa|master ?card|amex|discover"
    r"|tarjeta de (?:cr[eé]dito|d[eé]bito))"
    r"(?![^\W_])[^\n.]{0,30}$",
    re.IGNORECASE,
)
CARD_GROUPS = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}|3\d{3}([ -])\d{6}\2\d{5}")


def shapes(reading: Reading) -> Iterable[Claim]:
    """Claim incident numbers, amounts, immigration, Medicare and licence numbers by their shape."""
    for number, match in SCAN.found_in(reading.text, reading.places):
        rule, kind, score, _ = SHAPES[number]
        if rule == "immigration_receipt" and _is_members(reading, match):
            yield Claim(match.start(), match.end(), PersonalType.MEMBER_ID, STRONG_SHAPE, "insurers_number")
        elif kind is not PersonalType.ALIEN_NUMBER or not _is_numbered(reading, match):
            yield Claim(match.start(), match.end(), kind, score, rule)


def _is_members(reading: Reading, match: re.Match[str]) -> bool:
    """Tell whether three letters and ten figures are an insurer's: no office of immigration begins so.

    Nor does the message speak of immigration, or a label of a paper.
    """
    if match.group()[:3].lower() in OFFICES.split("|") or papers.OF_IMMIGRANTS.search(reading.text):
        return False
    label = reading.label_of(*match.span(), among=NUMBER_KINDS)
    return label is None or label.kind is PersonalType.MEMBER_ID


def _is_numbered(reading: Reading, match: re.Match[str]) -> bool:
    """Tell whether "A-77410932" is one of an application or a case: it is called so, or one like it is."""
    if _is_called_otherwise(reading, *match.span()):
        return True
    alike = re.compile(
        rf"(?<![\w-]){re.escape(match.group()[:ALIKE])}\d{{{len(match.group()) - ALIKE}}}(?![\w-])"
    )
    return any(_is_called_otherwise(reading, *other.span()) for other in alike.finditer(reading.text))


def _is_called_otherwise(reading: Reading, start: int, end: int) -> bool:
    label = reading.label_of(start, end, among=NUMBER_KINDS)
    return label is not None and label.kind in OF_PAPERS


def cards(reading: Reading) -> Iterable[Claim]:
    """Claim payment card numbers: with a right check digit, or written in a card's groups."""
    for _, match in CARDS.found_in(reading.text, reading.places):
        number = match.group()
        if number[0] in FIRST_OF_CARDS and passes_luhn(number):
            yield Claim(match.start(), match.end(), PersonalType.CREDIT_CARD, LABELLED, "card_check_digit")
        elif CARD_GROUPS.fullmatch(number) or _is_called_card(reading.text, match):
            yield Claim(match.start(), match.end(), PersonalType.CREDIT_CARD, LIKELY, "card_groups")


def _is_called_card(text: str, match: re.Match[str]) -> bool:
    """Tell whether a payment card is named shortly before digits of a card's length."""
    digits = sum(map(str.isdigit, match.group()))
    is_long = digits in (15, 16) and match.group()[0] in FIRST_OF_CARDS
    return is_long and CARD_BEFORE.search(text, max(0, match.start() - 48), match.start()) is not None


def ibans(reading: Reading) -> Iterable[Claim]:
    """Claim international bank account numbers whose check digits are right, or that are called so."""
    for _, match in IBANS.found_in(reading.text, reading.places):
        number = match.group().replace(" ", "")
        if len(number) < SHORTEST_IBAN:
            continue
        said = "iban" in reading.text[max(0, match.start() - 16) : match.start()].lower()
        turned = "".join(str(int(character, 36)) for character in number[4:] + number[:4])
        if said or int(turned) % 97 == 1:
            yield Claim(*match.span(), PersonalType.BANK_ACCOUNT, SHAPE, "iban")


def passes_luhn(number: str) -> bool:
    """Tell whether the digits of `number` end in the check digit that payment cards carry."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
