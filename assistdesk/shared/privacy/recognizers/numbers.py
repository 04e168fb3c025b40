"""Numbers and codes that a label names: the nearest label says whose they are and whether they count."""

import re
from collections.abc import Iterable, Iterator

from assistdesk.shared.privacy import gaps
from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.label_words import WORDS
from assistdesk.shared.privacy.labels import Label
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers import papers
from assistdesk.shared.privacy.recognizers.series import Series, is_banks_own
from assistdesk.shared.privacy.strengths import LABELLED, LABELLED_ALLOWED

LAST = r"(?:-\d{1,3}|[ ][A-Z]?\d(?=[ \t]*(?:$|[\n,.;)|])))?"
"""What may stand behind a number's groups: a person's own figures, "104 5581 2290-00", "OC 8841 0927 3"."""
GROUPED = rf"(?:\d{{2,6}}(?:[ ]\d{{2,6}}){{1,4}}{LAST}|\d(?:[ ]\d{{3}}){{2,4}})(?![\w-])"
SUFFIXED = r"[A-Z]{0,4}\d{6,12}[ ]\d{2,3}(?=[ \t]*(?:$|[\n,.;)|]))"
NO_PREFIX = (
    r"AND|OR|IS|NO|NUM|NBR|NR|ID|FOR|THE|ARE|WAS|OF|ON|AT|BY|TO|IN|AS|IT|MY|HER|HIS|NOT|NEW|OLD"
    r"|ES|SON|EL|LA|DE|DEL|SU|CON"
)
PREFIXED = (
    rf"(?!(?:{NO_PREFIX})[ ])[A-Z]{{1,3}}[ ]"
    rf"(?:\d{{4,6}}-\d{{3,6}}|\d{{2,6}}(?:[ ]\d{{2,6}}){{1,4}}{LAST}|\d{{6,12}})(?![\w-])"
)
CODE = r"[A-Za-z0-9*](?:[A-Za-z0-9*]|[-/.](?=[A-Za-z0-9*])){3,39}"
SPACED = r"\d(?:[ ]{1,2}\d){5,19}(?![\w-])"
LED = rf"[A-Z]{{1,4}}\d{{2,6}}(?:[ ]\d{{2,6}}){{1,4}}{LAST}(?![\w-])"
VALUE = re.compile(rf"(?<![A-Za-z0-9$])(?:{SPACED}|{SUFFIXED}|{PREFIXED}|{LED}|{GROUPED}|{CODE})")
DIGITS = re.compile(r"\d")
NO_CODE = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d+\.\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:19"
    r"|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}/\d{4}"
    r"|(?:\d{1,2}[/.-]){2}\d{2,4}-(?:\d{1,2}[/.-]){2}\d{2,4}|\d{3,5}/\d{1,4}(?:/\w{1,5})?"
    r"|(?:DS|EOIR|SSA|CMS|OMB|FNS|DHMH|MAP|PAFS|HIOS|W|G|I|N)-?\d{1,4}[A-Z]?"
)
"""Amounts, dates, rates, and what forms are called: none of them is somebody's number."""
SSN_GROUPS = re.compile(r"\d{3}([- ])\d{2}\1\d{4}")
MASKED = re.compile(r"[*xX]{1,16}[ -]?(?:[*xX -]{0,14})\d{3,4}$")
A_NUMBER = re.compile(r"[Aa][- ]?(?:\d{2,3}[- ]\d{3}[- ]\d{3}|\d{8,9})|\d{3}-\d{3}-\d{3}")
CHECK = re.compile(r"\d{9}/\d{5,17}")
"""A bank's number and an account's in one."""
BOTH = re.compile(r"[ ]?(?:[/&,+]|and|y)[ ]?", re.IGNORECASE)
OF_A_VISA = re.compile(r"[A-Z]\d{7}")
FIRST_OF_CARDS = "3456"
SHORTEST = 5
OF_ACCOUNTS = re.compile(r"acc|a/c|ac#|cta|cuenta|iban|dda|draft|savings|checking|chk|ahorro", re.IGNORECASE)
NUMBER_KINDS = frozenset(WORDS)
CARD_LENGTHS = range(13, 20)
MAYBE_NINE = range(8, 11)
NINE_LONG = frozenset({PersonalType.US_SSN, PersonalType.ITIN})


