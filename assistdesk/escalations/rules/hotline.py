"""The decisions about calls: who the caller is, how many clients fit, which number was meant."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from assistdesk.escalations.rules import RUNNING_DIGITS, Bounds, Eligibility, is_blank
from assistdesk.escalations.states import CallerStanding
from assistdesk.shared.refusals import FieldError, InvalidInput

LONGEST_NAME = 150
LONGEST_NPN = 10
FEWEST_DIGITS = 3
DAY_DIGITS = 6
NAMES_ENOUGH = 2
_LONE_O = re.compile(r"(?<![^\W\d_])[oO]+(?![^\W\d_])")  # said or typed for a zero


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """What of an incident number was said: its last digits, the whole running number among them or not."""

    ending: str

    @property
    def is_whole(self) -> bool:
        """Whether the whole running number was said."""
        return len(self.ending) >= RUNNING_DIGITS


def caller_standing(
    *, typed_name: str, recorded_name: str | None, compares_names: bool, eligibility: Eligibility
) -> CallerStanding:
    """Return whether a caller is who they say.

    `recorded_name` is the name on record of the number that was given, None where it is nobody's. That an
    authorization has lapsed is told to nobody whose name differs.
    """
    if recorded_name is None:
        return CallerStanding.UNKNOWN_NPN
    if compares_names and not is_same_name(typed_name, recorded_name):
        return CallerStanding.NAME_DIFFERS
    return CallerStanding.VERIFIED if eligibility is Eligibility.ELIGIBLE else CallerStanding.LAPSED


def is_same_name(typed: str, recorded: str) -> bool:
    """Tell whether two spellings are one name: in any order, with or without the names in between.

    Accents, capitals, hyphens and apostrophes don't matter. One name alone is not enough where the record
    has several.
    """
    one, other = _name_words(typed), _name_words(recorded)
    shared = one & other
    return len(shared) >= min(NAMES_ENOUGH, max(len(other), 1)) and shared in (one, other)


def caller_errors(*, name: str, npn: str) -> list[FieldError]:
    """Return what is wrong with what a caller said of themselves; empty where nothing is."""
    errors = []
    if is_blank(name):
        errors.append(FieldError("caller_name", "Write the name that the caller gives."))
    elif len(name) > LONGEST_NAME:
        errors.append(
            FieldError("caller_name", "Write at most %(most)s characters.", (("most", LONGEST_NAME),))
        )
    if not 0 < len(npn_digits(npn)) <= LONGEST_NPN:
        errors.append(
            FieldError("npn", "Write the NPN in digits: at most %(most)s.", (("most", LONGEST_NPN),))
        )
    return errors


def npn_digits(typed: str) -> str:
    """Return the digits of a producer number as they are kept, whatever stands between them."""
    return _digits(typed)


def has_room(known: Collection[str], person_id: str, *, most: int) -> bool:
    """Tell whether a call that is about the clients `known`, by Person ID, can be about this one too."""
    return person_id in known or len(set(known)) < most


def can_be_called_in(*, consumers: Bounds, attachments: Bounds, has_own_icon: bool) -> bool:
    """Tell whether an incident of a type can be made of what somebody says about one client on the phone."""
    return consumers.least <= 1 <= consumers.most and attachments.least == 0 and not has_own_icon


def number_asked(typed: str) -> NumberAsked:
    """Return which incident number was meant, however it was said: spaces, no hyphen, or its end alone.

    Raises:
        InvalidInput: there are too few digits to find an incident by.
    """
    digits = _digits(_LONE_O.sub(lambda found: "0" * len(found[0]), typed))
    if len(digits) < FEWEST_DIGITS:
        said = FieldError(
            "number",
            "Type the incident number, or at least its last %(fewest)s digits.",
            (("fewest", FEWEST_DIGITS),),
        )
        raise InvalidInput([said])
    if len(digits) > DAY_DIGITS + RUNNING_DIGITS:
        return NumberAsked(digits[DAY_DIGITS:])
    return NumberAsked(digits[-RUNNING_DIGITS:])


def running_numbers(asked: NumberAsked, *, first: int, last: int, most: int) -> list[int]:
    """Return which running numbers can be meant, the newest first: at most `most` of them.

    `first` and `last` are the first and the last number that the marketplace gave, both included.
    """
    if asked.is_whole:
        running = int(asked.ending)
        return [running] if first <= running <= last else []
    step = 10 ** len(asked.ending)
    newest = last - (last - int(asked.ending)) % step
    return [one for one in range(newest, newest - most * step, -step) if first <= one <= last]


def read_out(number: str) -> list[str]:
    """Return an incident number in groups that can be read out one by one: `20 05 28`, `286 68 68`."""
    day, _, running = number.partition("-")
    return [*_groups(day, 2), *([running[:-4]] if running[:-4] else []), *_groups(running[-4:], 2)]


def _groups(digits: str, size: int) -> list[str]:
    return [digits[start : start + size] for start in range(0, len(digits), size)]


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(char)) for char in text if char.isdigit())


def _name_words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(
        char for char in plain if not unicodedata.combining(char) and char not in "'`\u2019\u2018\u02bc"
    )
    return frozenset(re.findall(r"[^\W_]+", letters))
