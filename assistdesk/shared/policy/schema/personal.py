"""What is a consumer's own, and what can happen to it: the words that packs and the privacy guard share."""

from enum import StrEnum


class PersonalType(StrEnum):
    """A personal value of a consumer: what must not leave the desk.

    Source: rule V-02.
    """

    PERSON = "PERSON"
    US_SSN = "US_SSN"
    ITIN = "ITIN"
    DOB = "DOB"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    MEMBER_ID = "MEMBER_ID"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    BANK_ROUTING = "BANK_ROUTING"
    CREDIT_CARD = "CREDIT_CARD"
    PASSPORT = "PASSPORT"
    DRIVER_LICENSE = "DRIVER_LICENSE"
    ALIEN_NUMBER = "ALIEN_NUMBER"
    IMMIGRATION_ID = "IMMIGRATION_ID"


class Decision(StrEnum):
    """What happens to something personal: it goes out, is taken out or boxed, or the whole waits."""

    PASS = "pass"  # noqa: S105  # a decision of the guard, not a password
    REDACT = "redact"
    HOLD = "hold"


NOT_CUT_OUT = frozenset({PersonalType.PERSON, PersonalType.ADDRESS})
"""What can't be cut out of words exactly, so that a person has to look, unless a pack says otherwise."""
