"""What the privacy guard decides for a marketplace, by the way that words leave (`messages/`)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Value
from assistdesk.shared.policy.schema.personal import NOT_CUT_OUT, Decision, PersonalType

MAY_PASS = frozenset({PersonalType.PERSON, PersonalType.PHONE, PersonalType.EMAIL, PersonalType.ADDRESS})
"""What a marketplace may let out: never a number by which somebody's identity, money or care is had."""


def _kept_back(rules: Mapping[PersonalType, Decision]) -> Mapping[PersonalType, Decision]:
    for kind, decision in rules.items():
        if decision is Decision.PASS and kind not in MAY_PASS:
            raise PydanticCustomError(
                "guard",
                "a pack never lets {kind} pass",
                {"kind": kind.value, "instead": "write redact or hold"},
            )
    return rules


Rules = Annotated[dict[PersonalType, Decision], AfterValidator(_kept_back)]
"""The decision for each kind of finding; one that is not named has the desk's own."""


class GuardRules(Value):
    """What the guard decides on mails, on text messages, and on files of which a copy leaves.

    Without a word of the pack, names and postal addresses hold a message, and anything else is taken out of
    it; in files everything is boxed out.
    """

    email: Rules = {}
    sms: Rules = {}
    file: Rules = {}


_WORDS: Mapping[PersonalType, Decision] = MappingProxyType(
    {kind: Decision.HOLD if kind in NOT_CUT_OUT else Decision.REDACT for kind in PersonalType}
)


def decisions_on_words(rules: Mapping[PersonalType, Decision]) -> dict[PersonalType, Decision]:
    """Return the decision for every kind of finding in a message, under the rules of its channel."""
    return {**_WORDS, **rules}


def decisions_on_files(rules: Mapping[PersonalType, Decision]) -> dict[PersonalType, Decision]:
    """Return the decision for every kind of finding in a file."""
    return {**dict.fromkeys(PersonalType, Decision.REDACT), **rules}
