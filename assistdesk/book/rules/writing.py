"""What people and files write, read as values: one line, a day, an amount, a phone number."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from assistdesk.shared.messaging.texts import BadNumber, e164

DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y")
MOST_MONEY = Decimal("99999.99")
LONGEST_EMAIL = 254

NEEDED_MESSAGE = "Fill in this field."
LONG_MESSAGE = "This is too long."
DAY_MESSAGE = "Write the date as month, day and year: 04/28/1986."
MONEY_MESSAGE = "Write an amount in dollars, such as 312.50."
PHONE_MESSAGE = "Give a phone number of ten digits, such as 502-555-0100."
EMAIL_MESSAGE = "Give an e-mail address, such as name@example.com."
ZIP_MESSAGE = "Give a ZIP code of five digits."
CHOICE_MESSAGE = "Choose one of the list."
FORMULA_MESSAGE = "Begin with a letter or a digit."

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MONEY = re.compile(r"^\$?\s*(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?$")
_EMAIL = re.compile(r"^[^\s@<>(),;:\\\"\[\]]+@[^\s@<>(),;:\\\"\[\]]+\.[^\s@.<>(),;:\\\"\[\]]{2,}$")
_ZIP = re.compile(r"^\d{5}(-\d{4})?$", re.ASCII)
_FORMULAS = ("=", "+", "-", "@")


class Unreadable(ValueError):
    """What was written means nothing here; `message` says what to write."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing of a list: its key, and all that it is called, normalized."""

    key: str
    called: frozenset[str]


def line(written: str) -> str:
    """Return what was written as one line, without control characters and half characters."""
    return " ".join(_BREAKS.sub(" ", written.encode(errors="replace").decode()).split())


def words(written: str, *, longest: int) -> str:
    """Return a line that is text of people.

    Raises:
        Unreadable: it is too long, or begins as a formula of a spreadsheet does.
    """
    found = line(written)
    if len(found) > longest:
        raise Unreadable(LONG_MESSAGE)
    if found.startswith(_FORMULAS):
        raise Unreadable(FORMULA_MESSAGE)
    return found


def day(written: str) -> date | None:
    """Return a day, None for none. Years have four digits.

    Raises:
        Unreadable: it is none.
    """
    text = line(written)
    if not text:
        return None
    for form in DAY_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    raise Unreadable(DAY_MESSAGE)


def money(written: str) -> Decimal | None:
    """Return an amount in dollars, None for none; zero is one.

    Raises:
        Unreadable: it is none, below zero, or more than a column holds.
    """
    text = line(written)
    if not text:
        return None
    if not _MONEY.match(text):
        raise Unreadable(MONEY_MESSAGE)
    with suppress(InvalidOperation):
        amount = Decimal(text.lstrip("$ ").replace(",", ""))
        if amount <= MOST_MONEY:
            return amount
    raise Unreadable(MONEY_MESSAGE)


def phone(written: str) -> str:
    """Return a phone number in international form, "" for none.

    Raises:
        Unreadable: it is none.
    """
    try:
        return e164(written) if line(written) else ""
    except BadNumber:
        raise Unreadable(PHONE_MESSAGE) from None


def email(written: str) -> str:
    """Return an e-mail address, "" for none.

    Raises:
        Unreadable: it is none.
    """
    address = line(written)
    if address and (len(address) > LONGEST_EMAIL or not _EMAIL.match(address)):
        raise Unreadable(EMAIL_MESSAGE)
    return address


def zip_code(written: str) -> str:
    """Return a ZIP code, "" for none.

    Raises:
        Unreadable: it is none.
    """
    text = line(written)
    if text and not _ZIP.match(text):
        raise Unreadable(ZIP_MESSAGE)
    return text


def choice(written: str, *, of: tuple[Choice, ...]) -> str:
    """Return the key of what is called so, "" for none.

    Raises:
        Unreadable: nothing is called so.
    """
    wanted = called(written)
    if not wanted:
        return ""
    for one in of:
        if wanted in one.called:
            return one.key
    raise Unreadable(CHOICE_MESSAGE)


def called(written: str) -> str:
    """Return a name as choices are compared: letters and digits alone, upper and lower case alike."""
    return "".join(one for one in line(written).casefold() if one.isalnum())