def labelled_numbers(reading: Reading) -> Iterable[Claim]:
    """Claim each code of five characters or more with a digit whose nearest label names it.

    Whatever its shape and its check digits: a mistyped number is still somebody's.
    """
    series = Series()
    uncalled: list[tuple[int, int, str]] = []
    for start, end, value in _values(reading):
        label = reading.label_of(start, end, among=NUMBER_KINDS)
        kind = series.next_on_check(reading.text, start)
        if kind is None:
            called = _called(reading, label, value) if label else None
            kind = called or (series.next_in_list(reading.text, start, value) if label is None else None)
        if kind is None:
            uncalled += [(start, end, value)] if label is None else []
            continue
        is_near = label is None or gaps.is_connected(reading.text[label.end : start])
        if kind in NINE_LONG and len(_essence(value)) != 9 and not is_near:
            continue
        series.add(end, value, kind)
        score = LABELLED if isinstance(kind, PersonalType) else LABELLED_ALLOWED
        yield Claim(start, end, kind, score, "labelled_number")
    for start, end, value in uncalled:
        alike = series.kind_of(value)
        if alike is not None:
            yield Claim(start, end, alike, LABELLED, "number_of_a_series")


def _called(reading: Reading, label: Label, value: str) -> Kind | None:
    """Return what a label makes of a value, a paper of somebody else's or a bank's own number told apart."""
    kind = _kind_of(label.kind, value)
    if kind is PersonalType.MEMBER_ID and papers.is_of_a_citizen(reading, label):
        return PersonalType.IMMIGRATION_ID
    if kind in papers.ALSO_OF_OTHERS and papers.is_of_others(reading, label, value):
        return AllowedType.REFERENCE
    if kind is PersonalType.BANK_ACCOUNT and is_banks_own(value):
        if _is_of_both(reading, label):
            return PersonalType.BANK_ROUTING
        is_accounts = label.strong or OF_ACCOUNTS.search(reading.text, label.start, label.end) is not None
        return kind if is_accounts else PersonalType.BANK_ROUTING
    return kind


def _is_of_both(reading: Reading, label: Label) -> bool:
    """Tell whether a label of an account stands behind one of a bank: "routing / acct"."""
    before = next(iter(reading.labels_before(label.start)), None)
    if before is None or before.kind is not PersonalType.BANK_ROUTING:
        return False
    return BOTH.fullmatch(reading.text, before.end, label.start) is not None


def _values(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Return the codes in `text`: no dates, no amounts, nothing without a digit."""
    if not DIGITS.search(reading.text):
        return
    for match in VALUE.finditer(reading.text):
        value, start = match.group(), match.start()
        if CHECK.fullmatch(value):
            yield start, start + 9, value[:9]
            yield start + 10, match.end(), value[10:]
            continue
        if not DIGITS.search(value):
            continue
        behind = reading.end_of_label(start)
        if behind is not None and behind < match.end():
            value = reading.text[behind : match.end()].lstrip(" -./")
            start = match.end() - len(value)
        if DIGITS.search(value) and len(_essence(value)) >= SHORTEST and not NO_CODE.fullmatch(value):
            yield start, match.end(), value


def _essence(value: str) -> str:
    return "".join(character for character in value if character.isalnum() or character == "*")


def _kind_on_card(value: str, digits: int) -> PersonalType:
    """Return what stands behind "card" or "visa": a payment card's number, a paper's, or a member's."""
    if OF_A_VISA.fullmatch(value):
        return PersonalType.IMMIGRATION_ID
    is_payment = digits in CARD_LENGTHS or MASKED.match(value)
    return PersonalType.CREDIT_CARD if is_payment else PersonalType.MEMBER_ID


def _kind_of(label: Kind, value: str) -> Kind | None:
    """Return what a label of this kind makes of `value`, None where it says nothing about such a value."""
    digits = len(DIGITS.findall(value))
    match label:
        case PersonalType.US_SSN | PersonalType.ITIN:
            fits = len(_essence(value)) in MAYBE_NINE and not any(map(str.isalpha, value))
        case PersonalType.CREDIT_CARD:
            if SSN_GROUPS.fullmatch(value):
                return PersonalType.US_SSN
            return _kind_on_card(value, digits)
        case PersonalType.IMMIGRATION_ID:
            if A_NUMBER.fullmatch(value):
                return PersonalType.ALIEN_NUMBER
            is_card = digits in CARD_LENGTHS and value[0] in FIRST_OF_CARDS
            return PersonalType.CREDIT_CARD if is_card else label
        case PersonalType.BANK_ROUTING:
            fits = digits in MAYBE_NINE
        case PersonalType.ALIEN_NUMBER:
            fits = digits in range(7, 11)
        case _:
            fits = label is not PersonalType.PHONE
    return label if fits else None
