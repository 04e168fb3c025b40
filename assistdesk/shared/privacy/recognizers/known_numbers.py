"""Numbers, dates and mail addresses of the consumers whom a message is about, however they are grouped."""

import re
from collections.abc import Iterator

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import PersonalType
from assistdesk.shared.privacy.known import KnownValues, Sort
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers.date_shapes import dates_in
from assistdesk.shared.privacy.recognizers.days import days_of
from assistdesk.shared.privacy.strengths import KNOWN_VALUE

DIGIT_GROUP = re.compile(r"\d+")
CODE_GROUP = re.compile(r"[A-Za-z0-9]+")
BETWEEN_DIGITS = re.compile(r"[ \t().+/_,*#:\n-]{1,3}")
BETWEEN_CODES = re.compile(r"[ \t./_-]{1,3}")
MAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]+[ ]?@[ ]?[\w-]+(?:[ ]?\.[ ]?[\w-]+)+")
SSN_DIGITS, PHONE_DIGITS, MOST_GROUPS = 9, 10, 10

Span = tuple[int, int]


def known_numbers(reading: Reading) -> Iterator[Claim]:
    """Claim what is known of the consumers besides their names; a party's own contacts are not claimed."""
    known = reading.parties.known
    if not known:
        return
    yield from _digits(reading, known)
    yield from _codes(reading.text, known)
    yield from _days(reading.text, known)
    yield from _mails(reading, known)


def _digits(reading: Reading, known: KnownValues) -> Iterator[Claim]:
    """Claim Social Security and telephone numbers."""
    own = reading.parties.phones | reading.directory.phones
    for span, digits in _joined(reading.text, DIGIT_GROUP, BETWEEN_DIGITS, longest=PHONE_DIGITS):
        if len(digits) == SSN_DIGITS and known.has_ssn(digits):
            yield _claim(span, PersonalType.US_SSN)
        if len(digits) == PHONE_DIGITS and digits not in own and known.has(Sort.PHONE, digits):
            yield _claim(span, PersonalType.PHONE)


def _days(text: str, known: KnownValues) -> Iterator[Claim]:
    """Claim dates of birth, in each way that a date is written."""
    for date in dates_in(text):
        if any(known.has(Sort.DAY, day.isoformat()) for day in days_of(text[date.start : date.end])):
            yield _claim((date.start, date.end), PersonalType.DOB)


def _mails(reading: Reading, known: KnownValues) -> Iterator[Claim]:
    """Claim mail addresses."""
    own = reading.parties.emails | reading.directory.emails
    for mail in MAIL.finditer(reading.text):
        address = mail[0].replace(" ", "").lower()
        if address not in own and known.has(Sort.EMAIL, address):
            yield _claim(mail.span(), PersonalType.EMAIL)


def _codes(text: str, known: KnownValues) -> Iterator[Claim]:
    """Claim numbers of letters and digits, such as a policy's."""
    if not known.lengths:
        return
    for span, code in _joined(text, CODE_GROUP, BETWEEN_CODES, longest=max(known.lengths)):
        if len(code) in known.lengths and known.has(Sort.CODE, code.upper()):
            yield _claim(span, PersonalType.MEMBER_ID)


def _joined(
    text: str, group: re.Pattern[str], between: re.Pattern[str], *, longest: int
) -> Iterator[tuple[Span, str]]:
    """Yield where groups stand, alone and together with those that follow, with all that they say.

    What is longer than `longest` is left out.
    """
    found = list(group.finditer(text))
    for place, first in enumerate(found):
        said, end = first[0], first.end()
        yield (first.start(), end), said
        for other in found[place + 1 : place + MOST_GROUPS]:
            if len(said) >= longest or between.fullmatch(text, end, other.start()) is None:
                break
            said, end = said + other[0], other.end()
            yield (first.start(), end), said


def _claim(span: Span, kind: PersonalType) -> Claim:
    return Claim(*span, kind, KNOWN_VALUE, "known_value")
