"""What the privacy guard decides for a marketplace, by the way that words leave (`messages/`)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Value


class PersonalKind(StrEnum):
    """What the guard finds, by the names of its labels."""

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


class GuardDecision(StrEnum):
    """What happens to something personal: it goes out, is taken out or boxed, or the whole waits."""

    PASS = "pass"  # noqa: S105  # a decision of the guard, not a password
    REDACT = "redact"
    HOLD = "hold"


MAY_PASS = frozenset({PersonalKind.PERSON, PersonalKind.PHONE, PersonalKind.EMAIL, PersonalKind.ADDRESS})
"""What a marketplace may let out: never a number by which somebody's identity, money or care is had."""

NOT_CUT_OUT = frozenset({PersonalKind.PERSON, PersonalKind.ADDRESS})
"""What can't be cut out of words exactly, so that a person has to look, unless a pack says otherwise."""


def _kept_back(rules: Mapping[PersonalKind, GuardDecision]) -> Mapping[PersonalKind, GuardDecision]:
    for kind, decision in rules.items():
        if decision is GuardDecision.PASS and kind not in MAY_PASS:
            raise PydanticCustomError(
                "guard",
                "a pack never lets {kind} pass",
                {"kind": kind.value, "instead": "write redact or hold"},
            )
    return rules


Rules = Annotated[dict[PersonalKind, GuardDecision], AfterValidator(_kept_back)]
"""The decision for each kind of finding; one that is not named has the desk's own."""


class GuardRules(Value):
    """What the guard decides on mails, on text messages, and on files of which a copy leaves.

    Without a word of the pack, names and postal addresses hold a message, and anything else is taken out of
    it; in files everything is boxed out.
    """

    email: Rules = {}
    sms: Rules = {}
    file: Rules = {}


_WORDS: Mapping[PersonalKind, GuardDecision] = MappingProxyType(
    {kind: GuardDecision.HOLD if kind in NOT_CUT_OUT else GuardDecision.REDACT for kind in PersonalKind}
)


def decisions_on_words(rules: Mapping[PersonalKind, GuardDecision]) -> dict[PersonalKind, GuardDecision]:
    """Return the decision for every kind of finding in a message, under the rules of its channel."""
    return {**_WORDS, **rules}


def decisions_on_files(rules: Mapping[PersonalKind, GuardDecision]) -> dict[PersonalKind, GuardDecision]:
    """Return the decision for every kind of finding in a file."""
    return {**dict.fromkeys(PersonalKind, GuardDecision.REDACT), **rules}
